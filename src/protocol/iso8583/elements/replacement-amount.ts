/**
 * The amount that stands after a partial reversal: the first 12 digits. DE95 of 1987 (an 42): the actual amount, the settlement
 * amount, and fees that some hosts write as C or D and 8 digits, others as digits. DE30 of 1993 (n 24): the amounts of the
 * transaction and of the settlement.
 */
import { digitsValue, paddedDigits } from '../codec/digits.ts';

const AMOUNT_DIGITS = 12;
/** Up to here both forms hold digits only; after it, signs may stand. */
const AMOUNTS_CHARACTERS = 24;
const CHARACTERS_MAX = 42;
const NO_SETTLEMENT_AMOUNT = '0'.repeat(AMOUNT_DIGITS);
const NO_OTHER_AMOUNTS = '0'.repeat(CHARACTERS_MAX - AMOUNT_DIGITS);

/** The amount that stands, minor units: the first 12 digits. NaN when the text is neither of the two forms. */
export function readStanding(text: string): number {
  if (text.length > CHARACTERS_MAX) return Number.NaN;
  for (let at = AMOUNT_DIGITS; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    const isSign = at >= AMOUNTS_CHARACTERS && (code === 0x43 || code === 0x44);
    if (!isDigit && !isSign) return Number.NaN;
  }
  const amountMinor = digitsValue(text, 0, AMOUNT_DIGITS);
  return amountMinor === -1 ? Number.NaN : amountMinor;
}

/** DE95: 42 digits. Throws a RangeError when the amount is no whole number of at most 12 digits. */
export function writeDe95(amountMinor: number): string {
  return paddedDigits(amountMinor, AMOUNT_DIGITS, 'The amount that stands (DE95)') + NO_OTHER_AMOUNTS;
}

/** DE30: 24 digits. Throws a RangeError when the amount is no whole number of at most 12 digits. */
export function writeDe30(amountMinor: number): string {
  return paddedDigits(amountMinor, AMOUNT_DIGITS, 'The amount that stands (DE30)') + NO_SETTLEMENT_AMOUNT;
}
