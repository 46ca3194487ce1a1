import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectionLimits } from '../../../src/authorizer/connections/connection-limits.ts';
import type { ConnectionEnd } from '../../../src/authorizer/connections/reasons.ts';
import type { WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import { type Observer, type RefusedInput, SILENT } from '../../../src/authorizer/observer.ts';
import type { DecisionStore } from '../../../src/limits/store.ts';
import type { NetworkRequest } from '../../../src/protocol/message.ts';
import { memoryStore, purchase, type ServerOptions, serve } from '../fixture.ts';
import { framed, Peer } from '../peer.ts';
import { SlowStore } from '../slow-store.ts';

const SHORT_MS = 40;
const ECHO: NetworkRequest = {
  class: 'networkManagement',
  repeat: false,
  function: 'echo',
  stan: 7,
  transmissionTimeMs: 1,
  terminalId: 'T1',
  acquirerId: '',
  macCheck: '',
  context: undefined,
};

const servers: WireServer[] = [];
const peers: Peer[] = [];
let ends: ConnectionEnd[] = [];
let refused: RefusedInput[] = [];
const observer: Observer = { ...SILENT, connectionClosed: (end) => ends.push(end), refused: (input) => refused.push(input) };

async function start(options: ServerOptions = {}, store?: DecisionStore): Promise<WireServer> {
  const server = await serve(store ?? (await memoryStore()), { observer, ...options });
  servers.push(server);
  return server;
}

async function dial(server: WireServer): Promise<Peer> {
  const peer = await Peer.connect(server.port);
  peers.push(peer);
  return peer;
}

/** Polls the event loop, bounded by the test's own time-out. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  for (const server of servers.splice(0)) await server.close(0);
  ends = [];
  refused = [];
});

describe('frames', () => {
  test('one request, one answer', async () => {
    const peer = await dial(await start());
    const request = purchase();
    expect(await peer.ask(request)).toMatchObject({ outcome: 'approved', stan: request.stan, terminalId: request.terminalId });
  });

  test('split after every byte', async () => {
    const peer = await dial(await start());
    for (const byte of framed(purchase())) {
      peer.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await peer.received(1))[0]?.outcome).toBe('approved');
  });

  test('split in two at every place', async () => {
    const peer = await dial(await start());
    const { length } = framed(purchase());
    for (let at = 1; at < length; at += 1) {
      const frame = framed(purchase({ amountMinor: 1_00 }));
      peer.write(frame.subarray(0, at));
      await new Promise((resolve) => setImmediate(resolve));
      peer.write(frame.subarray(at));
      await peer.received(at);
    }
    expect(new Set(peer.responses.map((response) => response.outcome))).toEqual(new Set(['approved']));
  });

  test('many in one packet, between them keep-alives of length 0, which are not answered', async () => {
    const peer = await dial(await start());
    const requests = Array.from({ length: 200 }, () => purchase({ amountMinor: 100 }));
    const keepAlive = Buffer.alloc(4);
    peer.write(Buffer.concat(requests.flatMap((request) => [framed(request), keepAlive])));
    const stans = (await peer.received(200)).map((response) => response.stan);
    expect(stans).toEqual(requests.map((request) => request.stan));
    expect((await peer.ask(ECHO)).stan).toBe(7);
    expect(peer.responses).toHaveLength(201);
  });

  test('answers come in any order, each with its STAN', async () => {
    const store = new SlowStore();
    const peer = await dial(await start({}, store));
    const [first, second] = [purchase(), purchase()];
    peer.write(Buffer.concat([framed(first), framed(second)]));
    await until(() => store.asked.length === 2);
    store.asked[1]?.answer('approved');
    await peer.received(1);
    store.asked[0]?.answer('incorrectPin');
    const answers = (await peer.received(2)).map(({ stan, outcome }) => [stan, outcome]);
    expect(answers).toEqual([
      [second.stan, 'approved'],
      [first.stan, 'incorrectPin'],
    ]);
  });

  test.each([
    ['echo', { function: 'echo' }, 'approved'],
    ['sign-on', { function: 'signOn' }, 'approved'],
    ['no function', { function: '' }, 'invalidTransaction'],
    ['no terminal', { terminalId: '' }, 'approved'],
    ['a terminal id of nine characters', { terminalId: 'TERMINAL1' }, 'formatError'],
    ['a terminal id with a line break', { terminalId: 'T\n' }, 'formatError'],
    ['no transmission time', { transmissionTimeMs: 0 }, 'formatError'],
  ] as const)('network management, %s', async (_name, changes, outcome) => {
    const peer = await dial(await start());
    expect(await peer.ask({ ...ECHO, ...changes })).toMatchObject({ class: 'networkManagement', outcome, stan: 7 });
  });
});

/** Envelope field 2 (financial request), length, then the body's bytes. */
function financial(...body: readonly number[]): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length + 2);
  return Buffer.concat([header, Buffer.of(0x12, body.length, ...body)]);
}

interface BadInput {
  readonly name: string;
  readonly bytes: Buffer;
  readonly end: ConnectionEnd;
  readonly inputs: readonly RefusedInput[];
  readonly limits?: Partial<ConnectionLimits>;
}

const hex = (digits: string): Buffer => Buffer.from(digits, 'hex');
const HALF_FRAME = { end: 'halfFrame', inputs: [], limits: { halfFrameTimeoutMs: SHORT_MS } } as const;

const ENDED: readonly BadInput[] = [
  { name: 'a claimed 4 GiB', bytes: hex('ffffffff'), end: 'frameTooLong', inputs: ['frameTooLong'] },
  { name: 'one byte over the limit', bytes: hex('00010001'), end: 'frameTooLong', inputs: ['frameTooLong'] },
  { name: 'no protobuf', bytes: hex('00000003ffffff'), end: 'unreadable', inputs: ['unreadable'] },
  { name: 'a broken body without STAN', bytes: financial(0x12, 0x7f), end: 'unreadable', inputs: ['unreadable'] },
  { name: 'half a header, then silence', bytes: hex('0000'), ...HALF_FRAME },
  { name: 'half a frame, then silence', bytes: framed(purchase()).subarray(0, 20), ...HALF_FRAME },
  { name: 'nothing at all', bytes: hex(''), end: 'idle', inputs: [], limits: { idleTimeoutMs: SHORT_MS } },
];

describe('bad input ends its own connection and no other', () => {
  test.each(ENDED)('$name', async ({ bytes, end, inputs, limits = {} }) => {
    const server = await start({ limits });
    // A second silent connection would be ended as well.
    const good = end === 'idle' ? undefined : await dial(server);
    const bad = await dial(server);
    if (bytes.length > 0) bad.write(bytes);
    await bad.closed;
    await until(() => ends.length > 0);
    expect({ ends, refused }).toEqual({ ends: [end], refused: inputs });
    expect((await (good ?? (await dial(server))).ask(purchase())).outcome).toBe('approved');
  });

  test('a wrong wire type behind the STAN is answered formatError, and the connection lives', async () => {
    const peer = await dial(await start());
    // STAN 9, then the terminal id (field 2) as a fixed 64-bit number that is cut short.
    peer.write(financial(0x08, 0x09, 0x11, 0x00));
    expect((await peer.received(1))[0]).toMatchObject({ class: 'financial', stan: 9, outcome: 'formatError' });
    expect(refused).toEqual(['malformed']);
    expect((await peer.ask(purchase())).outcome).toBe('approved');
  });

  test('a peer that never reads is not read on, then ended', async () => {
    const server = await start({ limits: { unreadBytesMax: 65_536, notReadingTimeoutMs: 100, inFlightMax: 64 } });
    const good = await dial(server);
    const bad = await dial(server);
    bad.socket.pause();
    const frame = framed({ ...ECHO, terminalId: 'NEVERRDS' });
    const flood = Buffer.concat(Array.from({ length: 2_000 }, () => frame));
    const pour = (): void => {
      while (!bad.socket.destroyed && bad.socket.write(flood));
    };
    bad.socket.on('drain', pour);
    pour();
    await until(() => ends.length > 0);
    expect(ends).toEqual(['notReading']);
    expect((await good.ask(purchase())).outcome).toBe('approved');
  });

  test('one connection too many is turned away', async () => {
    const server = await start({ connectionsMax: 1 });
    const good = await dial(server);
    const bad = await dial(server);
    await bad.closed;
    await until(() => ends.length > 0);
    expect(ends).toEqual(['tooMany']);
    expect((await good.ask(purchase())).outcome).toBe('approved');
  });
});

describe('limits and stopping', () => {
  test('past its in-flight limit a connection waits, and loses nothing', async () => {
    const store = new SlowStore();
    const peer = await dial(await start({ limits: { inFlightMax: 4 } }, store));
    peer.write(Buffer.concat(Array.from({ length: 40 }, () => framed(purchase()))));
    for (let answered = 0; answered < 40; answered += 4) {
      await until(() => store.asked.length === answered + 4);
      for (const asked of store.asked.slice(answered)) asked.answer('approved');
      await peer.received(answered + 4);
      expect(store.asked.length).toBeLessThanOrEqual(answered + 8);
    }
    expect(store.asked).toHaveLength(40);
  });

  test('a peer that has ended its side still gets its answers', async () => {
    const store = new SlowStore();
    const peer = await dial(await start({}, store));
    peer.socket.end(framed(purchase()));
    await until(() => store.asked.length === 1);
    await new Promise((resolve) => setImmediate(resolve));
    store.last().answer('approved');
    await peer.closed;
    expect(peer.responses.map((response) => response.outcome)).toEqual(['approved']);
  });

  test('a stop lets what is in flight finish and takes nothing new', async () => {
    const store = new SlowStore();
    const server = await start({}, store);
    const { port } = server;
    const [busy, idle] = [await dial(server), await dial(server)];
    busy.write(framed(purchase()));
    await until(() => store.asked.length === 1);
    const stopped = server.close(10_000);
    await idle.closed;
    await expect(Peer.connect(port)).rejects.toThrow('ECONNREFUSED');
    busy.write(framed(purchase()));
    store.last().answer('approved');
    await busy.closed;
    expect(await stopped).toBe(true);
    expect(busy.responses.map((response) => response.outcome)).toEqual(['approved']);
    expect({ asked: store.asked.length, ends }).toEqual({ asked: 1, ends: ['drained', 'drained'] });
  });

  test('a stop does not wait longer than its limit', async () => {
    const store = new SlowStore();
    const server = await start({}, store);
    const peer = await dial(server);
    peer.write(framed(purchase()));
    await until(() => store.asked.length === 1);
    expect(await server.close(SHORT_MS)).toBe(false);
    await peer.closed;
  });

  test('a port in use: one sentence', async () => {
    const { port } = await start();
    await expect(serve(await memoryStore(), { port })).rejects.toThrow(
      `Port 127.0.0.1:${port} (protobuf) is in use by another program; stop that one or choose another port.`,
    );
  });

  test('an address that is not ours: one sentence', async () => {
    await expect(serve(await memoryStore(), { host: '192.0.2.1' })).rejects.toThrow('This machine has no address 192.0.2.1');
  });
});
