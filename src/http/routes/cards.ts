/** Issue, read and change cards. URLs contain tokens; PANs come in bodies only. */
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CARD_ACTIONS } from '../../issuing/card-actions.ts';
import type { ShownCard } from '../../issuing/card-api.ts';
import type { CardChange } from '../../limits/state/card.ts';
import { sendList } from '../answer-pieces.ts';
import { cardNotOnFile } from '../error.ts';
import { REPLAYED } from '../idempotency/idempotency.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import {
  CARD,
  CARD_PAGE,
  CHANGE,
  FUNDED,
  FUNDING,
  HEADROOM,
  HISTORY,
  HISTORY_QUERY,
  HOLDS,
  PAGE_QUERY,
  QUERIED,
  QUERY,
  STATUS,
  TOKEN_PARAMS,
  WINDOWS,
} from '../schema/card.ts';
import { issueRoutes } from './issue.ts';

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

export function cardRoutes(app: ZodFastify, parts: RouteParts): void {
  issueRoutes(app, parts);
  readingRoutes(app, parts);
  changingRoutes(app, parts);
}

function readingRoutes(app: ZodFastify, { cards, turns }: RouteParts): void {
  app.post(
    '/v1/cards/query',
    { config: { bodyLimit: 'query', idempotency: 'none' }, schema: { body: QUERY, response: responses({ 200: QUERIED }) } },
    async ({ body }, reply) => {
      await turns.next();
      const found = await cards.query([...body.pans, ...body.tokens]);
      return sendList(reply, 'cards', { cards: found }, { turns, show: (card) => card ?? null });
    },
  );

  app.get('/v1/cards', { schema: { querystring: PAGE_QUERY, response: responses({ 200: CARD_PAGE }) } }, async ({ query }, reply) => {
    await turns.next();
    return sendList(reply, 'cards', await cards.list(query.cursor, query.limit), { turns });
  });

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

  app.get(
    '/v1/cards/:token/windows',
    { schema: { params: TOKEN_PARAMS, response: responses({ 200: WINDOWS }) } },
    async ({ params }, reply) => {
      await turns.next();
      return sendList(reply, 'limits', onFile(await cards.windows(params.token)), { turns });
    },
  );

  app.get(
    '/v1/cards/:token/history',
    { schema: { params: TOKEN_PARAMS, querystring: HISTORY_QUERY, response: responses({ 200: HISTORY }) } },
    async ({ params, query: { cursor, limit, since } }, reply) => {
      const history = onFile(await cards.history(params.token, { cursor, limit, sinceMs: since }));
      return sendList(reply, 'entries', history, { turns });
    },
  );

  app.get(
    '/v1/cards/:token/holds',
    { schema: { params: TOKEN_PARAMS, response: responses({ 200: HOLDS }) } },
    async ({ params }, reply) => {
      const holds = onFile(await cards.holds(params.token));
      const totalMinor = holds.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
      const answer = { holds, totalMinor };
      return sendList(reply, 'holds', answer, { turns });
    },
  );
}

function changingRoutes(app: ZodFastify, { cards }: RouteParts): void {
  const one = { params: TOKEN_PARAMS, response: responses({ 200: CARD }) };
  const change = async (request: FastifyRequest, token: string, change: CardChange): Promise<ShownCard> => {
    const card = onFile(await cards.change(token, change));
    request.subject = card.maskedPan;
    return card;
  };

  app.post(
    '/v1/cards/:token/fund',
    {
      config: { idempotency: 'store' },
      schema: { params: TOKEN_PARAMS, body: FUNDING, response: responses({ 200: FUNDED }) },
    },
    async (request, reply) => {
      const { params, body, keyed } = request;
      const funded = onFile(await cards.fund(params.token, body.amountMinor, keyed?.key));
      request.subject = funded.maskedPan;
      if (funded.funding.repeated) reply.header(REPLAYED, 'true');
      return funded;
    },
  );

  app.post('/v1/cards/:token/change', { schema: { ...one, body: CHANGE } }, async (request) =>
    change(request, request.params.token, changeOf(request.body)),
  );

  app.post('/v1/cards/:token/status', { schema: { ...one, body: STATUS } }, async (request) =>
    change(request, request.params.token, request.body),
  );

  for (const action of CARD_ACTIONS) {
    app.post(`/v1/cards/:token/${action.name}`, { schema: one }, async (request) => change(request, request.params.token, action.change));
  }
}
