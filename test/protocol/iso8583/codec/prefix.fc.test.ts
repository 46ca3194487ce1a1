/** Bytes between TPDU and MTI: the host does not read them, and its response has them in the same place. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undecidedResponse } from '../../../../src/authorizer/respond.ts';
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import { PREFIX_BYTES_MAX } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { anyTransaction, NOW_MS } from './any-request.ts';

const TPDU_BYTES = 5;
/** The addresses have changed places. */
const swapped = (tpdu: Buffer): Buffer => Buffer.of(...[0, 3, 4, 1, 2].map((index) => tpdu[index] ?? 0));

describe.each(DIALECT_NAMES)('%s', (name) => {
  const bare = createIsoCodec({ ...loadDialect(name), tpdu: false }, { nowMs: () => NOW_MS });

  test('any prefix, with and without a TPDU', () => {
    const prefix = fc.uint8Array({ minLength: 1, maxLength: PREFIX_BYTES_MAX }).map((bytes) => Buffer.from(bytes));
    const tpdu = fc.uint8Array({ minLength: TPDU_BYTES, maxLength: TPDU_BYTES }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(anyTransaction, prefix, fc.option(tpdu), (request, bytes, address) => {
        const dialect = { ...loadDialect(name), tpdu: address !== null, prefixBytes: bytes.length };
        const host = createIsoCodec(dialect, { nowMs: () => NOW_MS });
        const head = Buffer.concat([address ?? Buffer.alloc(0), bytes]);
        const message = bare.encodeRequest(request);
        const zeros = Buffer.alloc(head.length);
        expect(host.encodeRequest(request).equals(Buffer.concat([zeros, message]))).toBe(true);

        const answerOf = (codec: typeof bare, frame: Buffer): Buffer => {
          const decoded = codec.decodeRequest(frame);
          if (decoded.kind !== 'message' || decoded.message.class === 'networkManagement') throw new Error(`It is ${decoded.kind}.`);
          return codec.encodeResponse(undecidedResponse(decoded.message, 'issuerInoperative', ''));
        };
        const answer = answerOf(host, Buffer.concat([head, message]));
        const expected = Buffer.concat([
          address === null ? Buffer.alloc(0) : swapped(address),
          bytes,
          answerOf(bare, Buffer.from(message)),
        ]);
        expect(answer.toString('hex')).toBe(expected.toString('hex'));
        expect(host.decodeResponse(answer).kind).toBe('message');
      }),
    );
  });

  test('any bytes are read as something, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.integer({ min: 1, max: PREFIX_BYTES_MAX }), (bytes, prefixBytes) => {
        const host = createIsoCodec({ ...loadDialect(name), prefixBytes }, { nowMs: () => NOW_MS });
        expect(host.decodeRequest(Buffer.from(bytes)).kind).toBeTypeOf('string');
      }),
    );
  });
});
