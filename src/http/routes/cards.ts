import { z } from 'zod';
import { BALANCE_MINOR, CARD_ENTRY, EXPIRY, PAN } from '../../cards/card-entry.ts';
import { BALANCE_MINOR_MAX, CARD_STATUSES } from '../../cards/status.ts';
import { CARD_ACTIONS } from '../../issuing/card-actions.ts';
import type { ShownCard } from '../../issuing/card-service.ts';
import { ORDER_COUNT_MAX } from '../../issuing/issue-cards.ts';
import type { CardChange } from '../../limits/state/card.ts';
import { cardNotOnFile } from '../error.ts';
import type { HttpParts, ZodFastify } from '../parts.ts';

const QUERY_CARDS_MAX = 100_000;
const PAGE_CARDS_MAX = 1_000;
const JOURNAL_ENTRIES_MAX = 10_000;

const TOKEN = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits');
const TOKEN_PARAMS = z.object({ token: TOKEN });

const ORDER = z.strictObject({
  count: z.number().int().min(1).max(ORDER_COUNT_MAX),
  balanceMinor: BALANCE_MINOR.default(0),
  profile: z.string().min(1).max(40).default('kronekort'),
  status: z.enum(CARD_STATUSES).default('active'),
  seed: z.string().max(100).default(''),
});
const IMPORT = z.strictObject({ cards: z.array(CARD_ENTRY).max(ORDER_COUNT_MAX) });
const QUERY = z.strictObject({
  pans: z.array(PAN).max(QUERY_CARDS_MAX).default([]),
  tokens: z.array(TOKEN).max(QUERY_CARDS_MAX).default([]),
});
const PAGE = z.object({ cursor: z.string().max(200).default(''), limit: z.coerce.number().int().min(1).max(PAGE_CARDS_MAX).default(100) });
const FUNDING = z.strictObject({ amountMinor: z.number().int().min(-BALANCE_MINOR_MAX).max(BALANCE_MINOR_MAX) });
const STATUS = z.strictObject({ status: z.enum(CARD_STATUSES) });
const CHANGE = z
  .strictObject({
    status: z.enum(CARD_STATUSES),
    profile: z.string().min(1).max(40),
    expiry: EXPIRY,
    unblockPin: z.literal(true),
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must hold status, profile, expiry or unblockPin');
const NEWEST = z.object({ limit: z.coerce.number().int().min(1).max(JOURNAL_ENTRIES_MAX).default(100) });

function onFile<T>(found: T | undefined): T {
  if (found === undefined) throw cardNotOnFile();
  return found;
}

/** Without the names of what was left out. */
function changeOf({ status, profile, expiry, unblockPin }: z.infer<typeof CHANGE>): CardChange {
  return {
    ...(status === undefined ? {} : { status }),
    ...(profile === undefined ? {} : { profile }),
    ...(expiry === undefined ? {} : { expiry }),
    ...(unblockPin === undefined ? {} : { unblockPin }),
  };
}

/** Cards by token; PANs come in bodies only, so that none stands in an address. */
export function cardRoutes(app: ZodFastify, parts: HttpParts): void {
  const { office, store } = parts;

  app.post('/v1/cards', { schema: { body: ORDER } }, async (request, reply) => {
    const { seed, ...order } = request.body;
    return reply.status(201).send(await office.issue(order, seed));
  });

  app.post('/v1/cards/import', { schema: { body: IMPORT } }, async ({ body }) => ({
    count: body.cards.length,
    created: await office.import(body.cards),
  }));

  /** In the order asked for, PANs first; null where a card is not on file. */
  app.post('/v1/cards/query', { schema: { body: QUERY } }, async ({ body }) => {
    const cards = await office.query([...body.pans, ...body.tokens]);
    return { cards: cards.map((card) => card ?? null) };
  });

  app.get('/v1/cards', { schema: { querystring: PAGE } }, async ({ query }) => office.list(query.cursor, query.limit));

  app.get('/v1/cards/:token', { schema: { params: TOKEN_PARAMS } }, async ({ params }) => onFile(await office.show(params.token)));

  app.get('/v1/cards/:token/headroom', { schema: { params: TOKEN_PARAMS } }, async ({ params }) => ({
    headroom: onFile(await office.headroom(params.token)),
  }));

  app.post('/v1/cards/:token/fund', { schema: { params: TOKEN_PARAMS, body: FUNDING } }, async ({ params, body }) =>
    onFile(await office.fund(params.token, body.amountMinor)),
  );

  const change = async (token: string, change: CardChange): Promise<ShownCard> => onFile(await office.change(token, change));
  app.post('/v1/cards/:token/change', { schema: { params: TOKEN_PARAMS, body: CHANGE } }, async ({ params, body }) =>
    change(params.token, changeOf(body)),
  );
  app.post('/v1/cards/:token/status', { schema: { params: TOKEN_PARAMS, body: STATUS } }, async ({ params, body }) =>
    change(params.token, body),
  );
  for (const action of CARD_ACTIONS) {
    app.post(`/v1/cards/:token/${action.name}`, { schema: { params: TOKEN_PARAMS } }, async ({ params }) =>
      change(params.token, action.change),
    );
  }

  app.get('/v1/journal', { schema: { querystring: NEWEST } }, async ({ query }) => ({ entries: await store.journal(query.limit) }));
}
