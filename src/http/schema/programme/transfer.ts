/** Internal transfers (Internoverføring), and accounts and books of the bank. */
import { z } from 'zod';
import { NUMBER_PAGE_QUERY } from './payment.ts';
import { ID, TEXT } from './shared.ts';

const TICKED = z.array(ID).max(1_000);

/** `all`: what is available when it is approved. `registerAndApprove`: "Registrer og godkjenn". */
export const NEW_TRANSFER = z.strictObject({
  from: TEXT,
  to: TEXT,
  amountMinor: z.union([z.int(), z.literal('all')]),
  registerAndApprove: z.boolean().default(false),
});
export const REGISTERED_TRANSFER = z.object({ transferId: ID, amountMinor: z.number() });

export const TRANSFERS_QUERY = NUMBER_PAGE_QUERY.extend({ open: z.enum(['true', 'false']).default('false') });
export const TRANSFERS = z.object({
  transfers: z
    .array(
      z.object({
        transferId: ID,
        from: z.string(),
        to: z.string(),
        amountMinor: z.number(),
        isAll: z.boolean(),
        registeredBy: z.string(),
        registeredAtMs: z.number(),
        status: z.enum(['registered', 'moving', 'done', 'refused']),
        /** In the language of the user. */
        reason: z.string(),
        approvedBy: z.array(z.string()).readonly(),
      }),
    )
    .readonly(),
  cursor: z.number().optional(),
});

export const TRANSFER_APPROVAL = z.strictObject({ transferIds: TICKED, code: TEXT });
export const APPROVED_TRANSFERS = z.object({
  transfers: z.array(z.object({ transferId: ID, status: z.enum(['registered', 'moving', 'refused']) })).readonly(),
});
export const TRANSFER_WITHDRAWAL = z.strictObject({ transferIds: TICKED });

export const BANK_ACCOUNT_PATH = z.object({ bankAccount: z.string().regex(/^\d{11}$/) });

export const BANK_ENTRIES = z.object({
  account: z.string(),
  balanceMinor: z.number(),
  /** Newest first. */
  entries: z
    .array(z.object({ id: z.number(), amountMinor: z.number(), kind: z.string(), reference: z.string(), atMs: z.number() }))
    .readonly(),
  cursor: z.number().optional(),
});

/** `differences`: one sentence each; empty when the books balance. */
export const BOOKS = z.object({
  openingMinor: z.number(),
  ordersMinor: z.number(),
  bankMinor: z.number(),
  cardsMinor: z.number(),
  inFlightMinor: z.number(),
  cards: z.number(),
  differences: z.array(z.string()).readonly(),
  differencesFound: z.number(),
});
