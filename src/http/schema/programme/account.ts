/** Accounts of cards (Administrer konto). */
import { z } from 'zod';
import { CARD_STATUSES } from '../../../cards/status.ts';
import { ACCOUNTS_SHOWN, type AccountsShown } from '../../../programme/accounts/list-accounts.ts';
import { type CardReason, MARKS, REASONS } from '../../../programme/accounts/reasons.ts';
import { CARD_TYPES } from '../../../programme/core/programmes.ts';
import { ID, PAGE_QUERY, pageOf, TEXT } from './shared.ts';

export const ACCOUNT_PATH = z.object({ account: z.string().max(20) });

const REASON_NAMES = Object.keys(REASONS) as [CardReason, ...CardReason[]];
const SHOWN = [...ACCOUNTS_SHOWN] as [AccountsShown, ...AccountsShown[]];
const CARD_TYPE = z.enum(CARD_TYPES);

export const ACCOUNT = z.object({
  account: z.string(),
  subscriptionId: ID,
  orderId: ID,
  cardType: CARD_TYPE,
  /** L0001: on the back of the card and on the PIN envelope. */
  serial: z.string(),
  /** Kontonavn: the serial, until it is named. */
  name: z.string(),
  clientId: z.string().optional(),
  reason: z.enum(REASON_NAMES).optional(),
  maskedPan: z.string(),
  expiry: z.string(),
  expiresAtMs: z.number(),
  pinProducedAtMs: z.number().optional(),
  handedOutAtMs: z.number().optional(),
  declarationSignedAtMs: z.number().optional(),
  mark: z.enum(MARKS).optional(),
  replacedBy: z.string().optional(),
  state: z.enum(['active', 'expired', 'closed']),
  closedAtMs: z.number().optional(),
  cardStatus: z.enum(CARD_STATUSES),
  /** Give it with a change: refused when somebody else changed the account meanwhile. */
  version: z.number(),
});

export const ACCOUNTS = pageOf(ACCOUNT);
export const TYPE_QUERY = z.object({ cardType: CARD_TYPE.optional() });
export const ACCOUNTS_QUERY = PAGE_QUERY.extend({
  cardType: CARD_TYPE.optional(),
  search: z.string().max(200).optional(),
  show: z.enum(SHOWN).optional(),
});

/** Null: there is none to hand out. */
export const SUGGESTION = z.object({ account: ACCOUNT.nullable() });

const BALANCE = z.object({
  ledgerMinor: z.number(),
  holdsMinor: z.number(),
  availableMinor: z.number(),
  cardStatus: z.enum(CARD_STATUSES),
  pinTriesUsed: z.number(),
});
/** Without a balance for those who may not see the money. */
export const ACCOUNT_WITH_BALANCE = ACCOUNT.extend({ balance: BALANCE.optional() });

const VERSION = { version: z.int() };
export const HAND_OUT = z.strictObject({ ...VERSION, clientId: TEXT, name: TEXT.optional(), reason: z.enum(REASON_NAMES) });
export const RENAMING = z.strictObject({ ...VERSION, clientId: TEXT, name: TEXT.optional() });
export const MARKING = z.strictObject({ ...VERSION, mark: z.enum(MARKS) });
export const SIGNING = z.strictObject(VERSION);

export const STATEMENT_QUERY = PAGE_QUERY.extend({
  cursor: z.string().max(200).optional(),
  since: z.coerce.number().int().min(0).optional(),
});
export const STATEMENT = z.object({
  lines: z
    .array(z.object({ atMs: z.number(), event: z.string(), amountMinor: z.number(), ledgerMinor: z.number(), terminalId: z.string() }))
    .readonly(),
  cursor: z.string().optional(),
  /** From this instant on nothing is missing. */
  completeFromMs: z.number().optional(),
});
