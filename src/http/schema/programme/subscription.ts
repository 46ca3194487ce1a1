/** Subscriptions of the net bank (nettbankabonnement), as the bank registers them. */
import { z } from 'zod';
import { BANK_ACCOUNT_KINDS } from '../../../programme/agreements/bank-accounts.ts';
import { CARD_TYPES, PROGRAMMES } from '../../../programme/core/programmes.ts';
import { ID, TEXT } from './shared.ts';

const BANK_ACCOUNT = z.strictObject({ number: TEXT, openingMinor: z.int() });

export const SUBSCRIPTION_REGISTRATION = z.strictObject({
  programme: z.enum(PROGRAMMES),
  mainId: ID.optional(),
  agreementNumber: TEXT,
  name: TEXT,
  organisationNumber: TEXT,
  streetAddress: TEXT,
  pinAddress: TEXT,
  cardTypes: z.array(z.enum(CARD_TYPES)).max(CARD_TYPES.length),
  administrator: TEXT,
  bestiller: TEXT.optional(),
  returnAccount: BANK_ACCOUNT.optional(),
  payerAccount: BANK_ACCOUNT.optional(),
  loadingAccounts: z.array(BANK_ACCOUNT).max(100).optional(),
});

export const REGISTERED_SUBSCRIPTION = z.object({ subscriptionId: ID });

/** Without balances: who sees an account sees its balance. */
export const SUBSCRIPTION = z.object({
  subscriptionId: ID,
  programme: z.enum(PROGRAMMES),
  mainId: ID.optional(),
  agreementNumber: z.string(),
  name: z.string(),
  organisationNumber: z.string(),
  streetAddress: z.string(),
  pinAddress: z.string(),
  cardTypes: z.array(z.enum(CARD_TYPES)).readonly(),
  /** Whether the user is one. */
  isAdministrator: z.boolean(),
  isBestiller: z.boolean(),
  accounts: z.array(z.object({ number: z.string(), kind: z.enum(BANK_ACCOUNT_KINDS) })).readonly(),
});
