/** Answers are sent without being run through their schemas, so these hold every route to its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { CARD_ENTRY, type CardEntry } from '../../src/cards/card-entry.ts';
import { ACTIVITY } from '../../src/http/schema/activity.ts';
import { CARD, CARD_PAGE, FUNDED, HEADROOM, HISTORY, HOLDS, IMPORTED, ISSUED, QUERIED } from '../../src/http/schema/card.ts';
import { EXPLAINED } from '../../src/http/schema/explanation.ts';
import { FAULTS } from '../../src/http/schema/faults.ts';
import { ALIVE, READINESS } from '../../src/http/schema/health.ts';
import { JOURNAL } from '../../src/http/schema/journal.ts';
import { PROBLEM } from '../../src/http/schema/problem.ts';
import { PROFILES } from '../../src/http/schema/profile.ts';
import { TRANSACTION_ANSWER } from '../../src/http/schema/transaction-answer.ts';
import { VERIFICATION } from '../../src/http/schema/verification.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

let server: TestApp;
let card: CardEntry;
let token = '';

beforeAll(async () => {
  server = await startTestApp();
  const { body } = await server.post('/v1/cards', { count: 1, balanceMinor: 1_000_000, seed: 'schema' });
  card = CARD_ENTRY.array().parse(body['cards'])[0] ?? card;
  token = server.app.tokenOf(card.pan);
});
afterAll(() => server.stop());

function withdrawal(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const { pan, pin } = card;
  const place = { terminalId: 'HTTP0001', terminalType: 'atm', terminalCountry: 578, mcc: 6011 };
  return { type: 'cash', amountMinor: 900_000, stan: 1, pan, pin, ...place, ...changes };
}

const RULES = [
  { name: 'slow', match: { terminal: 'NONE*' }, do: { delay: 5 } },
  { name: 'drop', match: { terminal: 'NONE*' }, do: { drop: true } },
];

/** Path, body when it is a POST, schema of the answer. In order: later ones see what earlier ones did. */
const ANSWERS: readonly (readonly [string, () => unknown, z.ZodType])[] = [
  ['/v1/cards', () => ({ count: 1 }), ISSUED],
  ['/v1/cards/import', () => ({ cards: [card] }), IMPORTED],
  ['/v1/cards/query', () => ({ pans: ['9578990000000021'], tokens: [token] }), QUERIED],
  ['/v1/cards?limit=1', () => undefined, CARD_PAGE],
  ['/v1/cards/TOKEN', () => undefined, CARD],
  ['/v1/transactions', () => withdrawal({ explain: true }), TRANSACTION_ANSWER],
  ['/v1/transactions', () => withdrawal({ explain: true, stan: 2 }), TRANSACTION_ANSWER],
  ['/v1/transactions', () => withdrawal({ type: 'balanceInquiry', amountMinor: 0, stan: 3 }), TRANSACTION_ANSWER],
  ['/v1/transactions', () => withdrawal({ amountMinor: 0.5, stan: 4 }), TRANSACTION_ANSWER],
  ['/v1/cards/TOKEN/headroom', () => undefined, HEADROOM],
  [
    '/v1/transactions',
    () => withdrawal({ class: 'authorization', type: 'purchase', mcc: 5542, amountMinor: 100, stan: 5 }),
    TRANSACTION_ANSWER,
  ],
  ['/v1/cards/TOKEN/history?limit=2', () => undefined, HISTORY],
  ['/v1/cards/TOKEN/holds', () => undefined, HOLDS],
  ['/v1/profiles', () => undefined, PROFILES],
  ['/v1/cards/explain', () => ({ card: token, amountMinor: 200_000, type: 'cash', terminalType: 'atm', mcc: 6011 }), EXPLAINED],
  ['/v1/cards/explain', () => ({ card: card.pan, amountMinor: 100 }), EXPLAINED],
  ['/v1/cards/TOKEN/fund', () => ({ amountMinor: 5 }), FUNDED],
  ['/v1/cards/TOKEN/change', () => ({ unblockPin: true }), CARD],
  ['/v1/cards/TOKEN/status', () => ({ status: 'blocked' }), CARD],
  ['/v1/cards/TOKEN/unblock', () => ({}), CARD],
  ['/v1/activity?limit=2', () => undefined, ACTIVITY],
  ['/v1/journal', () => undefined, JOURNAL],
  ['/v1/verify', () => undefined, VERIFICATION],
  ['/healthz', () => undefined, ALIVE],
  ['/readyz', () => undefined, READINESS],
  ['/v1/faults', () => ({ rules: RULES }), FAULTS],
  ['/v1/faults', () => undefined, FAULTS],
  ['/v1/faults/clear', () => ({}), FAULTS],
  ['/v1/nowhere', () => undefined, PROBLEM],
  ['/v1/cards', () => ({ count: 0 }), PROBLEM],
  [`/v1/cards/${'0'.repeat(32)}`, () => undefined, PROBLEM],
];

test.each(ANSWERS)('the answer of %s is all that its schema says', async (path, makeBody, schema) => {
  const body = makeBody();
  const at = path.replace('TOKEN', token);
  const answer = body === undefined ? await server.get(at) : await server.post(at, body);
  expect(schema.parse(answer.body)).toEqual(answer.body);
});
