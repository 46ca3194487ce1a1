/** Losses of cards and PINs. */
import { z } from 'zod';
import { MARKS } from '../../../programme/accounts/reasons.ts';
import { LOST } from '../../../programme/loss/loss-plan.ts';
import { LOSS_STEPS, type LossStep } from '../../../programme/loss/loss-steps.ts';
import { ID, PAGE_QUERY, pageOf, TEXT } from './shared.ts';

const STEP_NAMES = Object.keys(LOSS_STEPS) as [LossStep, ...LossStep[]];

export const LOSSES_QUERY = PAGE_QUERY.extend({ open: z.enum(['true', 'false']).default('false') });

/** Without `newAccount`, the new card is the first one in the safe. */
export const LOSS_REPORT = z.strictObject({
  what: z.enum(LOST),
  mark: z.enum(MARKS),
  newAccount: TEXT.optional(),
  withoutNewCard: z.boolean().optional(),
});

const LOSS = z.object({
  account: z.string(),
  serial: z.string(),
  name: z.string(),
  clientId: z.string().optional(),
  what: z.enum(LOST),
  mark: z.enum(MARKS),
  reportedBy: z.string(),
  reportedAtMs: z.number(),
  /** Left out: without a new card. */
  newAccount: z.string().optional(),
  newSerial: z.string().optional(),
  balanceMinor: z.number(),
  /** Kept by authorizations from before the block. */
  heldMinor: z.number(),
  firstHoldEndsAtMs: z.number().optional(),
  /** Of the rest. */
  transfer: z
    .object({
      transferId: ID,
      to: z.string(),
      amountMinor: z.number(),
      status: z.enum(['registered', 'moving', 'done', 'refused']),
      approvedBy: z.array(z.string()).readonly(),
    })
    .optional(),
  finishedAtMs: z.number().optional(),
  /** In their order; the sentence is in the language of the user. */
  steps: z.array(z.object({ step: z.enum(STEP_NAMES), isDone: z.boolean(), sentence: z.string() })).readonly(),
});

export const LOSSES = pageOf(LOSS);

/** `restRefused`: why the user could not register the transfer of the rest; or empty. */
export const REPORTED_LOSS = LOSS.extend({ restRefused: z.string() });
