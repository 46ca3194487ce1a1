import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { readFee } from '../../protocol/iso8583/elements/amounts.ts';
import { isBinary, nameOf } from '../read/parse-attempt.ts';
import { codeName } from './code-names.ts';
import { codeTableParts } from './code-table-parts.ts';
import { currencyOf, moneyText } from './currency.ts';

import { currencyDigits, type Meaning, type MeaningInput, meaning, NONE } from './element-meaning.ts';
import { additionalParts, countryText, entryParts, guessedParts } from './element-parts.ts';
import { FIELD_MEANINGS } from './field-meaning.ts';

const GUESS_BYTES_MIN = 6;

/** Guesses by name and format if the dialect does not map the element to a field. */
function byName({ attempt, element }: MeaningInput): string {
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

/**
 * Private elements: the tags of DE48 that aksept defines, or tags that the element seems to
 * contain.
 */
function privateMeaning({ attempt, element, shown }: MeaningInput): Meaning {
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

/**
 * Fields whose meaning depends on hidden digits but reveals none. All other fields get only the
 * masked text.
 */
const NEEDS_HIDDEN_DIGITS: ReadonlySet<string> = new Set(['pan', 'track2', 'pinBlock', 'chipData'] satisfies (keyof Dialect['fields'])[]);

/** The meaning of an element; empty if its value needs none. */
export function meaningOf(whole: MeaningInput): Meaning {
  const { dialect } = whole.attempt;
  const input: MeaningInput = { ...whole, element: { ...whole.element, text: whole.shown } };
  const { number, text } = input.element;
  const entry = number === 22 ? entryParts(text, dialect.version) : [];
  const tables = codeTableParts(input);
  const fields = Object.entries(dialect.fields) as readonly (readonly [keyof Dialect['fields'], number])[];
  const field = fields.find(([name, bound]) => bound === number && FIELD_MEANINGS[name] !== undefined)?.[0];
  const bound = field === undefined ? undefined : FIELD_MEANINGS[field]?.(NEEDS_HIDDEN_DIGITS.has(field) ? whole : input);
  if (bound !== undefined) return meaning(bound.text, [...bound.parts, ...tables]);
  const own = privateMeaning(whole);
  const [word] = tables;
  const named = byName(input);
  // A code that is the whole element needs no part of its own.
  if (word !== undefined && tables.length === 1 && word.value === text && entry.length === 0) {
    const said = `${word.label.replace(/^[\d-]+ taken as /, '')} ${word.meaning}`;
    return meaning(named === '' ? said : `${named} (${said})`, own.parts);
  }
  return meaning(own.text === '' ? named : own.text, [...entry, ...own.parts, ...tables]);
}
