/** Requests and responses of the card routes. Clients parse responses with the same schemas. */
import { z } from 'zod';
import { BALANCE_MINOR, CARD_ENTRY, EXPIRY, PAN_ADVICE, PAN_FORM } from '../../cards/card-entry.ts';
import { LOW_BALANCE_MINOR_MAX, MIX_BALANCE_MINOR, mixProblem, SPECIAL_KINDS, USUAL_CARD_MIX } from '../../cards/card-mix.ts';
import { SHOWN_CARD } from '../../cards/shown-card.ts';
import { BALANCE_MINOR_MAX, CARD_STATUSES } from '../../cards/status.ts';
import type { CardHistory, ShownCard, ShownFunding, ShownHold } from '../../issuing/card-api.ts';
import { ORDER_COUNT_MAX } from '../../issuing/issue-cards.ts';
import type { CardWindows } from '../../limits/explain/card-windows.ts';
import type { LimitHeadroom } from '../../protocol/explanation.ts';
import { QUERY_CARDS_MAX } from '../body/body-limits.ts';
import { JOURNAL_ENTRY } from './journal.ts';

const PAGE_CARDS_MAX = 1_000;
const PROFILE = z.string().min(1).max(40);
const TOKEN_FORM = /^[0-9a-f]{32}$/;
const TOKEN_ADVICE = 'must be 32 hexadecimal digits';
const TOKEN = z.string().regex(TOKEN_FORM, TOKEN_ADVICE);
/** The wrong items of a list that become issues; the last of them says how many more there are. */
const WRONG_ITEMS_SHOWN = 3;

export const TOKEN_PARAMS = z.object({ token: TOKEN });

const SHARE_ADVICE = 'must be a share from 0 to 1';
const SHARES = SPECIAL_KINDS.map((kind) => [kind, z.number(SHARE_ADVICE).min(0, SHARE_ADVICE).max(1, SHARE_ADVICE)] as const);
const MIX = z.union(
  [z.literal('usual').transform(() => USUAL_CARD_MIX), z.strictObject(Object.fromEntries(SHARES)).partial()],
  `must be "usual", or an object of shares from 0 to 1 whose names are of ${SPECIAL_KINDS.join(', ')}`,
);

/** With a mix, the ordinary cards must not count as cards with almost no money, and are active. */
export const ORDER = z
  .strictObject({
    count: z.number().int().min(1).max(ORDER_COUNT_MAX),
    balanceMinor: BALANCE_MINOR.optional(),
    profile: PROFILE.default('kronekort'),
    status: z.enum(CARD_STATUSES).default('active'),
    mix: MIX.optional(),
    seed: z.string().max(100).default(''),
  })
  .superRefine(({ mix, balanceMinor, status }, context) => {
    if (mix === undefined) return;
    const refuse = (field: string, message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    const problem = mixProblem(mix);
    if (problem !== '') refuse('mix', problem);
    if (status !== 'active') refuse('status', 'must be left out with a mix, which has cards of every status');
    if (balanceMinor !== undefined && balanceMinor < LOW_BALANCE_MINOR_MAX) {
      refuse('balanceMinor', `must be at least ${LOW_BALANCE_MINOR_MAX} with a mix`);
    }
  })
  .transform(({ balanceMinor, ...order }) => ({
    ...order,
    balanceMinor: balanceMinor ?? (order.mix === undefined ? 0 : MIX_BALANCE_MINOR),
  }));

/**
 * A list of texts of one form. Its length is checked before its items are, and not each wrong item
 * becomes an issue: to make a thousand issues takes zod longer than to answer a thousand terminals.
 */
function listOf(form: RegExp, advice: string, itemsMax: number) {
  return z
    .array(z.unknown())
    .max(itemsMax, `must hold at most ${itemsMax}`)
    .transform((items, context): readonly string[] => {
      const texts: string[] = [];
      const wrong: number[] = [];
      for (const [index, item] of items.entries()) {
        if (typeof item === 'string' && form.test(item)) texts.push(item);
        else wrong.push(index);
      }
      const shown = wrong.slice(0, WRONG_ITEMS_SHOWN);
      for (const [at, index] of shown.entries()) {
        const more = at === shown.length - 1 ? wrong.length - shown.length : 0;
        context.addIssue({ code: 'custom', message: advice, path: [index], params: { more } });
      }
      return texts;
    });
}

export const QUERY = z
  .strictObject({
    pans: listOf(PAN_FORM, PAN_ADVICE, QUERY_CARDS_MAX).default([]),
    tokens: listOf(TOKEN_FORM, TOKEN_ADVICE, QUERY_CARDS_MAX).default([]),
  })
  .refine(({ pans, tokens }) => pans.length + tokens.length <= QUERY_CARDS_MAX, `must hold at most ${QUERY_CARDS_MAX} cards`);

export const PAGE_QUERY = z.object({
  cursor: z
    .string()
    .regex(/^(\d{1,20}(-\d{1,20})?)?$/, 'must be the cursor of another page')
    .default(''),
  limit: z.coerce.number().int().min(1).max(PAGE_CARDS_MAX).default(100),
});

export const FUNDING = z.strictObject({ amountMinor: z.number().int().min(-BALANCE_MINOR_MAX).max(BALANCE_MINOR_MAX) });

export const STATUS = z.strictObject({ status: z.enum(CARD_STATUSES) });

export const CHANGE = z
  .strictObject({ status: z.enum(CARD_STATUSES), profile: PROFILE, expiry: EXPIRY, unblockPin: z.literal(true) })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must hold status, profile, expiry or unblockPin');

/** One card. The compiler checks it against the type that the card service returns. */
export const CARD = SHOWN_CARD satisfies z.ZodType<ShownCard>;

/** The card as it is now, and what came of the funding: of the first, when its key came again. */
export const FUNDED = CARD.extend({
  funding: z.object({
    amountMinor: z.number(),
    ledgerMinor: z.number(),
    availableMinor: z.number(),
    fundedAtMs: z.number(),
    repeated: z.boolean(),
  }),
}) satisfies z.ZodType<ShownFunding>;

export const ISSUED = z.object({ cards: z.array(CARD_ENTRY).readonly(), created: z.number() });

/** The last line of an order that is answered in lines. */
export const ORDER_END = ISSUED.pick({ created: true });

export const IMPORTED = z.object({ count: z.number(), created: z.number() });

/** In the order of the query, PANs first; null where a card is not on file. */
export const QUERIED = z.object({ cards: z.array(CARD.nullable()).readonly() });

export const CARD_PAGE = z.object({ cards: z.array(CARD).readonly(), cursor: z.string() });

export const HEADROOM_LIMIT = z.object({
  name: z.string(),
  amountMinor: z.number(),
  usedMinor: z.number(),
  leftMinor: z.number(),
  countMax: z.number(),
  countUsed: z.number(),
}) satisfies z.ZodType<LimitHeadroom>;

const CURSOR_LENGTH_MAX = 64;

export const HISTORY_QUERY = z.object({
  cursor: z
    .string()
    .max(CURSOR_LENGTH_MAX)
    .regex(/^[0-9a-z-]*$/, 'must be the cursor of another page')
    .default(''),
  limit: z.coerce.number().int().min(1).max(PAGE_CARDS_MAX).default(100),
  /** Unix milliseconds. */
  since: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});

/** What happened to a card, newest first. */
export const HISTORY = z.object({
  entries: z.array(JOURNAL_ENTRY).readonly(),
  /** Empty after the last page. */
  cursor: z.string(),
  /** 0: nothing was dropped; null: the store cannot say. */
  completeFromMs: z.number().nullable(),
}) satisfies z.ZodType<CardHistory>;

/** A live hold of a pre-authorization. */
export const HOLD = z.object({ key: z.string(), amountMinor: z.number(), expiresAtMs: z.number() }) satisfies z.ZodType<ShownHold>;

/** `totalMinor`: what all live holds together keep from being spent. */
export const HOLDS = z.object({ holds: z.array(HOLD).readonly(), totalMinor: z.number() });

const WINDOW_SPEND = z.object({ atMs: z.number(), leavesAtMs: z.number(), amountMinor: z.number() });

/** What each limit counts, spend by spend. */
export const WINDOWS = z.object({
  atMs: z.number(),
  limits: z.array(HEADROOM_LIMIT.extend({ spends: z.array(WINDOW_SPEND).readonly(), spendsNotListed: z.number() })).readonly(),
}) satisfies z.ZodType<CardWindows>;

export const HEADROOM = z.object({ headroom: z.array(HEADROOM_LIMIT).readonly() });
