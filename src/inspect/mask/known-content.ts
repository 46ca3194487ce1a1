/**
 * Elements whose content is known by the dialect and so cannot be card data: amounts, dates, counters,
 * codes. Their digits are shown, whatever they look like.
 */
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { readAmounts } from '../../protocol/iso8583/elements/amounts.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { isBinary, type ParseAttempt, specOf } from '../read/parse-attempt.ts';

type Field = keyof Dialect['fields'];

/** Fields of any format whose content is known by its form. */
const KNOWN_FORMS: Readonly<Partial<Record<Field, (text: string) => boolean>>> = {
  rrn: (text) => text.length === 12,
  amount: (text) => /^\d{12}$/.test(text),
  localTime: (text) => /^\d{12}$/.test(text),
  amounts: (text) => readAmounts(text) !== undefined,
  original: (text) => /^(?:\d{42}|\d{22,35})$/.test(text),
  standing: (text) => /^(?:\d{24}|[\dCDX ]{42})$/.test(text),
};
/** A dialect may bind these to an element of any format. */
const CARD_FIELDS: readonly Field[] = ['pan', 'track2', 'pinBlock', 'chipData'];
/** The smallest number of characters that can hold a card number. */
const PAN_CHARACTERS_MIN = 12;
const FIXED_DIGITS = /^(?:x\+)?n\s*\d+$/;
const MACS: readonly number[] = [64, 128];

/** True if the dialect knows what the element holds, and the content has that form. */
export function isKnownContent({ dialect, layout }: ParseAttempt, { number, text }: UnpackedElement): boolean {
  const { fields } = dialect;
  const spec = specOf(dialect, number);
  const isCardField = CARD_FIELDS.some((field) => fields[field] === number);
  if (isCardField || number === dialect.additionalData?.element || (spec?.mask ?? 'none') !== 'none') return false;
  if (isBinary(layout, number)) return MACS.includes(number);
  // The format tells, because fields in JSON or XML have no layout of their own.
  const format = spec?.format ?? '';
  if (FIXED_DIGITS.test(format) || (format !== '' && !format.includes('..') && text.length < PAN_CHARACTERS_MIN)) return true;
  const forms = Object.entries(KNOWN_FORMS) as readonly (readonly [Field, (text: string) => boolean])[];
  return forms.some(([field, hasForm]) => fields[field] === number && hasForm(text));
}
