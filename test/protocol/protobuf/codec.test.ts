import protobuf from 'protobufjs/minimal.js';
import { describe, expect, it } from 'vitest';
import { ENTRY_MODES, type Request, TRANSACTION_TYPES, type TransactionClass } from '../../../src/protocol/message.ts';
import { OUTCOMES } from '../../../src/protocol/outcome.ts';
import { createProtobufCodec, protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { EMPTY_REQUEST } from '../../../src/protocol/protobuf/transaction.ts';
import { FULL_REQUEST, FULL_RESPONSE, NETWORK_REQUEST, NETWORK_RESPONSE } from '../sample-messages.ts';

const { decodeRequest, decodeResponse, encodeRequest, encodeResponse } = protobufCodec;
const CLASSES: readonly TransactionClass[] = ['authorization', 'financial', 'advice', 'reversal'];

/** An Envelope of one body. */
function envelope(field: number, body: (writer: protobuf.Writer) => protobuf.Writer): Buffer {
  return body(
    protobuf.Writer.create()
      .uint32((field << 3) | 2)
      .fork(),
  )
    .ldelim()
    .finish() as Buffer;
}

describe('protobuf codec', () => {
  it.each(CLASSES)('a %s message is the same after encoding and decoding, every field set and none', (messageClass) => {
    for (const request of [FULL_REQUEST, EMPTY_REQUEST]) {
      const message: Request = { ...request, class: messageClass };
      expect(decodeRequest(encodeRequest(message))).toEqual({ kind: 'message', message });
    }
    const message = { ...FULL_RESPONSE, class: messageClass };
    expect(decodeResponse(encodeResponse(message))).toEqual({ kind: 'message', message });
  });

  it('carries network management', () => {
    expect(decodeRequest(encodeRequest(NETWORK_REQUEST))).toEqual({ kind: 'message', message: NETWORK_REQUEST });
    expect(decodeResponse(encodeResponse(NETWORK_RESPONSE))).toEqual({ kind: 'message', message: NETWORK_RESPONSE });
  });

  it('writes transactions into memory of its own', () => {
    const message = FULL_REQUEST;
    const first = encodeRequest(message);
    const second = createProtobufCodec().encodeRequest(message);
    expect(second).toEqual(first);
    expect(second.buffer).not.toBe(first.buffer);
  });

  it('carries every outcome, type and entry mode by its own number', () => {
    for (const { name } of OUTCOMES) {
      expect(decodeResponse(encodeResponse({ ...FULL_RESPONSE, outcome: name }))).toMatchObject({ message: { outcome: name } });
    }
    for (const { name } of TRANSACTION_TYPES)
      expect(decodeRequest(encodeRequest({ ...EMPTY_REQUEST, type: name }))).toMatchObject({ message: { type: name } });
    for (const { name } of ENTRY_MODES) {
      expect(decodeRequest(encodeRequest({ ...EMPTY_REQUEST, entryMode: name }))).toMatchObject({ message: { entryMode: name } });
    }
  });

  it('reads a type number that it does not know as unknown, an unknown outcome as no approval', () => {
    expect(decodeRequest(envelope(2, (w) => w.uint32(6 << 3).int32(77)))).toMatchObject({ message: { type: 'unknown' } });
    expect(decodeResponse(envelope(10, (w) => w.uint32(10 << 3).int32(77)))).toMatchObject({ message: { outcome: 'systemMalfunction' } });
  });

  it.each([
    ['0', 0n, 0],
    ['−1', -1n, -1],
    ['2^53 − 1', 2n ** 53n - 1n, Number.MAX_SAFE_INTEGER],
    ['2^53', 2n ** 53n, Number.NaN],
    ['the most negative', -(2n ** 63n), Number.NaN],
  ])('an amount of %s', (_, amount, expected) => {
    const long = { low: Number(BigInt.asIntN(32, amount)), high: Number(BigInt.asIntN(32, amount >> 32n)), unsigned: false };
    const decoded = decodeRequest(envelope(2, (w) => w.uint32(8 << 3).int64(long as unknown as string)));
    expect(decoded).toMatchObject({ message: { amountMinor: expected } });
  });

  it('ignores fields that it does not know, in the body and in the envelope', () => {
    const body = envelope(2, (w) =>
      w
        .uint32(1 << 3)
        .uint32(5)
        .uint32((900 << 3) | 2)
        .string('new'),
    );
    expect(decodeRequest(body)).toMatchObject({ kind: 'message', message: { stan: 5 } });
    const unknownFirst = Buffer.concat([
      protobuf.Writer.create()
        .uint32((77 << 3) | 2)
        .string('x')
        .finish(),
      body,
    ]);
    expect(decodeRequest(unknownFirst)).toMatchObject({ kind: 'message', message: { stan: 5 } });
  });

  it('takes a field of the wrong wire type for one that it does not know', () => {
    expect(decodeRequest(envelope(2, (w) => w.uint32((1 << 3) | 2).string('12')))).toMatchObject({ kind: 'message', message: { stan: 0 } });
  });

  it('says what can be done with what cannot be read', () => {
    expect(decodeRequest(Buffer.alloc(0))).toEqual({ kind: 'keepAlive' });
    expect(decodeRequest(Buffer.from('GET / HTTP/1.1\r\n'))).toMatchObject({ kind: 'unreadable' });
    const broken = envelope(4, (w) =>
      w
        .uint32(1 << 3)
        .uint32(42)
        .uint32((14 << 3) | 2)
        .uint32(9_999),
    );
    expect(decodeRequest(broken)).toMatchObject({ kind: 'malformed', message: { class: 'reversal', stan: 42 } });
    const nothingReadable = envelope(4, (w) => w.uint32((14 << 3) | 2).uint32(9_999));
    expect(decodeRequest(nothingReadable)).toMatchObject({ kind: 'unreadable' });
  });

  it('ignores an envelope without a request: a response, or a body of a later release', () => {
    expect(decodeRequest(encodeResponse(FULL_RESPONSE))).toMatchObject({ kind: 'ignored' });
    expect(decodeRequest(envelope(40, (w) => w.uint32(1 << 3).uint32(42)))).toMatchObject({ kind: 'ignored' });
    const cut = encodeResponse(FULL_RESPONSE).subarray(0, 20);
    expect(decodeRequest(cut)).toMatchObject({ kind: 'unreadable' });
    // Fields that are no messages, field 0, and one beyond what a release may number.
    for (const hex of ['3032', '0200', '820a00']) expect(decodeRequest(Buffer.from(hex, 'hex'))).toMatchObject({ kind: 'unreadable' });
  });

  it('never throws: truncated at every byte', () => {
    const frame = encodeRequest(FULL_REQUEST);
    const kinds = Array.from(frame, (_, at) => decodeRequest(frame.subarray(0, at)).kind);
    expect(kinds[0]).toBe('keepAlive');
    expect(kinds.slice(1)).not.toContain('message');
    expect(kinds.filter((kind) => kind === 'malformed').length).toBeGreaterThan(frame.length - 20);
  });
});
