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

const SUBSCRIPTION = z.object({
  subscriptionId: ID,
  programme: z.enum(PROGRAMMES),
  mainId: ID.optional(),
  agreementNumber: z.string(),
  name: z.string(),
  organisationNumber: z.string(),
  /** Cards are delivered there. */
  streetAddress: z.string(),
  /** Of the agreement form: PINs are posted there. */
  pinAddress: z.string(),
  cardTypes: z.array(z.enum(CARD_TYPES)).readonly(),
  isAdministrator: z.boolean(),
  isBestiller: z.boolean(),
});

export const SUBSCRIPTIONS = z.object({ subscriptions: z.array(SUBSCRIPTION).readonly() });
export const SHOWN_SUBSCRIPTION = SUBSCRIPTION.extend({
  accounts: z.array(z.object({ number: z.string(), kind: z.enum(BANK_ACCOUNT_KINDS) })).readonly(),
});

/** What is left out stays as it is. */
export const ADDRESS_CHANGE = z.strictObject({ streetAddress: TEXT.optional(), pinAddress: TEXT.optional() });
