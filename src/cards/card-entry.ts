/** One synthetic card, with its PAN and PIN, as card files and the HTTP API give it. */
import { z } from 'zod';
import { isLuhnValid } from './pan.ts';
import { BALANCE_MINOR_MAX, CARD_STATUSES } from './status.ts';

const BALANCE_ADVICE = 'must be a whole number of øre, 0 or more';

export const PAN = z.string().regex(/^\d{12,19}$/, 'must be 12 to 19 digits');
export const BALANCE_MINOR = z.int(BALANCE_ADVICE).min(0, BALANCE_ADVICE).max(BALANCE_MINOR_MAX, `must be at most ${BALANCE_MINOR_MAX}`);

export const PROFILE_NAME = z.string().min(1).max(40);

export const EXPIRY = z.string().regex(/^\d{2}(0[1-9]|1[0-2])$/, 'must be YYMM');

export const CARD_ENTRY = z.strictObject({
  pan: PAN.refine(isLuhnValid, 'has a wrong check digit'),
  expiry: EXPIRY,
  pin: z.string().regex(/^\d{4,12}$/, 'must be 4 to 12 digits'),
  balanceMinor: BALANCE_MINOR,
  status: z.enum(CARD_STATUSES, `must be one of ${CARD_STATUSES.join(', ')}`).default('active'),
  profile: PROFILE_NAME.default('kronekort'),
});

export type CardEntry = z.infer<typeof CARD_ENTRY>;
