/** What an element says, in words: by what its dialect binds it to, then by the dialect's own code tables, then by its name. */

import { isLuhnValid } from '../../cards/pan.ts';
import type { CodeTable, Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { readFee } from '../../protocol/iso8583/elements/amounts.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { describeProcessingCode } from '../../protocol/iso8583/elements/processing-code.ts';
import { readStanding } from '../../protocol/iso8583/elements/replacement-amount.ts';
import { nearestYear } from '../../protocol/iso8583/elements/times.ts';
import { OUTCOMES } from '../../protocol/outcome.ts';
import { isBinary, nameOf, type ParseAttempt, textOf } from '../read/parse-attempt.ts';
import { chipParts } from './chip-parts.ts';
import { codeName } from './code-names.ts';
import { currencyOf, moneyText } from './currency.ts';
import {
  acceptorParts,
  additionalParts,
  amountsParts,
  countryText,
  de56Parts,
  de90Parts,
  entryParts,
  expiryText,
  guessedParts,
  instantText,
  localText,
  type Part,
  part,
  processingCodeParts,
  track2Parts,
  transmissionMs,
} from './element-parts.ts';

export interface Meaning {
  readonly text: string;
  readonly parts: readonly Part[];
}

interface Asked {
  readonly attempt: ParseAttempt;
  readonly element: UnpackedElement;
  /** The value as it may be shown. */
  readonly shown: string;
  /** Which year a date without one belongs to is seen from here; Unix milliseconds. */
  readonly nearMs: number;
}

const NONE: Meaning = { text: '', parts: [] };
const GUESS_BYTES_MIN = 6;
/** Where the message gives no currency. */
const CURRENCY_DEFAULT = '578';

function meaning(text: string, parts: readonly Part[] = []): Meaning {
  return { text, parts };
}

function currencyDigits(attempt: ParseAttempt): string {
  const digits = textOf(attempt, attempt.dialect.fields.currency);
  return digits === '' ? CURRENCY_DEFAULT : digits;
}

function responseCodeText({ dialect }: ParseAttempt, code: string): string {
  const rows = OUTCOMES.filter((row) => (dialect.responseCodeOverrides[row.name] ?? row[dialect.responseCodes]) === code);
  const [first] = rows;
  if (first !== undefined) return first.name === 'approved' ? first.name : `${rows.map(({ name }) => name).join(' or ')}: ${first.en}`;
  const name = dialect.responseCodes === 'de39' ? codeName('responseCode', code) : '';
  return name === '' ? 'no code of this dialect' : name;
}

/** MMDD. */
function localDateText(digits: string, nearMs: number): string {
  const [month, day] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  const year = nearestYear(month, day, nearMs);
  return year === 0 ? 'no date' : `${year}-${digits.slice(0, 2)}-${digits.slice(2)}`;
}

/** What an element is to this product → what it says. */
const BY_FIELD: Readonly<Partial<Record<keyof Dialect['fields'], (asked: Asked) => Meaning>>> = {
  pan: ({ element }) => meaning(`${element.text.length} digits, check digit ${isLuhnValid(element.text) ? 'right' : 'wrong'}`),
  processingCode: ({ element }) => meaning(describeProcessingCode(element.text)?.meaning ?? '', processingCodeParts(element.text)),
  amount: ({ attempt, element }) => meaning(moneyText(Number(element.text), currencyDigits(attempt))),
  transmissionTime: ({ element, nearMs }) => meaning(instantText(transmissionMs(element.text, nearMs))),
  stan: ({ element }) => meaning(Number(element.text) === 0 ? '0 is no STAN' : ''),
  localTime: ({ element }) => meaning(localText(element.text)),
  localDate: ({ element, nearMs }) => meaning(localDateText(element.text, nearMs)),
  expiry: ({ element }) => meaning(expiryText(element.text)),
  mcc: ({ element }) => meaning(codeName('merchantType', element.text)),
  acquirerCountry: ({ element }) => meaning(countryText(element.text)),
  track2: ({ element }) => {
    const parts = track2Parts(element.text);
    return meaning(parts.length === 0 ? 'no track 2: PAN, separator, expiry and service code are not all there' : '', parts);
  },
  responseCode: ({ attempt, element }) => meaning(responseCodeText(attempt, element.text)),
  merchantName: ({ element }) => meaning('', acceptorParts(element.text)),
  currency: ({ element }) => meaning(currencyOf(element.text)?.code ?? 'no currency'),
  pinBlock: ({ element }) => meaning(`${element.text.length / 2} bytes, enciphered`),
  amounts: ({ element }) => {
    const parts = amountsParts(element.text);
    return meaning(parts.length === 0 ? 'not whole entries of 20 characters' : '', parts);
  },
  chipData: ({ attempt, element, shown }) => {
    if (!isBinary(attempt.layout, element.number)) return NONE;
    return meaning('', chipParts(Buffer.from(element.text, 'hex'), shown));
  },
  original: ({ attempt, element, nearMs }) => {
    const parts = attempt.dialect.version === '1' ? de56Parts(element.text) : de90Parts(element.text, nearMs);
    return meaning(parts.length === 0 ? 'not the original data of a message' : '', parts);
  },
  standing: ({ attempt, element }) => {
    const standing = readStanding(element.text);
    return meaning(Number.isNaN(standing) ? 'no amounts' : `${moneyText(standing, currencyDigits(attempt))} stands`);
  },
};

function codeIn<Name extends string>(table: CodeTable<Name>, text: string): { readonly code: string; readonly name: string } {
  const code = text.slice(table.position - 1, table.position - 1 + table.length);
  const found = Object.entries<string | readonly string[] | undefined>(table.codes).find(
    ([, codes]) => codes === code || (Array.isArray(codes) && codes.includes(code)),
  );
  return { code, name: found?.[0] ?? '' };
}

/** Words that the dialect's own tables find in an element. */
function tableParts({ attempt, element }: Asked): readonly Part[] {
  const { dialect } = attempt;
  const tables: readonly (readonly [string, readonly CodeTable<string>[]])[] = [
    ['purpose', dialect.purposes],
    ['entry mode', dialect.entryModes],
    ['terminal type', dialect.terminalTypes],
    ['reversal reason', dialect.reversalReasons],
    ['network function', dialect.networkFunctions],
    ['cashback', dialect.cashbackFlags],
  ];
  const words = tables.flatMap(([what, list]) =>
    list
      .filter((table) => table.element === element.number)
      .flatMap((table) => {
        const { code, name } = codeIn(table, element.text);
        return name === '' ? [] : [part(`${positions(table.position, table.length)} taken as ${what}`, code, what === name ? '' : name)];
      }),
  );
  const countries = dialect.terminalCountry
    .filter((slice) => slice.element === element.number && element.text.length >= slice.position - 1 + slice.length)
    .map(({ position, length }) => {
      const code = element.text.slice(position - 1, position - 1 + length);
      return part(`${positions(position, length)} terminal country`, code, countryText(code));
    });
  return [...words, ...countries];
}

function positions(position: number, length: number): string {
  return length === 1 ? String(position) : `${position}-${position + length - 1}`;
}

/** By name and format, where the dialect binds the element to nothing. */
function byName({ attempt, element }: Asked): string {
  const { dialect } = attempt;
  const name = nameOf(dialect, element.number).toLowerCase();
  const { text } = element;
  if (element.number === 64 || element.number === 128) return 'message authentication code';
  if (name.startsWith('country code')) return countryText(text);
  if (name.startsWith('currency code')) return currencyOf(text)?.code ?? 'no currency';
  if (name.includes('condition code')) return codeName('conditionCode', text);
  if (name === 'function code') return codeName('functionCode', text);
  const fee = readFee(text);
  if (fee !== undefined && name.includes('fee'))
    return `${moneyText(fee.amountMinor, currencyDigits(attempt))} ${fee.sign === 'D' ? 'debit' : 'credit'}`;
  return '';
}

/** Private elements: our own tags, or tags that they seem to hold. */
function privateMeaning({ attempt, element, shown }: Asked): Meaning {
  const { additionalData } = attempt.dialect;
  if (additionalData?.element === element.number) {
    const parts = additionalParts(shown, additionalData);
    if (parts.length > 0) return meaning('', parts);
  }
  const binary = isBinary(attempt.layout, element.number);
  const bytes = Buffer.from(element.text, binary ? 'hex' : 'latin1');
  if (
    attempt.layout.lengthBytes[element.number] === 0 ||
    bytes.length < GUESS_BYTES_MIN ||
    !/private|national|reserved|use/i.test(nameOf(attempt.dialect, element.number))
  ) {
    return NONE;
  }
  const { about, parts } = guessedParts(bytes, shown, binary ? 2 : 1);
  return meaning(about, parts);
}

/** Fields whose meaning tells nothing of what is hidden, but needs it. All others see the shown text only. */
const SEES_HIDDEN: ReadonlySet<string> = new Set(['pan', 'track2', 'pinBlock', 'chipData'] satisfies (keyof Dialect['fields'])[]);

/** The meaning of an element; empty when there is nothing more to say than its value. */
export function meaningOf(whole: Asked): Meaning {
  const { dialect } = whole.attempt;
  const asked: Asked = { ...whole, element: { ...whole.element, text: whole.shown } };
  const { number, text } = asked.element;
  const entry = number === 22 ? entryParts(text, dialect.version) : [];
  const tables = tableParts(asked);
  const fields = Object.entries(dialect.fields) as readonly (readonly [keyof Dialect['fields'], number])[];
  const field = fields.find(([name, bound]) => bound === number && BY_FIELD[name] !== undefined)?.[0];
  const bound = field === undefined ? undefined : BY_FIELD[field]?.(SEES_HIDDEN.has(field) ? whole : asked);
  if (bound !== undefined) return meaning(bound.text, [...bound.parts, ...tables]);
  const own = privateMeaning(whole);
  const [word] = tables;
  const named = byName(asked);
  // A code that fills the element is said in its own line.
  if (word !== undefined && tables.length === 1 && word.value === text && entry.length === 0) {
    const said = `${word.label.replace(/^[\d-]+ taken as /, '')} ${word.meaning}`;
    return meaning(named === '' ? said : `${named} (${said})`, own.parts);
  }
  return meaning(own.text === '' ? named : own.text, [...entry, ...own.parts, ...tables]);
}
