/** Issue, read and change cards. URLs contain tokens; PANs come in bodies only. */
import type { z } from 'zod';
import { CARD_ACTIONS } from '../../issuing/card-actions.ts';
import type { ShownCard } from '../../issuing/card-api.ts';
import type { CardChange } from '../../limits/state/card.ts';
import { cardNotOnFile } from '../error.ts';
import { type HttpParts, responses, type ZodFastify } from '../parts.ts';
import {
  CARD,
  CARD_PAGE,
  CHANGE,
  FUNDING,
  HEADROOM,
  IMPORT,
  IMPORTED,
  ISSUED,
  ORDER,
  PAGE_QUERY,
  QUERIED,
  QUERY,
  STATUS,
  TOKEN_PARAMS,
} from '../schema/card.ts';

function onFile<T>(found: T | undefined): T {
  if (found === undefined) throw cardNotOnFile();
  return found;
}

/** Removes keys whose value is undefined. */
function changeOf({ status, profile, expiry, unblockPin }: z.infer<typeof CHANGE>): CardChange {
  return {
    ...(status === undefined ? {} : { status }),
    ...(profile === undefined ? {} : { profile }),
    ...(expiry === undefined ? {} : { expiry }),
    ...(unblockPin === undefined ? {} : { unblockPin }),
  };
}

export function cardRoutes(app: ZodFastify, parts: HttpParts): void {
  issuingRoutes(app, parts);
  readingRoutes(app, parts);
  changingRoutes(app, parts);
}

function issuingRoutes(app: ZodFastify, { cards }: HttpParts): void {
  app.post('/v1/cards', { schema: { body: ORDER, response: responses({ 201: ISSUED }) } }, async ({ body }, reply) => {
    const { seed, ...order } = body;
    return reply.status(201).send(await cards.issue(order, seed));
  });

  app.post('/v1/cards/import', { schema: { body: IMPORT, response: responses({ 200: IMPORTED }) } }, async ({ body }) => ({
    count: body.cards.length,
    created: await cards.import(body.cards),
  }));
}

function readingRoutes(app: ZodFastify, { cards }: HttpParts): void {
  app.post('/v1/cards/query', { schema: { body: QUERY, response: responses({ 200: QUERIED }) } }, async ({ body }) => {
    const found = await cards.query([...body.pans, ...body.tokens]);
    return { cards: found.map((card) => card ?? null) };
  });

  app.get('/v1/cards', { schema: { querystring: PAGE_QUERY, response: responses({ 200: CARD_PAGE }) } }, async ({ query }) =>
    cards.list(query.cursor, query.limit),
  );

  app.get('/v1/cards/:token', { schema: { params: TOKEN_PARAMS, response: responses({ 200: CARD }) } }, async ({ params }) =>
    onFile(await cards.show(params.token)),
  );

  app.get(
    '/v1/cards/:token/headroom',
    { schema: { params: TOKEN_PARAMS, response: responses({ 200: HEADROOM }) } },
    async ({ params }) => ({
      headroom: onFile(await cards.headroom(params.token)),
    }),
  );
}

function changingRoutes(app: ZodFastify, { cards }: HttpParts): void {
  const one = { params: TOKEN_PARAMS, response: responses({ 200: CARD }) };
  const change = async (token: string, change: CardChange): Promise<ShownCard> => onFile(await cards.change(token, change));

  app.post('/v1/cards/:token/fund', { schema: { ...one, body: FUNDING } }, async ({ params, body }) =>
    onFile(await cards.fund(params.token, body.amountMinor)),
  );

  app.post('/v1/cards/:token/change', { schema: { ...one, body: CHANGE } }, async ({ params, body }) =>
    change(params.token, changeOf(body)),
  );

  app.post('/v1/cards/:token/status', { schema: { ...one, body: STATUS } }, async ({ params, body }) => change(params.token, body));

  for (const action of CARD_ACTIONS) {
    app.post(`/v1/cards/:token/${action.name}`, { schema: one }, async ({ params }) => change(params.token, action.change));
  }
}
