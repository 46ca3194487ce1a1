/** Subscriptions of the net bank (nettbankabonnement), as the bank registers them. */
import { z } from 'zod';
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
