import { afterEach, describe, expect, test } from 'vitest';
import { luhnCheckDigit } from '../../src/cards/pan.ts';
import { purchase } from '../authorizer/fixture.ts';
import { framed, Peer } from '../authorizer/peer.ts';
import { startTestApp, type TestApp } from '../server/app-fixture.ts';
import { RawClient } from './raw-client.ts';

const apps: TestApp[] = [];
const open: { end(): void }[] = [];
async function start(): Promise<TestApp> {
  const app = await startTestApp();
  apps.push(app);
  return app;
}
function kept<T extends { end(): void }>(client: T): T {
  open.push(client);
  return client;
}
afterEach(async () => {
  for (const client of open.splice(0)) client.end();
  for (const app of apps.splice(0)) await app.stop();
});

function cardOf(n: number): string {
  const payload = `957899${String(n).padStart(9, '0')}`;
  return JSON.stringify({ pan: payload + luhnCheckDigit(payload), expiry: '2811', pin: '1234', balanceMinor: 1 });
}
function cards(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, n) => cardOf(from + n));
}

/** Asks the terminals' port again and again until the work is done; resolves with the answers before its end. */
async function answersDuring(app: TestApp, work: Promise<unknown>): Promise<number> {
  const peer = kept(await Peer.connect(app.app.ports.protobuf));
  let isDone = false;
  void work.finally(() => {
    isDone = true;
  });
  let answers = 0;
  while (!isDone) {
    await peer.ask(purchase({ stan: answers + 1 }));
    if (!isDone) answers += 1;
  }
  await work;
  return answers;
}

async function post(app: TestApp, path: string, body: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(app.http + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return response.text();
}

describe('terminals are answered', () => {
  test('while half of an import has arrived, whose cards are on file already', async () => {
    const app = await start();
    const client = kept(await RawClient.connect(app.http));
    client.head('/v1/cards/import', { 'transfer-encoding': 'chunked', 'content-type': 'application/x-ndjson', 'idempotency-key': 'half' });
    client.chunk(cards(0, 200).join('\n'));
    const peer = kept(await Peer.connect(app.app.ports.protobuf));
    await peer.ask(purchase());
    while ((await app.app.store.cards.list('', 200)).cards.length < 100) await peer.ask(purchase());
    expect(client.received).toBe('');
    client.chunk(`\n${cards(200, 300).join('\n')}`);
    client.chunk('');
    expect(await client.answer()).toEqual({ status: 200, body: { count: 300, created: 300 } });
  });

  test('many times while a large list is imported', async () => {
    const app = await start();
    const body = `{"notice":"x","cards":[${cards(0, 5_000).join(',')}]}`;
    const imported = post(app, '/v1/cards/import', body);
    expect(await answersDuring(app, imported)).toBeGreaterThan(10);
    expect(JSON.parse(await imported)).toEqual({ count: 5_000, created: 5_000 });
  });

  test('many times while many cards are issued', async () => {
    const app = await start();
    const issued = post(app, '/v1/cards', '{"count":5000,"seed":"many"}');
    expect(await answersDuring(app, issued)).toBeGreaterThan(10);
    expect(JSON.parse(await issued)).toMatchObject({ created: 5_000, cards: { length: 5_000 } });
  });

  test('many times while all books are verified', async () => {
    const app = await start();
    await post(app, '/v1/cards', '{"count":20000}');
    const verified = fetch(`${app.http}/v1/verify`);
    expect(await answersDuring(app, verified)).toBeGreaterThan(5);
    expect(await (await verified).json()).toEqual({ cards: 20_000, fault: '' });
  });

  test('before a flood of HTTP requests in one packet', async () => {
    const app = await start();
    const client = kept(await RawClient.connect(app.http));
    const peer = kept(await Peer.connect(app.app.ports.protobuf));
    client.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(1_000));
    peer.write(framed(purchase()));
    await peer.received(1);
    await client.closed;
    expect(client.received.match(/"alive"/g)?.length ?? 0).toBeLessThanOrEqual(32);
  });
});

describe('an import', () => {
  test('of lines says which one is wrong; those before it are on file', async () => {
    const app = await start();
    const body = [cardOf(1), '', cardOf(2), cardOf(3).replace('"1234"', '"12"'), cardOf(4)].join('\n');
    const answer = await post(app, '/v1/cards/import', body, { 'content-type': 'application/x-ndjson', 'idempotency-key': 'lines' });
    const detail =
      'Card 3, on line 4: pin: must be 4 to 12 digits. The 2 cards before it are on file, 2 of them new; correct the import and send it again: cards on file stay as they are.';
    expect(JSON.parse(answer)).toMatchObject({ detail, code: 'badRequest', line: 4, count: 2, created: 2 });
    expect((await app.get('/v1/cards')).body['cards']).toHaveLength(2);
  });

  test.each([
    ['no JSON', '[{"pan":}]', 'Card 1, on line 1: this is no JSON.'],
    ['an unknown profile', `[\n${cardOf(1).replace('}', ',"profile":"gold"}')}]`, 'Card 1, on line 2: There is no limit profile "gold"'],
    ['no card', '[7]', 'Card 1, on line 1: must be an object'],
    ['no list', '{"count":1}', 'The body must be a list of cards'],
    ['a list that does not end', `[${cardOf(1)}`, 'The body must be a list of cards'],
  ])('of %s is refused, without card data', async (_name, body, words) => {
    const app = await start();
    const answer = await post(app, '/v1/cards/import', body);
    expect(JSON.parse(answer)).toMatchObject({ code: expect.stringMatching(/^bad/), count: 0, created: 0 });
    expect(answer).toContain(JSON.stringify(words).slice(1, -1));
    expect(answer).not.toContain('957899');
  });

  test('is the only path that accepts lines', async () => {
    const app = await start();
    const answer = await post(app, '/v1/cards', '{"count":1}', { 'content-type': 'application/x-ndjson' });
    expect(JSON.parse(answer)).toMatchObject({ code: 'notJson' });
  });
});

describe('long answers', () => {
  test('of lists come in pieces and are the same JSON', async () => {
    const app = await start();
    const issued = JSON.parse(await post(app, '/v1/cards', '{"count":1000,"seed":"long","balanceMinor":7}'));
    expect(issued.cards).toHaveLength(1_000);
    const pans: readonly string[] = issued.cards.map((card: { readonly pan: string }) => card.pan);
    const queried = JSON.parse(await post(app, '/v1/cards/query', JSON.stringify({ pans })));
    const { cards: listed, cursor } = (await app.get('/v1/cards?limit=1000')).body;
    expect(queried.cards).toEqual(listed);
    expect(cursor).toBe('');
    const { entries } = (await app.get('/v1/journal?limit=10000')).body;
    expect(entries).toHaveLength(1_000);
  });

  test('of orders as lines: each card, then the count', async () => {
    const app = await start();
    const order = '{"count":250,"seed":"lines"}';
    const text = await post(app, '/v1/cards', order, { accept: 'application/x-ndjson' });
    const all = text
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(all.pop()).toEqual({ created: 250 });
    expect(all).toEqual(JSON.parse(await post(app, '/v1/cards', order)).cards);
  });

  test('that break off after the first line end with the error', async () => {
    const app = await start();
    const { StoreError } = await import('../../src/limits/store.ts');
    const create = app.app.store.cards.create.bind(app.app.store.cards);
    let calls = 0;
    app.app.store.cards.create = async (batch) => {
      calls += 1;
      if (calls === 2) throw new StoreError('unreachable', 'The store is gone.');
      return create(batch);
    };
    const text = await post(app, '/v1/cards', '{"count":250}', { accept: 'application/x-ndjson' });
    const all = text.trimEnd().split('\n');
    expect(all).toHaveLength(101);
    expect(JSON.parse(all.at(-1) ?? '')).toMatchObject({ status: 503, detail: 'The store is gone.', code: 'unreachable' });
  });
});
