/**
 * A card as HTTP answers show it: the schema that the server declares and that every client parses
 * with.
 */
import { z } from 'zod';
import { CARD_STATUSES } from './status.ts';

export const SHOWN_CARD = z.object({
  token: z.string(),
  maskedPan: z.string(),
  /** YYMM. */
  expiry: z.string(),
  expiresAtMs: z.number(),
  status: z.enum(CARD_STATUSES),
  profile: z.string(),
  pinTriesUsed: z.number(),
  ledgerMinor: z.number(),
  holdsMinor: z.number(),
  fundedMinor: z.number(),
  postedMinor: z.number(),
  givenBackMinor: z.number(),
  clockMs: z.number(),
});
