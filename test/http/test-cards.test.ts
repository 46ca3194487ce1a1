import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { CARD_ENTRY, type CardEntry } from '../../src/cards/card-entry.ts';
import { readTestCardPage } from '../../src/cards/test-card-page.ts';
import { TEST_CARD_PAGE, type TestCard } from '../../src/http/schema/test-card.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

let server: TestApp;
let folder = '';
let issued: readonly CardEntry[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-test-cards-'));
  server = await startTestApp({ testCards: join(folder, 'cards.json') });
  const { body } = await server.post('/v1/cards', { count: 250, balanceMinor: 6_000_000, mix: 'usual', seed: 'test-cards' });
  issued = CARD_ENTRY.array().parse(body['cards']);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function pagesOf(limit: number): Promise<readonly TestCard[]> {
  const cards: TestCard[] = [];
  let cursor = '';
  do {
    const { status, body } = await server.get(`/v1/test-cards?limit=${limit}&cursor=${cursor}`);
    expect(status).toBe(200);
    const page = TEST_CARD_PAGE.parse(body);
    expect(body).toEqual(page);
    cards.push(...page.cards);
    cursor = page.cursor;
  } while (cursor !== '');
  return cards;
}

test.each([1_000, 250, 100, 7])('all cards once, in pages of %i', async (limit) => {
  const cards = await pagesOf(limit);
  expect(cards.map(({ kind: _kind, onFile: _onFile, ...entry }) => entry)).toEqual(issued);
});

test('each with its kind and with what it is now', async () => {
  const [first] = await pagesOf(1_000);
  const token = server.app.tokenOf(first?.pan ?? '');
  expect(first).toMatchObject({ kind: 'ordinary', onFile: { token, status: 'active', ledgerMinor: 6_000_000 } });
  await server.post(`/v1/cards/${token}/block`, {});
  expect((await pagesOf(1_000))[0]).toMatchObject({ kind: 'blocked', status: 'active', onFile: { status: 'blocked' } });
  await server.post(`/v1/cards/${token}/unblock`, {});
  await server.post(`/v1/cards/${token}/fund`, { amountMinor: -5_999_000 });
  expect((await pagesOf(1_000))[0]).toMatchObject({ kind: 'lowBalance', balanceMinor: 6_000_000, onFile: { ledgerMinor: 1_000 } });
  const kinds = new Set((await pagesOf(1_000)).map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual([
    'blocked',
    'closed',
    'countLimited',
    'expired',
    'inactive',
    'lost',
    'lowBalance',
    'ordinary',
    'stolen',
  ]);
});

test.each([
  ['cursor=3', 'cursor: is of no page of this file'],
  ['cursor=999999999', 'cursor: is of no page of this file'],
  ['cursor=abc', 'cursor: must be the cursor of another page'],
  ['limit=1001', 'limit: '],
  ['pan=9578', 'Unknown query parameter "pan"; GET /v1/test-cards takes only cursor and limit.'],
])('%s is refused', async (query, words) => {
  const { status, body } = await server.get(`/v1/test-cards?${query}`);
  expect([status, String(body['detail'])]).toEqual([400, expect.stringContaining(words)]);
});

test('a server without such a file says so', async () => {
  const other = await startTestApp();
  try {
    expect(await other.get('/v1/test-cards')).toMatchObject({
      status: 404,
      body: { code: 'noTestCards', detail: 'This server keeps no test cards; they need test keys and the setting testCards.' },
    });
  } finally {
    await other.stop();
  }
});

describe('a file', () => {
  const path = (): string => join(folder, 'own.json');
  const card = (n: number): CardEntry => issued[n] ?? expect.unreachable();
  afterEach(() => rmSync(path(), { force: true }));

  async function read(cardsMax: number): Promise<readonly CardEntry[]> {
    const cards: CardEntry[] = [];
    let cursor = 0;
    do {
      const page = await readTestCardPage(path(), cursor, cardsMax);
      cards.push(...(page?.cards ?? expect.unreachable()));
      cursor = page?.cursor ?? 0;
    } while (cursor !== 0);
    return cards;
  }

  test('that is not there has no cards', async () => {
    expect(await readTestCardPage(path(), 0, 10)).toEqual({ cards: [], cursor: 0 });
  });

  test.each([undefined, 2])('made by somebody else, with an indent of %s', async (indent) => {
    const odd = { ...card(0), profile: '}"[{\\' };
    writeFileSync(path(), JSON.stringify({ note: 'mine [1, "}"]', cards: [odd, card(1), { pan: '1' }, card(2)] }, undefined, indent));
    expect(await read(2)).toEqual([odd, card(1), card(2)]);
    writeFileSync(path(), JSON.stringify([card(3), card(4)], undefined, indent));
    expect(await read(1)).toEqual([card(3), card(4)]);
  });

  test('whose end was being written when the machine stopped', async () => {
    const text = readFileSync(join(folder, 'cards.json'), 'utf8');
    writeFileSync(path(), text.slice(0, text.indexOf(card(10).pan) + 30));
    expect(await read(4)).toEqual(issued.slice(0, 10));
  });

  test('to which cards are added between two pages', async () => {
    writeFileSync(path(), `[${JSON.stringify(card(0))},${JSON.stringify(card(1))}`);
    const first = await readTestCardPage(path(), 0, 2);
    appendFileSync(path(), `,${JSON.stringify(card(2))}]`);
    expect(await readTestCardPage(path(), first?.cursor ?? 0, 2)).toEqual({ cards: [card(2)], cursor: 0 });
  });

  test('with what is no card at all', async () => {
    writeFileSync(path(), `{"a":"${'x'.repeat(40_000)}","cards":[${'[1,2],'.repeat(20_000)}${JSON.stringify(card(0))}]}`);
    expect(await read(1)).toEqual([card(0)]);
  });
});
