/**
 * KID, the structured reference of a Norwegian creditor: 2 to 25 digits, the last one a check digit,
 * by MOD 10 or MOD 11 as the creditor agreed with the bank. A MOD 11 check of 10 is written `-`.
 */
import { isLuhnValid } from '../../cards/pan.ts';

const KID_FORM = /^\d{1,24}[\d-]$/;
/** From the right: 2 3 4 5 6 7, again and again. */
const WEIGHTS = [2, 3, 4, 5, 6, 7] as const;

function mod11Check(payload: string): string {
  let sum = 0;
  for (let i = 0; i < payload.length; i++) {
    sum += (payload.charCodeAt(payload.length - 1 - i) - 48) * (WEIGHTS[i % WEIGHTS.length] ?? 0);
  }
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? '-' : String(check);
}

/** True when either check digit is right: the agreement of a creditor is not known here. */
export function isKid(text: string): boolean {
  if (!KID_FORM.test(text)) return false;
  return isLuhnValid(text) || mod11Check(text.slice(0, -1)) === text.at(-1);
}
