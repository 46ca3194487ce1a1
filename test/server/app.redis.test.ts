import { randomBytes } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { Settings } from '../../src/config/settings-table.ts';
import { createPinEncrypter } from '../../src/pin/pin-verifier.ts';
import type { TransactionRequest } from '../../src/protocol/message.ts';
import { NOW_MS, purchase } from '../authorizer/fixture.ts';
import { byKey, completion, reversal } from '../authorizer/lifecycle-messages.ts';
import { framed, Peer } from '../authorizer/peer.ts';
import { startRedis } from '../support/redis.ts';
import { describeOwnRedis } from '../support/redis-suite.ts';
import { startTestApp, type TestApp } from './app-fixture.ts';

const CARD = {
  pan: '9578990000000005',
  expiry: '2811',
  pin: '4321',
  balanceMinor: 100_000,
  status: 'active',
  profile: 'kronekort',
} as const;
const AMOUNT_MINOR = 1_000;
/** The usual deadline is too near for a machine that is busy with other tests. */
const DEADLINE_MS = 60_000;

const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.stop();
});

async function redis(): Promise<Awaited<ReturnType<typeof startRedis>>> {
  const server = await startRedis({ aof: true });
  opened.push(server);
  return server;
}

async function start(settings: Partial<Settings>): Promise<TestApp> {
  const app = await startTestApp(settings);
  opened.push(app);
  return app;
}

async function dial({ app }: TestApp): Promise<{ peer: Peer; pay: () => TransactionRequest }> {
  const peer = await Peer.connect(app.ports.protobuf);
  opened.push({ stop: async () => peer.end() });
  const encrypter = createPinEncrypter(app.ring, randomBytes);
  const pay = (): TransactionRequest =>
    purchase({ amountMinor: AMOUNT_MINOR, pinBlock: encrypter.encrypt(CARD.pan, CARD.pin, 'iso0', '') });
  return { peer, pay };
}

async function doubtsOf(server: TestApp): Promise<number> {
  const metrics = await (await fetch(`${server.http}/metrics`)).text();
  return Number(/^aksept_in_doubt (\d+)$/m.exec(metrics)?.[1] ?? Number.NaN);
}

describeOwnRedis('a server whose Redis fails', () => {
  test('Redis gone: 91 at once and not ready; back again: approvals again, and the books are right', async () => {
    const store = await redis();
    const server = await start({ store: store.url, deadlineMs: DEADLINE_MS });
    await server.app.cards.import([CARD]);
    const { peer, pay } = await dial(server);
    expect((await peer.ask(pay())).outcome).toBe('approved');
    await store.kill();
    expect((await peer.ask(pay())).outcome).toBe('issuerInoperative');
    expect((await server.get('/readyz')).status).toBe(503);
    await store.restart();
    while ((await server.get('/readyz')).status !== 200 || (await doubtsOf(server)) > 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect((await peer.ask(pay())).outcome).toBe('approved');
    const card = await server.app.cards.show(CARD.pan);
    expect(card && card.postedMinor - card.givenBackMinor).toBe(2 * AMOUNT_MINOR);
  });

  test('Redis hangs: 91 at the deadline; what it approved too late is taken back', async () => {
    const store = await redis();
    const server = await start({ store: store.url, deadlineMs: 1_000 });
    await server.app.cards.import([CARD]);
    const { peer, pay } = await dial(server);
    store.pause();
    peer.write(Buffer.concat(Array.from({ length: 20 }, () => framed(pay()))));
    const outcomes = (await peer.received(20)).map((response) => response.outcome);
    store.resume();
    expect(new Set(outcomes)).toEqual(new Set(['issuerInoperative']));
    while ((await doubtsOf(server)) > 0) await new Promise((resolve) => setImmediate(resolve));
    const card = await server.app.cards.show(CARD.pan);
    expect(card && card.postedMinor - card.givenBackMinor).toBe(0);
    expect(card?.ledgerMinor).toBe(CARD.balanceMinor);
    expect((await peer.ask(pay())).outcome).toBe('approved');
  });

  test.each([
    ['the same message again', 0],
    ['with a new transmission time', 7_000],
  ])('answer lost, Redis gone, repeat answered 91, begun anew: debited once; repeat: %s', async (_how, aheadMs) => {
    const store = await redis();
    const server = await start({ store: store.url, deadlineMs: DEADLINE_MS });
    await server.app.cards.import([CARD]);
    const { peer, pay } = await dial(server);
    const sale = { ...pay(), amountMinor: 12_345 };
    const repeat = { ...pay(), ...{ stan: sale.stan, amountMinor: 12_345, repeat: true, transmissionTimeMs: NOW_MS + aheadMs } };
    expect((await peer.ask(sale)).outcome).toBe('approved');
    await store.kill();
    expect((await peer.ask(repeat)).outcome).toBe('issuerInoperative');
    await store.restart();
    while ((await server.get('/readyz')).status !== 200 || (await doubtsOf(server)) > 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect((await server.app.cards.show(CARD.pan))?.ledgerMinor).toBe(CARD.balanceMinor);
    expect((await peer.ask({ ...pay(), amountMinor: 12_345 })).outcome).toBe('approved');
    expect((await server.app.cards.show(CARD.pan))?.ledgerMinor).toBe(CARD.balanceMinor - 12_345);
    expect((await server.get('/v1/verify')).body).toEqual({ cards: 1, fault: '' });
  });

  test('two servers: the 91 of one takes back nothing that the other answered later, and what it answered before', async () => {
    const store = await redis();
    const first = await start({ store: store.url, deadlineMs: 1_000 });
    const second = await start({ store: store.url, deadlineMs: DEADLINE_MS, keys: first.app.settings.keys });
    await first.app.cards.import([CARD]);
    const [one, other] = [await dial(first), await dial(second)];
    const localTime = '20261123130000';
    const send = (request: TransactionRequest, n: number) => ({
      ...{ ...one.pay(), localTime, stan: request.stan, repeat: n > 0, transmissionTimeMs: NOW_MS + n * 7_000 },
    });
    const [kept, undone] = [one.pay(), one.pay()];
    for (const request of [kept, undone]) expect((await other.peer.ask(send(request, 0))).outcome).toBe('approved');
    store.pause();
    one.peer.write(Buffer.concat([framed(send(kept, 1)), framed(send(undone, 1))]));
    expect((await one.peer.received(2)).map(({ outcome }) => outcome)).toEqual(['issuerInoperative', 'issuerInoperative']);
    const last = other.peer.ask(send(kept, 2));
    // Within a few turns of the event loop it waits at the store, ahead of what the first server takes back.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    store.resume();
    expect((await last).outcome).toBe('approved');
    while ((await doubtsOf(first)) > 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await second.app.cards.show(CARD.pan))?.ledgerMinor).toBe(CARD.balanceMinor - AMOUNT_MINOR);
  });

  test('two servers on one Redis, 64 whole lives on one card at once, each on both: the books are right', async () => {
    const store = await redis();
    const first = await start({ store: store.url, deadlineMs: DEADLINE_MS });
    const second = await start({ store: store.url, deadlineMs: DEADLINE_MS, keys: first.app.settings.keys });
    await first.app.cards.import([{ ...CARD, balanceMinor: 1_000_000 }]);
    const [one, other] = [await dial(first), await dial(second)];
    const lives = Array.from({ length: 64 }, () => ({
      bought: one.pay(),
      regretted: one.pay(),
      held: { ...other.pay(), class: 'authorization' } as const,
    }));
    one.peer.write(Buffer.concat(lives.flatMap(({ bought, regretted }) => [framed(bought), framed(regretted)])));
    other.peer.write(Buffer.concat(lives.flatMap(({ held, regretted }) => [framed(held), framed(reversal(byKey(regretted)))])));
    await Promise.all([one.peer.received(128), other.peer.received(128)]);
    one.peer.write(Buffer.concat(lives.map(({ held }) => framed(completion(byKey(held), 600)))));
    other.peer.write(Buffer.concat(lives.map(({ bought }) => framed(reversal(byKey(bought), { replacementAmountMinor: 250 })))));
    const done = (await Promise.all([one.peer.received(192), other.peer.received(192)])).flatMap((all) => all.slice(128));
    expect(new Set(done.map(({ outcome }) => outcome))).toEqual(new Set(['approved']));
    const card = await second.app.cards.show(CARD.pan);
    expect(card).toMatchObject({ ledgerMinor: 1_000_000 - 64 * (250 + 600), holdsMinor: 0 });
    expect((await first.get('/v1/verify')).body).toEqual({ cards: 1, fault: '' });
  });

  test('two servers on one Redis, one card asked from both: never overspent', async () => {
    const store = await redis();
    const first = await start({ store: store.url, deadlineMs: DEADLINE_MS });
    const second = await start({ store: store.url, deadlineMs: DEADLINE_MS, keys: first.app.settings.keys });
    await first.app.cards.import([CARD]);
    const both = [await dial(first), await dial(second)];
    for (const { peer, pay } of both) peer.write(Buffer.concat(Array.from({ length: 100 }, () => framed(pay()))));
    const answers = (await Promise.all(both.map(({ peer }) => peer.received(100)))).flat();
    const approved = answers.filter((answer) => answer.outcome === 'approved').length;
    const declined = answers.filter((answer) => answer.outcome === 'insufficientFunds').length;
    expect({ approved, declined }).toEqual({ approved: 100, declined: 100 });
    expect((await second.app.cards.show(CARD.pan))?.ledgerMinor).toBe(0);
  });
});
