/**
 * Reads single fields of a transaction request. Each reader tries the field's elements in order.
 */
import { ENTRY_MODES, type OriginalData, PURPOSES, REVERSAL_REASONS, TERMINAL_TYPES, type TransactionRequest } from '../../../message.ts';
import { lookUp, lookUpAny } from '../../dialect/code-table.ts';
import { amountOfType } from '../../elements/amounts.ts';
import { berTlvProblem, findTag } from '../../elements/ber-tlv.ts';
import { countryOf } from '../../elements/country.ts';
import { readReplacementAmount } from '../../elements/replacement-amount.ts';
import { bytesOf, integerOfSlice, textOf, trimmedTextOf } from '../scan/values.ts';
import { impliedPurpose } from './original.ts';
import { fail, type RequestSource } from './request-source.ts';

const NO_BYTES: Buffer = Buffer.alloc(0);
const CASHBACK = '40';
const ANY_AMOUNT = '';
/** EMV tag: terminal country code. */
const TAG_TERMINAL_COUNTRY = 0x9f1a;
const BLANK = 0x20;

/** Fields whose name a tag of the private element can hold. */
type NamedField = 'purpose' | 'entryMode' | 'terminalType' | 'reversalReason';
type Rows<Name extends string> = readonly { readonly name: Name }[];

/** The text as a name of the table, or '' when the table does not have it. */
export function nameIn<Name extends string>(rows: Rows<Name>, text: string): Name | '' {
  return rows.find((row) => row.name === text)?.name ?? '';
}

/**
 * The name that a tag holds; undefined without the tag. The value `-` means: the field is empty.
 */
function taggedName<Name extends string>({ additional }: RequestSource, field: NamedField, rows: Rows<Name>): Name | '' | undefined {
  const text = additional?.get(field);
  return text === undefined ? undefined : nameIn(rows, text);
}

export function typeOf({ plan, scanner }: RequestSource): TransactionRequest['type'] {
  return scanner.has(plan.fields.processingCode) ? (lookUp(scanner, plan.types) ?? 'unknown') : '';
}

export function purposeOf(source: RequestSource, original: OriginalData | undefined): TransactionRequest['purpose'] {
  const tagged = taggedName(source, 'purpose', PURPOSES);
  if (tagged !== undefined) return tagged;
  return lookUpAny(source.scanner, source.plan.purposes) || impliedPurpose(source, original);
}

export function entryModeOf(source: RequestSource): TransactionRequest['entryMode'] {
  return taggedName(source, 'entryMode', ENTRY_MODES) ?? lookUpAny(source.scanner, source.plan.entryModes);
}

export function terminalTypeOf(source: RequestSource): TransactionRequest['terminalType'] {
  return taggedName(source, 'terminalType', TERMINAL_TYPES) ?? lookUpAny(source.scanner, source.plan.terminalTypes);
}

export function reversalReasonOf(source: RequestSource): TransactionRequest['reversalReason'] {
  if (source.messageClass !== 'reversal') return '';
  return taggedName(source, 'reversalReason', REVERSAL_REASONS) ?? lookUpAny(source.scanner, source.plan.reversalReasons);
}

/** Minor units, from DE54 or a tag. */
export function cashbackOf(source: RequestSource): number {
  const { plan, scanner, additional } = source;
  const element = plan.fields.amounts;
  if (element !== 0 && scanner.has(element)) {
    const amounts = textOf(scanner, element);
    const isFlagged = lookUpAny(scanner, plan.cashbackFlags) !== '';
    const cashback = amountOfType(amounts, CASHBACK);
    const minor = isFlagged && cashback === 0 ? amountOfType(amounts, ANY_AMOUNT) : cashback;
    return minor < 0 ? fail(source, element, 'it must be up to six amounts of 20 characters') : minor;
  }
  const tagged = additional?.get('cashback');
  return tagged === undefined ? 0 : Number(tagged);
}

/** Minor units, from DE95 (1987) or DE30 (1993). */
export function replacementAmountOf(source: RequestSource): number {
  const { plan, scanner } = source;
  const element = plan.fields.standing;
  if (element === 0 || !scanner.has(element)) return 0;
  const minor = readReplacementAmount(textOf(scanner, element));
  return Number.isNaN(minor) ? fail(source, element, 'its first amount must be 12 digits') : minor;
}

/**
 * ISO 3166 numeric. The dialect's element counts first, then the private tag, then EMV tag 9F1A.
 */
export function terminalCountryOf({ plan, scanner, additional }: RequestSource, chipData: Buffer): number {
  const { countries } = plan;
  for (let index = 0; index < countries.length; index += 1) {
    const slice = countries[index];
    const country = slice === undefined ? 0 : integerOfSlice(scanner, slice.element, slice.from, slice.to);
    if (country > 0) return country;
  }
  const tagged = additional?.get('terminalCountry');
  if (tagged !== undefined) return countryOf(tagged);
  if (chipData.length === 0) return 0;
  const tag = findTag(chipData, TAG_TERMINAL_COUNTRY);
  return tag === undefined ? 0 : countryOf(tag.toString('hex'));
}

/** DE55, a view of the frame. */
export function chipDataOf(source: RequestSource): Buffer {
  const { plan, scanner } = source;
  const element = plan.fields.chipData;
  if (element === 0 || !scanner.has(element)) return NO_BYTES;
  const bytes = bytesOf(scanner, element);
  const problem = berTlvProblem(bytes);
  return problem === '' ? bytes : fail(source, element, 'its tags run past its end or are cut short');
}

/** DE37. Every RRN is different, so it is not looked up among recent texts unless it has blanks. */
export function rrnOf({ plan, scanner }: RequestSource): string {
  const element = plan.fields.rrn;
  if (!scanner.has(element)) return '';
  const isFilled = scanner.charAt(element, (scanner.units[element] as number) - 1) !== BLANK;
  return isFilled ? textOf(scanner, element) : trimmedTextOf(scanner, element);
}

/** Decodes the hexadecimal digits of a tag. */
export function hexBytes(text: string | undefined): Buffer {
  return text === undefined ? NO_BYTES : Buffer.from(text, 'hex');
}
