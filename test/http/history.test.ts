import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CARD_ENTRY, type CardEntry } from '../../src/cards/card-entry.ts';
import { CardClient } from '../../src/http/card-client.ts';
import { HttpClient } from '../../src/http/client.ts';
import { HISTORY } from '../../src/http/schema/card.ts';
import { historyPage } from '../../src/issuing/history.ts';
import { SLICE_MS, Turns } from '../../src/issuing/turns.ts';
import { purchase } from '../authorizer/fixture.ts';
import { Peer } from '../authorizer/peer.ts';
import { World } from '../limits/stores/conformance/world.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';

type Page = ReturnType<typeof HISTORY.parse>;

async function cardOf(server: TestApp): Promise<CardEntry> {
  const { body } = await server.post('/v1/cards', { count: 1, balanceMinor: 1_000_000 });
  return CARD_ENTRY.array().parse(body['cards'])[0] ?? expect.unreachable();
}

describe.each([['memory:'], ['file']])('GET /v1/cards/{token}/history, store %s', (store) => {
  let server: TestApp;
  let card: CardEntry;
  let path = '';
  let stan = 0;

  beforeAll(async () => {
    const folder = `${(await import('node:os')).tmpdir()}/aksept-history-${process.pid}-${Date.now()}`;
    server = await startTestApp({ store: store === 'file' ? `file:${folder}` : store });
    card = await cardOf(server);
    path = `/v1/cards/${server.app.tokenOf(card.pan)}/history`;
  });
  afterAll(() => server.stop());

  async function buy(amountMinor: number): Promise<void> {
    stan += 1;
    const { pan, pin } = card;
    const body = { type: 'purchase', amountMinor, stan, terminalId: 'HTTP0001', terminalCountry: 578, mcc: 5411, pan, pin };
    expect((await server.post('/v1/transactions', body)).body['outcome']).toBe('approved');
  }

  async function page(query: string): Promise<Page> {
    const { status, body } = await server.get(path + query);
    expect(status).toBe(200);
    const parsed = HISTORY.parse(body);
    expect(body).toEqual(parsed);
    return parsed;
  }

  test('newest first, in pages, and what comes meanwhile moves no page', async () => {
    for (let n = 1; n <= 5; n += 1) await buy(n * 100);
    await server.post(`/v1/cards/${server.app.tokenOf(card.pan)}/fund`, { amountMinor: 250 });
    await server.post(`/v1/cards/${server.app.tokenOf(card.pan)}/change`, { unblockPin: true });
    const whole = await page('');
    expect(whole.entries.map(({ event }) => event)).toEqual(['change', 'fund', ...Array(5).fill('spend'), 'issue']);
    expect([whole.cursor, whole.completeFromMs]).toEqual(['', 0]);
    const entries: Page['entries'][number][] = [];
    let cursor = '';
    do {
      const next = await page(`?limit=3&cursor=${cursor}`);
      entries.push(...next.entries);
      cursor = next.cursor;
      await buy(1);
    } while (cursor !== '');
    expect(entries).toEqual(whole.entries);
  });

  test('since an instant', async () => {
    const [newest] = (await page('?limit=1')).entries;
    expect((await page(`?since=${newest?.atMs}`)).entries.at(0)).toEqual(newest);
    expect((await page(`?since=${(newest?.atMs ?? 0) + 60_000}`)).entries).toEqual([]);
  });

  test('what looks like a card number is starred, and the client gives the same', async () => {
    const world = new World(server.app.store);
    await world.issue();
    await world.decide(world.attempt({ instantMs: 0, key: `${card.pan}.1.1793000000000.f`, terminalId: card.pan }), 'approved');
    const { body } = await server.get(`/v1/cards/${world.token}/history`);
    expect(JSON.stringify(body)).not.toContain(card.pan);
    expect(body).toMatchObject({ entries: [{ key: expect.stringMatching(/\*.*\.1\.1793000000000\.f$/) }, { event: 'issue' }] });
    const client = new CardClient(new HttpClient(server.http));
    expect(await client.history(world.token, { cursor: '', limit: 9, sinceMs: 0 })).toEqual(body);
    expect(await client.history('0'.repeat(32), { cursor: '', limit: 9, sinceMs: 0 })).toBeUndefined();
  });

  test.each([
    ['?cursor=abc-999', 400, 'The cursor is of no page of this history; start again without one.'],
    ['?cursor=A_B', 400, 'cursor: must be the cursor of another page'],
    ['?limit=0', 400, 'limit: '],
    ['?limit=1001', 400, 'limit: '],
    ['?since=yesterday', 400, 'since: '],
    ['?from=1', 400, 'Unknown query parameter "from"'],
  ])('%s is %i', async (query, status, words) => {
    const answer = await server.get(path + query);
    expect([answer.status, String(answer.body['detail'])]).toEqual([status, expect.stringContaining(words)]);
  });

  test('of a card that is not on file', async () => {
    expect(await server.get(`/v1/cards/${'0'.repeat(32)}/history`)).toMatchObject({ status: 404, body: { code: 'cardNotOnFile' } });
  });
});

test('terminals are answered while the history of a quiet card is looked for', async () => {
  const server = await startTestApp();
  const peer = await Peer.connect(server.app.ports.protobuf);
  try {
    const token = server.app.tokenOf((await cardOf(server)).pan);
    const busy = new World(server.app.store);
    await busy.issue();
    for (let n = 0; n < 9_000; n += 1) await busy.decide(busy.attempt({ instantMs: 0, amountMinor: 1 }));
    let isDone = false;
    const search = server.get(`/v1/cards/${token}/history?limit=1000`).finally(() => {
      isDone = true;
    });
    let answers = 0;
    while (!isDone) {
      await peer.ask(purchase({ stan: answers + 1 }));
      answers += 1;
    }
    expect((await search).body).toMatchObject({ entries: [{ event: 'issue' }], completeFromMs: 0 });
    expect(answers).toBeGreaterThan(0);
  } finally {
    peer.end();
    await server.stop();
  }
});

test('a search that finds nothing ends after its steps, each in a turn of its own, and has a cursor', async () => {
  let nowMs = 0;
  const turns = new Turns(() => {
    nowMs += SLICE_MS;
    return nowMs;
  });
  let steps = 0;
  const history = async (): Promise<{ entries: []; cursor: string; olderUntilMs: undefined }> => {
    steps += 1;
    expect(turns.taken).toBe(steps);
    return { entries: [], cursor: String(steps), olderUntilMs: undefined };
  };
  const parts = { cards: { history, historyFromMs: async () => undefined }, turns, token: 'x' };
  const found = await historyPage(parts, { cursor: '', limit: 10, sinceMs: 0 });
  expect(found).toEqual({ entries: [], cursor: '256', completeFromMs: null });
});

test('a search for entries since an instant ends where the store has older ones only', async () => {
  const pieces = [900, 600, 300, 100].map((olderUntilMs, n) => ({
    entries: [],
    cursor: String(n + 1),
    olderUntilMs: olderUntilMs * 3_600_000,
  }));
  const asked: string[] = [];
  const cards = {
    history: async (_token: string, { cursor }: { readonly cursor: string }) => {
      asked.push(cursor);
      return pieces[Number(cursor)];
    },
    historyFromMs: async () => 0,
  };
  const found = await historyPage({ cards, turns: new Turns(), token: 'x' }, { cursor: '', limit: 10, sinceMs: 500 * 3_600_000 });
  expect([found?.cursor, asked]).toEqual(['', ['', '1', '2']]);
});
