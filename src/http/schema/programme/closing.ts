/** Accounts that could be closed, and letters that ask the bank to close them. */
import { z } from 'zod';
import { MARKS } from '../../../programme/accounts/reasons.ts';
import { ID, pageOf, TEXT } from './shared.ts';

export const REMINDERS = pageOf(
  z.object({
    account: z.string(),
    name: z.string(),
    clientId: z.string().optional(),
    why: z.enum(['lost', 'expired', 'unused']),
    mark: z.enum(MARKS).optional(),
    balanceMinor: z.number(),
    heldMinor: z.number(),
    /** Empty when a letter would close the account now; else what to do first. */
    first: z.string(),
  }),
);

const NUMBERS_MAX = 1_000;
/** 500 account numbers with a comma each. */
const NUMBERS_CHARS_MAX = 8_000;

export const CLOSING_LETTER = z.strictObject({ accounts: z.array(TEXT).max(NUMBERS_MAX), signed: z.boolean() });

/** Account numbers, with a comma between them. */
export const LETTER_QUERY = z.object({ accounts: z.string().min(1).max(NUMBERS_CHARS_MAX) });

export const ANSWERED_LETTER = z.object({
  letterId: ID,
  /** Each account once, in the order of the letter. */
  lines: z.array(z.object({ account: z.string(), outcome: z.enum(['closed', 'refused']), reason: z.string() })).readonly(),
});

export const CLOSED_ACCOUNT = z.object({ account: z.string() });
