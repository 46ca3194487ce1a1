/**
 * Fields of a traced message as rows, with the numbers of their elements in a dialect. Card data is
 * masked.
 */
import { withoutCardData } from '../../cards/card-data/card-data.ts';
import { withStars } from '../../cards/card-data/range.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { maskPan } from '../../protocol/mask.ts';
import { isOutcome, outcomeRow } from '../../protocol/outcome.ts';
import { moneyText } from '../listing/currency.ts';
import { instantText } from '../listing/element-parts.ts';
import { merchantTypeName } from '../listing/merchant-type.ts';
import { chipDataRanges } from '../mask/chip-data.ts';
import { nameOf } from '../read/parse-attempt.ts';
import { isObject } from '../read/trace-lines.ts';

export interface FieldRow {
  readonly field: string;
  /** 0: the dialect has no element for it. */
  readonly element: number;
  readonly name: string;
  readonly value: string;
  readonly meaning: string;
}

/** `element` 0: the dialect has no element for the field. */
interface ElementOfDialect {
  readonly element: number;
  readonly dialect: Dialect;
}

/** Fields of a trace → the field of the dialect, if the names differ. */
const ELEMENT_OF: Readonly<Record<string, keyof Dialect['fields']>> = {
  type: 'processingCode',
  amountMinor: 'amount',
  approvedAmountMinor: 'amount',
  transmissionTimeMs: 'transmissionTime',
  cashbackMinor: 'amounts',
  balances: 'amounts',
  standingAmountMinor: 'standing',
  outcome: 'responseCode',
  merchantCountry: 'merchantName',
};
/** Fields whose values are never shown. */
const SECRET_FIELDS = /^(?:track[123]?(?:data)?|pin|pinblock|newpinblock|cvv2?|cvc2?|.*key|.*secret)$/i;
const DEPTH_MAX = 4;
/** The year 2000; smaller numbers are durations. */
const EARLIEST_MS = 946_684_800_000;
const RRN_CHARACTERS = 12;
const TEXT_MAX = 2_000;
const MERCHANT_TYPE_DIGITS = 4;

function elementOf(field: string, dialect: Dialect): number {
  const bound = ELEMENT_OF[field] ?? field;
  if (Object.hasOwn(dialect.fields, bound)) return dialect.fields[bound as keyof Dialect['fields']];
  if (field === 'mac') return 64;
  const number = /^(?:de|f|field)?_?(\d{1,3})$/i.exec(field)?.[1];
  return number !== undefined && Number(number) >= 2 && Number(number) <= 128 ? Number(number) : 0;
}

/** The length of a Buffer as JSON.stringify writes it. */
function bytesWords(value: unknown): string | undefined {
  if (!isObject(value) || value['type'] !== 'Buffer' || !Array.isArray(value['data'])) return undefined;
  return `${value['data'].length} bytes`;
}

function chipText(text: string): string {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return '*'.repeat(text.length);
  return withStars(text, chipDataRanges(Buffer.from(text, 'hex')));
}

/** Times, amounts and reference numbers are no card data, whatever their digits. */
function isKnownField(field: string, text: string): boolean {
  return /(?:Ms|Minor)$/.test(field) || (field === 'rrn' && text.length === RRN_CHARACTERS);
}

/** A plain value, masked by the name of its field and by the mask of its element. */
function shownText(field: string, text: string, { element, dialect }: ElementOfDialect): string {
  const mask = dialect.elements[String(element)]?.mask ?? 'none';
  if (/^(?:pan|cardnumber|primaryaccountnumber)$/i.test(field) || mask === 'pan')
    return /^\d+$/.test(text) ? maskPan(text) : withoutCardData(text);
  if (SECRET_FIELDS.test(field) || (mask !== 'none' && element !== 0)) return '*'.repeat(text.length);
  if (element !== 0 && element === dialect.fields.chipData) return chipText(text);
  return isKnownField(field, text) ? text : withoutCardData(text);
}

function shownValue(field: string, value: unknown, place: ElementOfDialect, depth = 0): string {
  const bytes = bytesWords(value);
  if (bytes !== undefined) return `${bytes}, not shown`;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return shownText(field, String(value).slice(0, TEXT_MAX), place);
  }
  if (value === null || value === undefined) return '';
  if (SECRET_FIELDS.test(field) || depth >= DEPTH_MAX) return 'not shown';
  const members = Array.isArray(value) ? value.map((member, index) => [String(index), member] as const) : Object.entries(value);
  const inside = { element: 0, dialect: place.dialect };
  return members.map(([key, member]) => `${key}: ${shownValue(key, member, inside, depth + 1)}`).join(', ');
}

/** `00: approved`, with the dialect's response code. */
function outcomeText(name: string, { responseCodes, responseCodeOverrides }: Dialect): string {
  if (!isOutcome(name)) return '';
  const row = outcomeRow(name);
  return `${responseCodeOverrides[name] ?? row[responseCodes]}: ${row.en}`;
}

function isMerchantType(field: string, dialect: Dialect): boolean {
  return elementOf(field, dialect) === dialect.fields.mcc && dialect.fields.mcc !== 0;
}

/** A number in JSON has lost its leading zeros; a merchant type has four digits. */
function restored(field: string, value: unknown, dialect: Dialect): unknown {
  const isCode = typeof value === 'number' && value > 0 && isMerchantType(field, dialect);
  return isCode ? String(value).padStart(MERCHANT_TYPE_DIGITS, '0') : value;
}

function meaningOf(field: string, value: unknown, currency: string, dialect: Dialect): string {
  if (isMerchantType(field, dialect)) return merchantTypeName(String(value));
  if (field === 'outcome' && typeof value === 'string') return outcomeText(value, dialect);
  if (typeof value !== 'number') return '';
  if (/Minor$/.test(field)) return moneyText(value, currency);
  return /Ms$/.test(field) && value >= EARLIEST_MS ? instantText(value) : '';
}

/** One row for each field that is not empty. */
export function fieldRows(fields: Readonly<Record<string, unknown>>, dialect: Dialect): readonly FieldRow[] {
  const code = Number(fields['currency']);
  const currency = code > 0 ? String(code).padStart(3, '0') : '578';
  return Object.entries(fields)
    .map(([field, given]) => {
      const value = restored(field, given, dialect);
      const element = elementOf(field, dialect);
      const shown = shownValue(field, value, { element, dialect });
      return {
        field,
        element,
        name: element === 0 ? '' : nameOf(dialect, element),
        value: shown,
        meaning: meaningOf(field, value, currency, dialect),
      };
    })
    .filter(({ value }) => value !== '');
}
