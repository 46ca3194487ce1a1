/**
 * The replacement amount of a partial reversal: the first 12 digits of DE95 or DE30.
 *
 *     DE95, 1987, an 42    actual amount 12, settlement amount 12, fees 18
 *     DE30, 1993, n 24     transaction amount 12, settlement amount 12
 *
 * Some hosts write the fees of DE95 as C or D and 8 digits, others as digits only.
 */
import { digitsValue, paddedDigits } from '../codec/digits.ts';

const AMOUNT_DIGITS = 12;
/** Both elements hold only digits up to here; after it, a fee may have a sign. */
const AMOUNTS_CHARACTERS = 24;
const CHARACTERS_MAX = 42;
const NO_SETTLEMENT_AMOUNT = '0'.repeat(AMOUNT_DIGITS);
const NO_OTHER_AMOUNTS = '0'.repeat(CHARACTERS_MAX - AMOUNT_DIGITS);

/** The replacement amount, minor units. NaN when the text is neither a DE95 nor a DE30. */
export function readReplacementAmount(text: string): number {
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

/**
 * DE95: 42 digits. Throws a RangeError unless the amount is a whole number of at most 12 digits.
 */
export function writeDe95(amountMinor: number): string {
  return paddedDigits(amountMinor, AMOUNT_DIGITS, 'The amount that stands (DE95)') + NO_OTHER_AMOUNTS;
}

/**
 * DE30: 24 digits. Throws a RangeError unless the amount is a whole number of at most 12 digits.
 */
export function writeDe30(amountMinor: number): string {
  return paddedDigits(amountMinor, AMOUNT_DIGITS, 'The amount that stands (DE30)') + NO_SETTLEMENT_AMOUNT;
}
