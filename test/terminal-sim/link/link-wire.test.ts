/**
 * Links over other wires than protobuf: headers of every kind, times in whole seconds, a codec that
 * sees nothing but frames.
 */

import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { SECOND_MS } from '../../../src/config/duration.ts';
import type { Codec } from '../../../src/protocol/codec.ts';
import { encodeFrame, HEADER_4B, type HeaderKind, headerKind } from '../../../src/protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import type { TransactionRequest } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { Cardholder } from '../../../src/terminal-sim/cardholder.ts';
import { systemClock } from '../../../src/terminal-sim/clock.ts';
import { Link } from '../../../src/terminal-sim/link/link.ts';
import { answer, shopTerminal, simulatedCard, terminalContext } from '../support/sim-fixtures.ts';
import { askAmount, startTransactionHost } from '../support/transaction-host.ts';

const inWholeSeconds = (ms: number): number => Math.floor(ms / SECOND_MS) * SECOND_MS;

/** Loses the milliseconds both ways, as DE7 does. */
const SECONDS: Codec = {
  ...protobufCodec,
  name: 'seconds',
  timeUnitMs: SECOND_MS,
  encodeRequest: (request) => protobufCodec.encodeRequest({ ...request, transmissionTimeMs: inWholeSeconds(request.transmissionTimeMs) }),
};

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.close();
});

/** Answers every request with what `replies` gives. */
async function startHost(header: HeaderKind, replies: (request: TransactionRequest, socket: Socket) => readonly Buffer[]): Promise<number> {
  const host = await startTransactionHost(header, (request, socket) => {
    const bytes = Buffer.concat(replies(request, socket));
    if (!socket.destroyed) socket.write(bytes);
  });
  opened.push(host);
  return host.port;
}

async function linkTo(port: number, codec: Codec, header: HeaderKind): Promise<Link> {
  const link = new Link({ target: { host: '127.0.0.1', port }, codec, header, clock: systemClock, timeoutMs: 5_000 });
  opened.push(link);
  expect(await link.open()).toBeUndefined();
  return link;
}

const terminal = shopTerminal(terminalContext(systemClock));
const holder = new Cardholder(simulatedCard(1));
const purchase = (amountMinor: number): TransactionRequest => ({
  ...terminal.messages.request(holder, 'purchase', amountMinor),
  transmissionTimeMs: 61_999,
});
const KINDS = HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]);

test.each(KINDS.filter(({ lengthMax }) => lengthMax > 99))('header $name', async (header) => {
  const replyTo = (request: TransactionRequest): Buffer => encodeFrame(header, protobufCodec.encodeResponse(answer(request, 'approved')));
  const port = await startHost(header, (request) => [encodeFrame(header, Buffer.alloc(0)), replyTo(request)]);
  const link = await linkTo(port, protobufCodec, header);
  expect(await Promise.all([1, 2, 3].map((amount) => askAmount(link, purchase(amount))))).toEqual([1, 2, 3]);
  expect(link.errors).toMatchObject({ strayAnswers: 0, unreadableAnswers: 0 });
});

describe('a wire that tells whole seconds', () => {
  const reply = (request: TransactionRequest, laterMs: number): Buffer =>
    encodeFrame(
      HEADER_4B,
      protobufCodec.encodeResponse({ ...answer(request, 'approved'), transmissionTimeMs: request.transmissionTimeMs + laterMs }),
    );

  test('an answer of the same second is the answer', async () => {
    const port = await startHost(HEADER_4B, (request) => [reply(request, 0)]);
    const link = await linkTo(port, SECONDS, HEADER_4B);
    expect(await askAmount(link, purchase(7))).toBe(7);
    expect(link.errors.strayAnswers).toBe(0);
  });

  test.each([-SECOND_MS, SECOND_MS])('an answer of another second (%i ms) is not', async (laterMs) => {
    const port = await startHost(HEADER_4B, (request) => [reply(request, laterMs), reply(request, 0)]);
    const link = await linkTo(port, SECONDS, HEADER_4B);
    expect(await askAmount(link, purchase(7))).toBe(7);
    expect(link.errors.strayAnswers).toBe(1);
  });

  test('with milliseconds the same answer would be a stray one', async () => {
    const port = await startHost(HEADER_4B, (request) => [reply(request, -999), reply(request, 0)]);
    const link = await linkTo(port, protobufCodec, HEADER_4B);
    expect(await askAmount(link, purchase(7))).toBe(7);
    expect(link.errors.strayAnswers).toBe(1);
  });
});

test('what begins with no header of this kind is unreadable, once, and says what to check', async () => {
  const header = headerKind('4a', false);
  const port = await startHost(header, () => [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(3))]);
  const link = await linkTo(port, protobufCodec, header);
  expect(await askAmount(link, purchase(1))).toBe('connectionLost');
  expect(link.errors.unreadableAnswers).toBe(1);
  expect(link.errors.firstSentence).toMatch(
    /^The host sent what cannot be read \(A frame does not begin with a 4-digit ASCII header; .*--codec/,
  );
});

test('unreadable frames of one packet are one trouble', async () => {
  const port = await startHost(HEADER_4B, () => [Buffer.concat(['x', 'y', 'z'].map((text) => encodeFrame(HEADER_4B, Buffer.from(text))))]);
  const link = await linkTo(port, protobufCodec, HEADER_4B);
  expect(await askAmount(link, purchase(1))).toBe('connectionLost');
  expect(link.errors.unreadableAnswers).toBe(1);
});

test('a message that its header cannot say is not sent, and is told so', async () => {
  const header = headerKind('2a', true);
  const port = await startHost(header, () => []);
  const link = await linkTo(port, protobufCodec, header);
  const request = purchase(1);
  expect(await askAmount(link, { ...request, merchantName: 'M'.repeat(99) })).toBe('notEncodable');
  expect(link.inFlight).toBe(0);
  expect(link.errors.firstSentence).toBe(
    'A message is longer than the 97 bytes that a 2-digit ASCII header that counts itself can say; choose another header.',
  );
});

test('a request that its dialect has no room for is not sent, and is told so', async () => {
  const sentence = 'DE41: at most 4 characters fit.';
  const tight: Codec = {
    ...protobufCodec,
    encodeRequest: () => {
      throw new RangeError(sentence);
    },
  };
  const link = await linkTo(await startHost(HEADER_4B, () => []), tight, HEADER_4B);
  expect(await askAmount(link, purchase(1))).toBe('notEncodable');
  expect(link.inFlight).toBe(0);
  expect(link.errors.firstSentence).toBe(sentence);
});

test('a host that hangs up unheard may speak something else; one that has answered has other reasons', async () => {
  const header = HEADER_4B;
  const port = await startHost(header, (request, socket) => {
    if (request.amountMinor > 1) socket.destroy();
    return request.amountMinor > 1 ? [] : [encodeFrame(header, protobufCodec.encodeResponse(answer(request, 'approved')))];
  });
  const unheard = await linkTo(port, protobufCodec, header);
  expect(await askAmount(unheard, purchase(2))).toBe('connectionLost');
  const closed = `The host 127.0.0.1:${port} closed the connection`;
  expect(unheard.errors.firstSentence).toBe(`${closed} without an answer; check that --codec is what the port speaks.`);
  const reply = await linkTo(port, protobufCodec, header);
  expect(await askAmount(reply, purchase(1))).toBe(1);
  expect(await askAmount(reply, purchase(3))).toBe('connectionLost');
  expect(reply.errors.firstSentence).toBe(`${closed}.`);
});
