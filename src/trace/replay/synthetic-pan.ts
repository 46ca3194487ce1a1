/** Synthetic card numbers for a replay, because a trace contains none. */
import { luhnCheckDigit } from '../../cards/pan.ts';

const PAN_DIGITS = 16;
const PAN_DIGITS_MAX = 19;
/** Digits for the number of the card, if the prefix leaves room for them. */
const NUMBER_DIGITS_MIN = 6;

/**
 * The `number`th synthetic PAN of an issuer. Throws a RangeError if the number has too many digits.
 */
export function syntheticPan(prefix: string, number: number): string {
  const digits = prefix.length + NUMBER_DIGITS_MIN < PAN_DIGITS ? PAN_DIGITS : PAN_DIGITS_MAX;
  const room = digits - 1 - prefix.length;
  const serial = String(number).padStart(room, '0');
  if (serial.length > room) throw new RangeError(`There are no more PANs of ${digits} digits that start with ${prefix}.`);
  return prefix + serial + luhnCheckDigit(prefix + serial);
}

/** The same PAN with a wrong check digit. */
export function withWrongCheckDigit(pan: string): string {
  return pan.slice(0, -1) + String((Number(pan.at(-1)) + 1) % 10);
}

/** A PAN of the same length that no prefix matches. */
export function ofOtherIssuer(pan: string, prefixes: readonly string[]): string {
  for (let digit = 1; digit <= 9; digit += 1) {
    const body = `${digit}${pan.slice(1, -1)}`;
    const other = body + luhnCheckDigit(body);
    if (!prefixes.some((prefix) => other.startsWith(prefix))) return other;
  }
  return `0${pan.slice(1)}`;
}
