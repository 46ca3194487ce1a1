/**
 * Issuer prefixes of card numbers and how many digits the numbers behind them have: what makes a row
 * of digits with a right check digit likely to be a card number (ISO/IEC 7812-1, the card schemes).
 */
import { isLuhnValid } from '../pan.ts';

/** This issuer's own prefix, long enough to mean a card wherever it stands. */
const OWN_PREFIX = '957899';
const FROM_12_TO_19 = [12, 13, 14, 15, 16, 17, 18, 19];
const FROM_16_TO_19 = [16, 17, 18, 19];

const ISSUERS: readonly { readonly prefix: RegExp; readonly digits: readonly number[] }[] = [
  { prefix: /^957899/, digits: FROM_12_TO_19 },
  { prefix: /^4/, digits: [13, 16, 19] },
  { prefix: /^5[1-5]/, digits: [16] },
  { prefix: /^2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)/, digits: [16] },
  { prefix: /^3[47]/, digits: [15] },
  { prefix: /^3(?:0[0-5]|095|[689])/, digits: [14, 16, 19] },
  { prefix: /^35(?:2[89]|[3-8])/, digits: FROM_16_TO_19 },
  { prefix: /^(?:50|5[6-8]|6)/, digits: [12, 13, 16, 18, 19] },
  { prefix: /^220[0-4]/, digits: FROM_16_TO_19 },
];

/**
 * Any issuer: the first digit of a bank or merchandising card, of another industry or of a national
 * scheme. 0 and 1 (standards bodies, airlines) begin amounts, times and counters instead.
 */
const ANY_ISSUER = { prefix: /^[2-9]/, digits: FROM_16_TO_19 } as const;

/** The right check digit, a known issuer, and a number of digits that this issuer uses. */
export function isKnownIssue(digits: string): boolean {
  return ISSUERS.some(({ prefix, digits: lengths }) => lengths.includes(digits.length) && prefix.test(digits)) && isLuhnValid(digits);
}

/** The right check digit and the length and first digit of a card number of any issuer. */
export function isPlausiblePan(digits: string): boolean {
  const isAny = ANY_ISSUER.digits.includes(digits.length) && ANY_ISSUER.prefix.test(digits) && !/^(\d)\1*$/.test(digits);
  return (isAny && isLuhnValid(digits)) || isKnownIssue(digits);
}

/** A number of this issuer with the right check digit; certain even within other digits. */
export function isOwnPan(digits: string): boolean {
  return digits.startsWith(OWN_PREFIX) && isLuhnValid(digits);
}
