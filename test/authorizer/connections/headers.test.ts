/** Listeners behind every length header; the protobuf codec serves for all of them. */
import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectionEnd } from '../../../src/authorizer/connections/reasons.ts';
import type { WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import { type Observer, type RefusedInput, SILENT } from '../../../src/authorizer/observer.ts';
import type { DecisionStore } from '../../../src/limits/store.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { HEADER_4B, type HeaderKind, headerKind } from '../../../src/protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import type { Outcome } from '../../../src/protocol/outcome.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { memoryStore, purchase, serve } from '../fixture.ts';
import { framed, Peer } from '../peer.ts';
import { SlowStore } from '../slow-store.ts';

const KINDS = HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]);
/** Two digits are too few for a purchase. */
const ROOMY = KINDS.filter(({ lengthMax }) => lengthMax > 99);

const servers: WireServer[] = [];
const peers: Peer[] = [];
let ends: ConnectionEnd[] = [];
let refused: RefusedInput[] = [];
let faults: unknown[] = [];
const observer: Observer = {
  ...SILENT,
  connectionClosed: (end) => ends.push(end),
  refused: (input) => refused.push(input),
  fault: (_where, error) => faults.push(error),
};

async function start(header: HeaderKind, codec: Codec = protobufCodec, store?: DecisionStore): Promise<WireServer> {
  const server = await serve(store ?? (await memoryStore()), { observer, header, codec });
  servers.push(server);
  return server;
}

async function dial(server: WireServer, header: HeaderKind): Promise<Peer> {
  const peer = await Peer.connect(server.port, header);
  peers.push(peer);
  return peer;
}

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  for (const server of servers.splice(0)) await server.close(0);
  ends = [];
  refused = [];
  faults = [];
});

async function untilEnded(): Promise<void> {
  while (ends.length === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe.each(ROOMY)('header $name', (header) => {
  test('requests of one packet and of single bytes are answered behind the same header', async () => {
    const peer = await dial(await start(header), header);
    const requests = [purchase({ amountMinor: 100 }), purchase({ amountMinor: 200 })];
    const keepAlive = Buffer.alloc(header.bytes);
    header.write(keepAlive, 0, 0);
    peer.write(Buffer.concat(requests.flatMap((request) => [keepAlive, framed(request, header)])));
    await peer.received(2);
    for (const byte of framed(purchase({ amountMinor: 300 }), header)) {
      peer.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await peer.received(3)).map((response) => (response.class === 'financial' ? response.approvedAmountMinor : 0))).toEqual([
      100, 200, 300,
    ]);
  });
});

describe('what is no header ends its own connection and no other', () => {
  test.each([
    ['2a', false, 'GET / HTTP/1.1\r\n'],
    ['4a', false, '\x00\x78'.repeat(8)],
    ['4a', true, '0003'],
    ['2bcd', false, '\x1a\x00'],
    ['2le', true, '\x01\x00'],
    ['1', true, '\x00'],
    ['2b', true, '\x00\x01'],
    ['4b', true, '\x00\x00\x00\x03'],
  ] as const)('%s, inclusive %s', async (name, inclusive, text) => {
    const header = headerKind(name, inclusive);
    const server = await start(header);
    const bad = await dial(server, header);
    bad.write(Buffer.from(text, 'latin1'));
    await bad.closed;
    await untilEnded();
    expect({ ends, refused, faults }).toEqual({ ends: ['badHeader'], refused: ['badHeader'], faults: [] });
    if (header.lengthMax <= 99) return;
    expect((await (await dial(server, header)).ask(purchase())).outcome).toBe('approved');
  });

  test('a claimed length over the limit is told apart from it', async () => {
    const header = headerKind('4b', true);
    const bad = await dial(await start(header), header);
    bad.write(Buffer.from('ffffffff', 'hex'));
    await bad.closed;
    await untilEnded();
    expect({ ends, refused }).toEqual({ ends: ['frameTooLong'], refused: ['frameTooLong'] });
  });
});

describe('an answer that cannot be said is a fault, and never ends the process', () => {
  test('longer than its header: systemMalfunction is said instead', async () => {
    const narrow = headerKind('2a', false);
    const peer = await dial(await start(narrow), narrow);
    // A short request; the sentence that says what is missing has over 100 characters.
    const request = purchase({ class: 'reversal', original: undefined, pinBlock: Buffer.alloc(0) });
    expect(await peer.ask(request)).toMatchObject({ class: 'reversal', stan: request.stan, outcome: 'systemMalfunction', reason: '' });
    expect(faults).toEqual([expect.objectContaining({ name: 'FrameError', code: 'frameTooLong' })]);
  });

  /** Says of the outcomes that it cannot say them. */
  function speechless(...outcomes: readonly Outcome[]): Codec {
    return {
      ...protobufCodec,
      encodeResponse: (response) => {
        if (outcomes.includes(response.outcome)) throw new RangeError('DE54: no room.');
        return protobufCodec.encodeResponse(response);
      },
    };
  }

  test.each(['at once', 'later'])('no room in its dialect, answered %s: systemMalfunction', async (when) => {
    const store = new SlowStore();
    const server = await start(HEADER_4B, speechless('approved'), when === 'at once' ? undefined : store);
    const peer = await dial(server, HEADER_4B);
    const answer = peer.ask(purchase());
    while (when === 'later' && store.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    if (when === 'later') store.last().answer('approved');
    expect(await answer).toMatchObject({ outcome: 'systemMalfunction', approvalCode: '', approvedAmountMinor: 0 });
    expect(faults).toHaveLength(1);
    expect((await peer.ask(purchase({ type: '' }))).outcome).toBe('formatError');
  });

  test('nothing at all can be said: the connection ends', async () => {
    const server = await start(HEADER_4B, speechless('approved', 'systemMalfunction'));
    const peer = await dial(server, HEADER_4B);
    peer.write(Buffer.concat([framed(purchase()), framed(purchase())]));
    await peer.closed;
    await untilEnded();
    expect({ ends, answers: peer.responses.length, faults: faults.length }).toEqual({ ends: ['fault'], answers: 0, faults: 2 });
  });
});
