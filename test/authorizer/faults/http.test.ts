/** Fault rules over POST /v1/transactions, on real sockets and a virtual clock. */
import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Faults } from '../../../src/authorizer/faults/faults.ts';
import { settingsWith } from '../../../src/config/settings.ts';
import { type HttpServer, startHttp } from '../../../src/http/server.ts';
import { CardService } from '../../../src/issuing/card-service.ts';
import { runningClock } from '../../../src/limits/clock/clock.ts';
import { BUILT_IN_PROFILES } from '../../../src/limits/rules/profile.ts';
import { createPinEncrypter } from '../../../src/pin/pin-verifier.ts';
import { Metrics } from '../../../src/server/metrics/metrics.ts';
import { KeptLog } from '../../server/app-fixture.ts';
import {
  authorizerOn,
  BALANCE_MINOR,
  memoryStore,
  NOW_MS,
  PAN,
  PIN,
  pinVerifier,
  RULES,
  ring,
  tokenOf,
  purchase as wirePurchase,
} from '../fixture.ts';
import type { FaultTime } from './fault-time.ts';
import { closeWorlds, faultsOf, open as openWire, outcomeOf, until, WIRES, type Wire } from './fault-world.ts';
import { type HttpAnswer, HttpPeer } from './http-peer.ts';
import { planOf } from './rules.ts';

const servers: HttpServer[] = [];
const peers: HttpPeer[] = [];
afterEach(closeWorlds);
afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  for (const server of servers.splice(0)) await server.close();
});

interface World {
  readonly server: HttpServer;
  readonly faults: Faults;
  readonly time: FaultTime;
  readonly injected: string[];
  readonly skipped: string[];
  dial(): Promise<HttpPeer>;
  ledgerMinor(): Promise<number | undefined>;
}

async function open(rules: Parameters<typeof planOf>[0], { magicAmounts = false, heldMax = 100 } = {}): Promise<World> {
  const store = await memoryStore();
  const { time, injected, skipped, faults } = faultsOf(rules, magicAmounts, heldMax);
  const profiles = BUILT_IN_PROFILES;
  const handler = authorizerOn(store, { faults });
  const parts = {
    store,
    cards: store.cards,
    profiles,
    tokenOf,
    pinVerifier,
    panPrefix: '957899',
    randomBytes,
    nowMs: () => NOW_MS,
    countries: RULES,
  };
  const server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    store,
    profiles,
    cards: new CardService(parts),
    handler,
    pinEncrypter: createPinEncrypter(ring, randomBytes),
    testCards: undefined,
    metrics: new Metrics(new KeptLog()),
    info: () => expect.unreachable(),
    logLevel: new KeptLog(),
    clock: runningClock('wall'),
    faults,
    runs: { listeners: [], keys: '', allowRemote: false, journal: { settings: settingsWith(), folder: undefined } },
    inDoubt: handler.state.inDoubt,
  });
  servers.push(server);
  return {
    server,
    faults,
    time,
    injected,
    skipped,
    dial: async () => {
      const peer = await HttpPeer.connect(server.port);
      peers.push(peer);
      return peer;
    },
    ledgerMinor: async () => (await store.cards.getAll([tokenOf(PAN)]))[0]?.ledgerMinor,
  };
}

let stan = 0;

function purchase(changes: object = {}): object {
  stan += 1;
  const terminal = { terminalId: 'HTTP0001', terminalCountry: 578, mcc: 5411 };
  return { type: 'purchase', amountMinor: 10_000, stan, transmissionTimeMs: NOW_MS, ...terminal, pan: PAN, pin: PIN, ...changes };
}

const isJson = (bytes: Buffer): boolean => {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
};

describe('outcomes', () => {
  test('come instead of a decision; the card stays as it is', async () => {
    const world = await open([{ match: { nth: 1 }, do: { outcome: 'insufficientFunds' } }, { do: { storeDown: true } }]);
    const peer = await world.dial();
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'insufficientFunds', responseCode: '51', stan });
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'issuerInoperative', responseCode: '91' });
    expect([await world.ledgerMinor(), world.injected]).toEqual([BALANCE_MINOR, ['rule-1 outcome', 'rule-2 store']]);
  });

  test('a forced approval says the amount and why', async () => {
    const peer = await (await open([{ do: { outcome: 'approvedPartially' } }])).dial();
    expect(await peer.ask(purchase({ amountMinor: 10_001, explain: true }))).toMatchObject({
      outcome: 'approvedPartially',
      approvedAmountMinor: 5_000,
      approvalCode: expect.stringMatching(/^[0-9A-Z]{6}$/),
      reason: 'The fault rule rule-1 says so; nothing was decided.',
    });
  });

  test('magic amounts hold', async () => {
    const world = await open([], { magicAmounts: true });
    const peer = await world.dial();
    expect(await peer.ask(purchase({ amountMinor: 10_051 }))).toMatchObject({ outcome: 'insufficientFunds' });
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'approved' });
    expect(world.injected).toEqual(['magic-amount outcome']);
  });
});

describe('match', () => {
  test.each([
    [{ codec: 'http' }, true],
    [{ codec: ['protobuf', '1987-ascii'] }, false],
    [{ terminal: 'HTTP*' }, true],
    [{ terminal: 'ATM*' }, false],
    [{ mti: '0200' }, true],
    [{ mti: '0201' }, false],
    [{ pan: PAN.slice(0, 6), amount: 100, type: 'purchase', class: 'financial' }, true],
    [{ outcome: 'approved' }, true],
    [{ outcome: 'lostCard' }, false],
    [{ malformed: false }, true],
    [{ malformed: true }, false],
    [{ during: { forMs: 1 } }, true],
    [{ nth: 2 }, false],
  ])('%j: %s', async (match, isHit) => {
    const world = await open([{ match, do: { delay: 0 } }]);
    expect(await (await world.dial()).ask(purchase())).toMatchObject({ outcome: 'approved' });
    expect(world.injected).toEqual(isHit ? ['rule-1 delay'] : []);
  });

  test('a body that is refused meets no rule and is counted by none', async () => {
    const world = await open([{ match: { nth: 2 }, do: { outcome: 'lostCard' } }]);
    const peer = await world.dial();
    peer.post(purchase({ amountMinor: 'ten' }));
    expect((await peer.answer()).status).toBe(400);
    peer.post(purchase({ pinBlock: '00', pin: PIN }));
    expect((await peer.answer()).status).toBe(400);
    expect([(await peer.ask(purchase()))['outcome'], (await peer.ask(purchase()))['outcome']]).toEqual(['approved', 'lostCard']);
  });

  test('what the checks refuse is formatError as over the wires, and not malformed', async () => {
    const world = await open([
      { match: { malformed: true }, do: { outcome: 'lostCard' } },
      { match: { outcome: 'formatError' }, do: { delay: 0 } },
    ]);
    expect(await (await world.dial()).ask(purchase({ pan: '12', pin: '' }))).toMatchObject({ outcome: 'formatError' });
    expect(world.injected).toEqual(['rule-2 delay']);
  });

  test('the seed draws the same messages as over a wire', async () => {
    const rules = [{ match: { share: 0.5 }, do: { outcome: 'lostCard' } }];
    const stans = Array.from({ length: 24 }, (_none, index) => 1_000 + (index % 12));
    const http = await (await open(rules)).dial();
    const wire = await (await openWire(WIRES[0] as Wire, rules)).dial();
    const heard = { http: [] as unknown[], wire: [] as unknown[] };
    for (const each of stans) {
      heard.http.push((await http.ask(purchase({ stan: each, terminalId: 'TERM0001' })))['outcome'] === 'lostCard');
      heard.wire.push(outcomeOf(await wire.ask(wirePurchase({ stan: each, terminalId: 'TERM0001' }))) === 'lostCard');
    }
    expect(heard.http).toEqual(heard.wire);
    expect(new Set(heard.http).size).toBe(2);
  });
});

describe('waits', () => {
  test.each([
    [{ delay: 500 }, 500],
    [{ late: true }, 7_000],
  ])('%j: the answer comes after %s ms, others meanwhile; the connection goes on', async (done, waitMs) => {
    const world = await open([{ match: { terminal: 'SLOW*' }, do: done }]);
    const [slow, fast] = [await world.dial(), await world.dial()];
    slow.post(purchase({ terminalId: 'SLOW0001' }));
    await until(() => world.faults.held === 1);
    expect(await fast.ask(purchase())).toMatchObject({ outcome: 'approved' });
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 20_000);
    world.time.clock.advance(waitMs - 1);
    expect([world.faults.held, slow.bytes.length]).toEqual([1, 0]);
    world.time.clock.advance(1);
    expect(await slow.answer()).toMatchObject({ status: 200, head: expect.stringContaining('keep-alive') });
    expect(await slow.ask(purchase())).toMatchObject({ outcome: 'approved' });
    expect([world.faults.held, world.time.waiting]).toEqual([0, 0]);
  });

  test('a stall holds to its end', async () => {
    const world = await open([{ match: { during: { forMs: 1_000 } }, do: { stall: true } }]);
    const peer = await world.dial();
    peer.post(purchase());
    await until(() => world.faults.held === 1);
    world.time.clock.advance(999);
    expect(peer.bytes).toHaveLength(0);
    world.time.clock.advance(1);
    expect((await peer.answer()).status).toBe(200);
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'approved' });
  });
});

describe('ends of the answer', () => {
  test('drop: the client waits; after 60 s the connection is closed without an answer. The decision stands', async () => {
    const world = await open([{ match: { first: 1 }, do: { drop: true } }]);
    const peer = await world.dial();
    peer.post(purchase());
    await until(() => world.faults.held === 1);
    expect(await world.ledgerMinor()).toBe(BALANCE_MINOR - 10_000);
    world.time.clock.advance(59_999);
    await (await world.dial()).ask(purchase());
    expect([peer.isClosed, world.faults.held]).toEqual([false, 1]);
    world.time.clock.advance(1);
    await peer.closed;
    expect([peer.bytes.length, world.faults.held, world.time.waiting, world.injected]).toEqual([0, 0, 0, ['rule-1 drop']]);
  });

  test.each(['instead', 'half', 'after'] as const)('close %s', async (close) => {
    const world = await open([{ do: { close } }]);
    const peer = await world.dial();
    peer.post(purchase());
    await peer.closed;
    expect([await world.ledgerMinor(), world.faults.held]).toEqual([BALANCE_MINOR - 10_000, 0]);
    if (close === 'instead') expect(peer.bytes).toHaveLength(0);
    else if (close === 'after') expect(JSON.parse((await peer.answer()).body.toString())).toMatchObject({ outcome: 'approved' });
    else {
      const { bodyBytes, bytes } = peer;
      const head = bytes.indexOf('\r\n\r\n') + 4;
      expect(bytes.length - head).toBe(Math.ceil(bodyBytes / 2));
      await expect(peer.answer()).rejects.toThrow('Closed before a whole answer');
    }
  });

  test('garbage: 200, as long as the answer, and no JSON; the connection goes on', async () => {
    const same = purchase();
    const answerUnder = async (rules: Parameters<typeof planOf>[0]): Promise<HttpAnswer> => {
      const peer = await (await open(rules)).dial();
      peer.post(same);
      const answer = await peer.answer();
      expect(await peer.ask(purchase())).toMatchObject({ outcome: 'approved' });
      return answer;
    };
    const garbage = await answerUnder([{ match: { first: 1 }, do: { garbage: true } }]);
    const right = await answerUnder([]);
    expect([garbage.status, garbage.body.length, isJson(garbage.body), isJson(right.body)]).toEqual([200, right.body.length, false, true]);
    const fields = ({ head }: HttpAnswer): readonly string[] =>
      head
        .toLowerCase()
        .split('\r\n')
        .filter((field) => !field.startsWith('date:'))
        .sort();
    expect(fields(garbage)).toEqual(fields(right));
  });

  test('trickle: the body comes in pieces, whole', async () => {
    const world = await open([{ match: { first: 1 }, do: { trickle: { bytes: 100, everyMs: 10 } } }]);
    const peer = await world.dial();
    peer.post(purchase());
    const bodyGot = (): number => peer.bytes.length - peer.bytes.indexOf('\r\n\r\n') - 4;
    await until(() => bodyGot() === 100);
    world.time.clock.advance(9);
    await (await world.dial()).ask(purchase());
    expect([bodyGot(), world.faults.held]).toEqual([100, 1]);
    world.time.clock.advance(1);
    await until(() => bodyGot() === 200);
    world.time.clock.advance(60_000);
    expect(JSON.parse((await peer.answer()).body.toString())).toMatchObject({ outcome: 'approved' });
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'approved' });
    expect([world.faults.held, world.time.waiting]).toEqual([0, 0]);
  });

  test.each([true, { copies: 3, everyMs: 100 }])('duplicate %j: answered once, and the connection goes on', async (duplicate) => {
    const world = await open([{ match: { first: 1 }, do: { duplicate } }]);
    const peer = await world.dial();
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'approved', stan });
    await until(() => world.faults.held === 0);
    world.time.clock.advance(1_000);
    expect(await peer.ask(purchase())).toMatchObject({ outcome: 'approved', stan });
    expect([world.injected, world.time.waiting, peer.bytes.length]).toEqual([['rule-1 duplicate'], 0, 0]);
  });

  test('an outcome, a delay and garbage together', async () => {
    const world = await open([{ do: { outcome: 'approved', delay: 50, garbage: true } }]);
    const peer = await world.dial();
    peer.post(purchase());
    await until(() => world.faults.held === 1);
    world.time.clock.advance(50);
    expect(isJson((await peer.answer()).body)).toBe(false);
    expect([await world.ledgerMinor(), world.injected]).toEqual([BALANCE_MINOR, ['rule-1 outcome+delay+garbage']]);
  });
});

describe('what is held', () => {
  const HELD = [
    ['a delay', { delay: 60_000 }],
    ['a drop', { drop: true }],
    ['a trickle', { trickle: { everyMs: 1_000 } }],
  ] as const;

  async function holding(done: object): Promise<{ readonly world: World; readonly peer: HttpPeer }> {
    const world = await open([{ match: { first: 1 }, do: done }]);
    const peer = await world.dial();
    peer.post(purchase());
    await until(() => world.faults.held === 1);
    return { world, peer };
  }

  test.each(HELD)('%s is forgotten when the client goes', async (_what, done) => {
    const { world, peer } = await holding(done);
    peer.end();
    await until(() => world.faults.held === 0);
    expect(world.time.waiting).toBe(0);
    expect(await (await world.dial()).ask(purchase())).toMatchObject({ outcome: 'approved' });
  });

  test.each(HELD)('%s leaves when the rules change', async (what, done) => {
    const { world, peer } = await holding(done);
    world.faults.set(planOf([]), false);
    if (what === 'a drop') await peer.closed;
    else expect(JSON.parse((await peer.answer()).body.toString())).toMatchObject({ outcome: 'approved' });
    expect([world.faults.held, world.time.waiting, peer.bytes.length]).toEqual([0, 0, 0]);
  });

  test.each(HELD)('%s leaves at the stop, and what comes after that is not held', async (what, done) => {
    const world = await open([{ do: done }]);
    const [before, after] = [await world.dial(), await world.dial()];
    before.post(purchase());
    await until(() => world.faults.held === 1);
    world.faults.stop();
    after.post(purchase());
    for (const peer of [before, after]) {
      if (what === 'a drop') await peer.closed;
      else expect((await peer.answer()).status).toBe(200);
    }
    expect([world.faults.held, world.time.waiting]).toEqual([0, 0]);
  });

  test('ends its connection when it leaves while the server closes, though the client would keep it', async () => {
    const { world, peer } = await holding({ delay: 60_000 });
    const closed = world.server.close();
    const isRefused = (): Promise<boolean> =>
      HttpPeer.connect(world.server.port)
        .then((other) => other.end())
        .then(
          () => false,
          () => true,
        );
    while (!(await isRefused()));
    world.time.clock.advance(60_000);
    expect((await peer.answer()).status).toBe(200);
    await Promise.all([peer.closed, closed]);
  });

  test('is bounded; past it answers leave at once, dropped ones by a closed connection', async () => {
    const world = await open([{ match: { terminal: 'DROP*' }, do: { drop: true } }, { do: { delay: 60_000 } }], { heldMax: 1 });
    const [held, late, dropped] = [await world.dial(), await world.dial(), await world.dial()];
    held.post(purchase());
    await until(() => world.faults.held === 1);
    expect(await late.ask(purchase())).toMatchObject({ outcome: 'approved' });
    dropped.post(purchase({ terminalId: 'DROP0001' }));
    await dropped.closed;
    expect([world.faults.held, world.skipped, dropped.bytes.length]).toEqual([1, ['rule-2', 'rule-1'], 0]);
  });
});
