/** One synthetic card, with its PAN and PIN, as card files and the HTTP API give it. */
import { z } from 'zod';
import { isLuhnValid } from './pan.ts';
import { BALANCE_MINOR_MAX, CARD_STATUSES, isCardStatus } from './status.ts';

const BALANCE_ADVICE = 'must be a whole number of øre, 0 or more';

export const PAN_FORM = /^\d{12,19}$/;
const EXPIRY_FORM = /^\d{2}(0[1-9]|1[0-2])$/;
const PIN_FORM = /^\d{4,12}$/;
const PROFILE_NAME_LENGTH_MAX = 40;

export const PAN_ADVICE = 'must be 12 to 19 digits';
export const PAN = z.string().regex(PAN_FORM, PAN_ADVICE);
export const BALANCE_MINOR = z.int(BALANCE_ADVICE).min(0, BALANCE_ADVICE).max(BALANCE_MINOR_MAX, `must be at most ${BALANCE_MINOR_MAX}`);

export const PROFILE_NAME = z.string().min(1).max(PROFILE_NAME_LENGTH_MAX);

export const EXPIRY = z.string().regex(EXPIRY_FORM, 'must be YYMM');

export const CARD_ENTRY = z.strictObject({
  pan: PAN.refine(isLuhnValid, 'has a wrong check digit'),
  expiry: EXPIRY,
  pin: z.string().regex(PIN_FORM, 'must be 4 to 12 digits'),
  balanceMinor: BALANCE_MINOR,
  status: z.enum(CARD_STATUSES, `must be one of ${CARD_STATUSES.join(', ')}`).default('active'),
  profile: PROFILE_NAME.default('kronekort'),
});

export type CardEntry = z.infer<typeof CARD_ENTRY>;

/** The fields of a whole entry. */
const FIELDS = Object.keys(CARD_ENTRY.shape).length;

/**
 * True for a whole and right entry, by the rules of CARD_ENTRY, at a fifth of its cost: card files
 * hold up to millions. False says nothing: the entry can lack fields that have a default. CARD_ENTRY
 * decides then.
 */
export function isWholeEntry(value: object): value is CardEntry {
  const { pan, expiry, pin, balanceMinor, status, profile } = value as Readonly<Record<string, unknown>>;
  return (
    typeof pan === 'string' &&
    PAN_FORM.test(pan) &&
    isLuhnValid(pan) &&
    typeof expiry === 'string' &&
    EXPIRY_FORM.test(expiry) &&
    typeof pin === 'string' &&
    PIN_FORM.test(pin) &&
    typeof balanceMinor === 'number' &&
    Number.isSafeInteger(balanceMinor) &&
    balanceMinor >= 0 &&
    balanceMinor <= BALANCE_MINOR_MAX &&
    typeof status === 'string' &&
    isCardStatus(status) &&
    typeof profile === 'string' &&
    profile.length >= 1 &&
    profile.length <= PROFILE_NAME_LENGTH_MAX &&
    Object.keys(value).length === FIELDS
  );
}
