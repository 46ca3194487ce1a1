import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { readFee } from '../../protocol/iso8583/elements/amounts.ts';
import { isDayOfMonth } from '../../protocol/iso8583/elements/times.ts';
import { isBinary, nameOf } from '../read/parse-attempt.ts';
import { codeName } from './code-names.ts';
import { codeTableParts } from './code-table-parts.ts';
import { currencyOf, moneyText } from './currency.ts';

import { currencyDigits, type Meaning, type MeaningInput, meaning, NONE } from './element-meaning.ts';
import { additionalParts, countryText, entryParts, guessedParts } from './element-parts.ts';
import { FIELD_MEANINGS, localDateText } from './field-meaning.ts';
import { innerBitmapParts } from './inner-bitmap-parts.ts';

const GUESS_BYTES_MIN = 6;

/** Dates of the standard as MMDD or YYMMDD; the others have a year and a month. */
const DATES = /^date, (?!expiration|effective)/;

function dateText(text: string, nearMs: number): string {
  if (text.length === 4) return localDateText(text, nearMs);
  const [, year, month = '', day = ''] = /^(\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return isDayOfMonth(Number(month), Number(day)) ? `20${year}-${month}-${day}` : 'no date';
}

/** Guesses by name and format if the dialect does not map the element to a field. */
function byName({ attempt, element, nearMs }: MeaningInput): string {
  const { dialect } = attempt;
  const name = nameOf(dialect, element.number).toLowerCase();
  const { text } = element;
  if (element.number === 64 || element.number === 128) return 'message authentication code';
  if (DATES.test(name)) return dateText(text, nearMs);
  if (name.startsWith('country code')) return countryText(text);
  if (name.startsWith('currency code')) return currencyOf(text)?.code ?? 'no currency';
  if (name.includes('condition code')) return codeName('conditionCode', text);
  if (name === 'function code') return codeName('functionCode', text);
  const fee = readFee(text);
  if (fee !== undefined && name.includes('fee'))
    return `${moneyText(fee.amountMinor, currencyDigits(attempt))} ${fee.sign === 'D' ? 'debit' : 'credit'}`;
  return '';
}

/**
 * Private elements: the tags of DE48 that aksept defines, or tags that the element seems to
 * contain.
 */
function privateMeaning({ attempt, element, shown }: MeaningInput): Meaning {
  const { additionalData } = attempt.dialect;
  if (additionalData?.element === element.number) {
    const parts = additionalParts(element.text, shown, additionalData);
    if (parts.length > 0) return meaning('', parts);
  }
  const inner = innerBitmapParts({ attempt, element, shown });
  if (inner.length > 0) return meaning('holds a bitmap of its own', inner);
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

/**
 * Fields whose meaning hides by itself what must not be shown. Any other meaning would tell something
 * of a hidden value, so it is left blank.
 */
const HIDE_BY_THEMSELVES: ReadonlySet<string> = new Set([
  'pan',
  'track2',
  'pinBlock',
  'chipData',
  'merchantName',
] satisfies (keyof Dialect['fields'])[]);

/** The meaning of the field that the dialect binds to the element; undefined if there is none. */
function fieldMeaning(input: MeaningInput, isHidden: boolean): Meaning | undefined {
  const fields = Object.entries(input.attempt.dialect.fields) as readonly (readonly [keyof Dialect['fields'], number])[];
  const field = fields.find(([name, bound]) => bound === input.element.number && FIELD_MEANINGS[name] !== undefined)?.[0];
  if (field === undefined) return undefined;
  return isHidden && !HIDE_BY_THEMSELVES.has(field) ? NONE : FIELD_MEANINGS[field]?.(input);
}

/**
 * The meaning of an element, from its true value and never from stars; empty if its value needs none.
 */
export function meaningOf(input: MeaningInput): Meaning {
  const { number, text } = input.element;
  const isHidden = input.shown !== text;
  const entry = number === 22 && !isHidden ? entryParts(text, input.attempt.dialect.version) : [];
  const tables = isHidden ? [] : codeTableParts(input);
  const bound = fieldMeaning(input, isHidden);
  if (bound !== undefined) return meaning(bound.text, [...bound.parts, ...tables]);
  const own = privateMeaning(input);
  const [word] = tables;
  const named = isHidden ? '' : byName(input);
  // A code that is the whole element needs no part of its own.
  if (word !== undefined && tables.length === 1 && word.value === text && entry.length === 0) {
    const said = `${word.label.replace(/^[\d-]+ taken as /, '')} ${word.meaning}`;
    return meaning(named === '' ? said : `${named} (${said})`, own.parts);
  }
  return meaning(own.text === '' ? named : own.text, [...entry, ...own.parts, ...tables]);
}
