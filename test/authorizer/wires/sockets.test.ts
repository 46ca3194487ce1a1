/** The dialects over real sockets: requests and answers cut and merged as a network does, and what ends a connection. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { WireServer } from '../../../src/authorizer/connections/wire-server.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { FrameReader, headerKind } from '../../../src/protocol/framing/frame.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import type { Dialect } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import type { Response } from '../../../src/protocol/message.ts';
import { memoryStore, NOW_MS, purchase, reversalOf, serve } from '../fixture.ts';
import { framed, Peer } from '../peer.ts';
import { network } from './scenarios.ts';

/** The shipped ones, and one behind each other header. */
const DIALECTS: readonly Dialect[] = [
  ...DIALECT_NAMES.map(loadDialect),
  { ...loadDialect('1987-ascii'), name: '1987-ascii-4a', header: '4a' },
  { ...loadDialect('1987-ebcdic'), name: '1987-ebcdic-2bcd', header: '2bcd', headerInclusive: true },
  { ...loadDialect('1993-bcd'), name: '1993-bcd-4b', header: '4b', tpdu: true },
  { ...loadDialect('1987-ascii'), name: '1987-ascii-2le', header: '2le', prefixBytes: 12 },
  { ...loadDialect('1987-bcd'), name: '1987-bcd-4le', header: '4le', headerInclusive: true, prefixBytes: 1 },
];

let server: WireServer | undefined;
const peers: Peer[] = [];

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.end();
  await server?.close(0);
  server = undefined;
});

function codecOf(dialect: Dialect): Codec {
  return createIsoCodec(dialect, { nowMs: () => NOW_MS });
}

async function dial(dialect: Dialect): Promise<Peer> {
  const header = headerKind(dialect.header, dialect.headerInclusive);
  server ??= await serve(await memoryStore(), { codec: codecOf(dialect), header });
  const peer = await Peer.connect(server.port, header, codecOf(dialect));
  peers.push(peer);
  return peer;
}

function outcomes(responses: readonly Response[]): readonly string[] {
  return responses.map(({ stan, outcome }) => `${stan} ${outcome}`).sort();
}

describe.each(DIALECTS)('$name', (dialect) => {
  const header = headerKind(dialect.header, dialect.headerInclusive);
  const terminal = codecOf(dialect);

  test('a purchase, its reversal and an echo, one after the other', async () => {
    const peer = await dial(dialect);
    const spent = purchase({ amountMinor: 12_300 });
    const [first, second, third] = [
      await peer.ask(spent),
      await peer.ask(reversalOf(spent, { amountMinor: 12_300 })),
      await peer.ask(network()),
    ];
    expect(first).toMatchObject({ class: 'financial', outcome: 'approved', approvedAmountMinor: 12_300, stan: spent.stan });
    expect(second).toMatchObject({ class: 'reversal', outcome: 'approved', approvedAmountMinor: 12_300 });
    expect(third).toMatchObject({ class: 'networkManagement', outcome: 'approved', function: 'echo' });
  });

  test('byte by byte, and many in one packet', async () => {
    const peer = await dial(dialect);
    const requests = Array.from({ length: 6 }, (_none, index) =>
      purchase({ amountMinor: 100 + index, pinBlock: index === 3 ? Buffer.alloc(0) : purchase().pinBlock }),
    );
    const frames = requests.map((request) => framed(request, header, terminal));
    for (const byte of frames[0] ?? []) {
      peer.write(Buffer.of(byte));
      await turn();
    }
    const keepAlive = Buffer.alloc(header.bytes);
    header.write(keepAlive, 0, 0);
    peer.write(Buffer.concat([keepAlive, ...frames.slice(1, 4), keepAlive, (frames[4] ?? keepAlive).subarray(0, 20)]));
    await turn();
    peer.write(Buffer.concat([(frames[4] ?? keepAlive).subarray(20), frames[5] ?? keepAlive]));
    const expected = requests.map(({ stan }, index) => `${stan} ${index === 3 ? 'pinRequired' : 'approved'}`).sort();
    expect(outcomes(await peer.received(6))).toEqual(expected);
  });

  test('answers are read whole wherever the stream is cut', async () => {
    const peer = await dial(dialect);
    const chunks: Buffer[] = [];
    peer.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    const requests = [purchase(), purchase({ type: 'balanceInquiry', amountMinor: 0 }), purchase({ terminalCountry: 752 })];
    peer.write(Buffer.concat(requests.map((request) => framed(request, header, terminal))));
    const whole = outcomes(await peer.received(3));
    const bytes = Buffer.concat(chunks);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = new FrameReader(header);
      const heard: Response[] = [];
      const take = (frame: Buffer): boolean => {
        const decoded = terminal.decodeResponse(frame);
        if (decoded.kind === 'message') heard.push(decoded.message);
        return true;
      };
      reader.push(bytes.subarray(0, cut), take);
      reader.push(bytes.subarray(cut), take);
      expect(reader.pendingBytes).toBe(0);
      expect(outcomes(heard)).toEqual(whole);
    }
  });

  test('a malformed message is answered and the connection goes on; an unreadable one ends it', async () => {
    const peer = await dial(dialect);
    const bad = terminal.encodeRequest(purchase({ track2: '9578990000000013=28112011000012300' }));
    const frame = Buffer.alloc(header.bytes + bad.length);
    header.write(frame, bad.length, 0);
    bad.copy(frame, header.bytes);
    peer.write(frame);
    expect((await peer.received(1))[0]).toMatchObject({ outcome: 'formatError', reason: expect.stringContaining('differ') });
    expect((await peer.ask(purchase())).outcome).toBe('approved');
    const noise = Buffer.alloc(header.bytes + 40, 0xee);
    header.write(noise, 40, 0);
    peer.write(noise);
    await peer.closed;
    expect(peer.responses).toHaveLength(2);
  });
});
