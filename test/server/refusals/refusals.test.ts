/** Every way in which the server ends a connection or refuses a message: its line, its count, and what goes on. */
import { readFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { CONNECTION_END_ROWS, REFUSED_MESSAGE_ROWS } from '../../../src/authorizer/connections/reasons.ts';
import { encodeFrame, HEADER_4B, headerKind } from '../../../src/protocol/framing/frame.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import type { NetworkRequest } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { LISTENER_LINES_MAX, PEER_LINES_MAX } from '../../../src/server/refusals/line-limit.ts';
import { NOW_MS, PAN, purchase } from '../../authorizer/fixture.ts';
import { Peer } from '../../authorizer/peer.ts';
import type { TestApp } from '../app-fixture.ts';
import { dial, linesOf, portOf, start, stopAll } from './refusal-fixture.ts';

afterEach(stopAll);

const ECHO: NetworkRequest = {
  class: 'networkManagement',
  repeat: false,
  function: 'echo',
  stan: 7,
  transmissionTimeMs: NOW_MS,
  terminalId: 'T1',
  acquirerId: '',
  macCheck: '',
  context: undefined,
};
const TWO = headerKind('2b', false);

async function metric({ http }: TestApp, name: string): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1) ?? 0,
  );
}

const ended = (end: string): string => `aksept_connections_ended_total{end="${end}"}`;

/** Waits for the line, which may come after the socket has closed. */
async function oneLine(server: TestApp): Promise<{ readonly reason: unknown; readonly text: string }> {
  await expect.poll(() => linesOf(server).length, { timeout: 10_000 }).toBe(1);
  const [line] = linesOf(server);
  return { reason: line?.fields['reason'], text: line?.text ?? '' };
}

describe('a connection that the server ends', () => {
  test('the peer closes within a frame', async () => {
    const server = await start();
    const peer = await dial(server.app.ports.protobuf);
    peer.socket.end(encodeFrame(HEADER_4B, protobufCodec.encodeRequest(ECHO)).subarray(0, 10));
    expect(await oneLine(server)).toEqual({
      reason: 'cutFrame',
      text: expect.stringMatching(
        /^Connection ended: Only 6 of the \d+ bytes that a frame claims had come when the peer closed the connection\. Check that/,
      ),
    });
    expect(await metric(server, ended('cutFrame'))).toBe(1);
  });

  test('a peer that closes between frames, or is stopped by the server, has no line', async () => {
    const server = await start();
    const [gone, stopped] = [await dial(server.app.ports.protobuf), await dial(server.app.ports.protobuf)];
    await gone.ask(ECHO);
    gone.socket.end();
    await gone.closed;
    await server.app.stop();
    await stopped.closed;
    expect(linesOf(server)).toEqual([]);
  });

  test('nothing comes for too long', async () => {
    const server = await start({ idleTimeoutMs: 60 });
    await (await dial(server.app.ports.protobuf)).closed;
    expect(await oneLine(server)).toEqual({
      reason: 'idle',
      text: 'Connection ended: No byte came for 60 ms, and no request was in flight. Send an echo, or a frame of length 0, before that; or raise idleTimeoutMs.',
    });
    expect(await metric(server, ended('idle'))).toBe(1);
  });

  test('one connection too many', async () => {
    const server = await start({ connectionsMax: 1 });
    const good = await dial(server.app.ports.protobuf);
    await good.ask(ECHO);
    await (await dial(server.app.ports.protobuf)).closed;
    expect(await oneLine(server)).toEqual({
      reason: 'tooMany',
      text: 'Connection refused: 1 connection is open, which is connectionsMax. Close connections that are not used, or raise connectionsMax.',
    });
    expect(linesOf(server)[0]?.fields['peer']).toBe('127.0.0.1:p');
    expect((await good.ask(ECHO)).outcome).toBe('approved');
  });

  test('answers are not read', async () => {
    const server = await start({ unreadBytesMax: 65_536, notReadingTimeoutMs: 100, inFlightMax: 64, halfFrameTimeoutMs: 60_000 });
    const peer = await dial(server.app.ports.protobuf);
    peer.socket.pause();
    const flood = Buffer.concat(Array.from({ length: 2_000 }, () => encodeFrame(HEADER_4B, protobufCodec.encodeRequest(ECHO))));
    const pour = (): void => {
      while (!peer.socket.destroyed && peer.socket.write(flood));
    };
    peer.socket.on('drain', pour);
    pour();
    expect(await oneLine(server)).toEqual({
      reason: 'notReading',
      text: 'Connection ended: More than 65536 bytes of answers were not read for 100 ms. The peer must read its answers; or raise unreadBytesMax or notReadingTimeoutMs.',
    });
  });
});

describe('a message that is refused', () => {
  test('protobuf without a terminal is answered 30, and the log says who and why', async () => {
    const server = await start();
    const peer = await dial(server.app.ports.protobuf);
    expect((await peer.ask(purchase({ terminalId: '' }))).outcome).toBe('formatError');
    expect(await oneLine(server)).toEqual({
      reason: 'malformed',
      text: 'Message answered 30: The terminal id (DE41) must be given. Correct the message.',
    });
  });

  test('a network message without a time', async () => {
    const server = await start();
    expect((await (await dial(server.app.ports.protobuf)).ask({ ...ECHO, transmissionTimeMs: 0 })).outcome).toBe('formatError');
    expect((await oneLine(server)).text).toContain('of a network management message is missing or not valid.');
  });
});

test('as many requests in flight as may be: reading pauses, which is told once, and nothing is lost', async () => {
  const server = await start({ inFlightMax: 1, faults: [{ name: 'slow', do: { delay: 20 } }] as unknown as string });
  const peer = await dial(server.app.ports.protobuf);
  peer.write(Buffer.concat([1, 2, 3].map(() => encodeFrame(HEADER_4B, protobufCodec.encodeRequest(ECHO)))));
  await peer.received(3);
  expect(await oneLine(server)).toEqual({
    reason: 'inFlightMax',
    text: 'Reading paused: 1 request waits for its answer; the next ones are read when answers have left. Use more connections, or raise inFlightMax.',
  });
});

describe('what no host answers is ignored, and the request behind it is answered', () => {
  const dialect87 = loadDialect('1987-ascii');
  const message = (mti: string, dialect = dialect87): Buffer =>
    encodeFrame(
      TWO,
      pack(
        compileDialect(dialect),
        new Map([
          [0, mti],
          [7, '1123120000'],
          [11, '000007'],
        ] as const),
      ),
    );
  const codec = createIsoCodec(dialect87, { nowMs: () => NOW_MS });

  test.each(['0810', '0210', '0430', '1814', '0230', '1210', '1644', '0850'])('MTI %s', async (mti) => {
    const server = await start({ iso8583: '0:1987-ascii' });
    const peer = await Peer.connect(portOf(server, '1987-ascii'), TWO, codec);
    peer.write(Buffer.concat([message(mti), message(mti), encodeFrame(TWO, codec.encodeRequest(ECHO))]));
    expect((await peer.received(1))[0]).toMatchObject({ class: 'networkManagement', outcome: 'approved', stan: 7 });
    peer.end();
    const kind = mti === '1644' ? 'notification' : 'response';
    expect(await oneLine(server)).toEqual({
      reason: 'notForHost',
      text: `Message ignored: The message: MTI ${mti} is a ${kind}, which a host does not answer. Send requests and advices only; more such messages of this connection are counted, not logged.`,
    });
    expect(await metric(server, 'aksept_refused_frames_total{reason="notForHost"}')).toBe(2);
  });

  test('a whole message without a STAN', async () => {
    const server = await start({ iso8583: '0:1987-ascii' });
    const peer = await Peer.connect(portOf(server, '1987-ascii'), TWO, codec);
    const noStan = encodeFrame(
      TWO,
      pack(
        compileDialect(dialect87),
        new Map([
          [0, '0800'],
          [70, '301'],
        ] as const),
      ),
    );
    peer.write(Buffer.concat([noStan, encodeFrame(TWO, codec.encodeRequest(ECHO))]));
    expect((await peer.received(1))[0]).toMatchObject({ outcome: 'approved' });
    peer.end();
    expect((await oneLine(server)).reason).toBe('notForHost');
  });

  test('a TPDU and nothing behind it keeps the connection alive', async () => {
    const server = await start({ iso8583: '0:1987-ascii+tpdu' });
    const withTpdu = createIsoCodec({ ...dialect87, tpdu: true }, { nowMs: () => NOW_MS });
    const peer = await Peer.connect(portOf(server, '1987-ascii'), TWO, withTpdu);
    peer.write(Buffer.from('00056000010002', 'hex'));
    expect((await peer.ask(ECHO)).outcome).toBe('approved');
    peer.end();
    expect(linesOf(server)).toEqual([]);
  });

  test('an envelope of a response', async () => {
    const server = await start();
    const peer = await dial(server.app.ports.protobuf);
    const response = await peer.ask(ECHO);
    peer.write(Buffer.concat([response, response].map((one) => encodeFrame(HEADER_4B, protobufCodec.encodeResponse(one)))));
    expect((await peer.ask(ECHO)).outcome).toBe('approved');
    expect((await oneLine(server)).text).toMatch(/^Message ignored: The envelope holds no request: /);
    expect(await metric(server, 'aksept_refused_frames_total{reason="notForHost"}')).toBe(2);
  });
});

describe('the lines are limited', () => {
  test('100 bad connections in a burst: a few lines, and the count of the others', async () => {
    const server = await start({ iso8583: '0:1987-ascii+4a' });
    const port = portOf(server, '1987-ascii+4a');
    const bad = await Promise.all(Array.from({ length: 100 }, () => dial(port)));
    for (const peer of bad) peer.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    await Promise.all(bad.map(({ closed }) => closed));
    while ((await metric(server, ended('badHeader'))) < 100) await turn();
    expect(linesOf(server)).toHaveLength(PEER_LINES_MAX);
    await server.app.stop();
    const told = linesOf(server);
    expect(told).toHaveLength(PEER_LINES_MAX + 1);
    expect(told.at(-1)).toEqual({
      level: 'warn',
      fields: { listener: 'P:1987-ascii+4a', suppressed: 100 - PEER_LINES_MAX },
      text: `${100 - PEER_LINES_MAX} more ended connections or refused messages of the last 10 s were not logged (badHeader ${100 - PEER_LINES_MAX}); /metrics counts all.`,
    });
    expect(LISTENER_LINES_MAX).toBeGreaterThan(PEER_LINES_MAX);
  });
});

test('no card data: the middle of a card number is hidden, also in what is no message', async () => {
  const server = await start({ iso8583: '0:1987-ascii+4a' });
  const peer = await dial(portOf(server, '1987-ascii+4a'));
  peer.write(Buffer.from(`;${PAN}=2811`, 'latin1'));
  await peer.closed;
  await expect.poll(() => linesOf(server).length).toBe(1);
  const received = String(linesOf(server)[0]?.fields['received']).replaceAll(' ', '');
  expect(Buffer.from(received.replaceAll('*', '2'), 'hex').toString('latin1')).not.toContain(PAN.slice(0, 7));
  expect(received).toContain('*');
});

test('docs/operating.md has every reason, with what the log says and whether it ends the connection', () => {
  const rows = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => /^\| `\w+` \| (?:ends|goes on|not logged) \|/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const expected = [
    ...CONNECTION_END_ROWS.map(({ name, event }) => [`\`${name}\``, event === '' ? 'not logged' : 'ends']),
    ...REFUSED_MESSAGE_ROWS.map(({ name }) => [`\`${name}\``, 'goes on']),
  ];
  expect(rows.map(([, name, what]) => [name, what])).toEqual(expected);
});
