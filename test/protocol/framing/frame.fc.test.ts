import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FrameError } from '../../../src/protocol/errors.ts';
import { encodeFrame, FrameReader, headerKind } from '../../../src/protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../../src/protocol/iso8583/dialect/dialect.ts';

const KINDS = HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]);
const FRAME_BYTES_MAX = 400;

function piecesOf(stream: Buffer, cuts: readonly number[]): readonly Buffer[] {
  let rest = stream;
  const pieces = cuts.map((cut) => {
    const piece = rest.subarray(0, cut);
    rest = rest.subarray(cut);
    return piece;
  });
  return [...pieces, rest];
}

describe.each(KINDS)('$name', (kind) => {
  const payload = fc.uint8Array({ maxLength: Math.min(kind.lengthMax, FRAME_BYTES_MAX) });
  const cuts = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 30 });

  test('any payloads in any pieces come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 12 }), cuts, (payloads, at) => {
        const reader = new FrameReader(kind, FRAME_BYTES_MAX);
        const seen: Buffer[] = [];
        for (const piece of piecesOf(Buffer.concat(payloads.map((bytes) => encodeFrame(kind, Buffer.from(bytes)))), at)) {
          reader.push(piece, (frame) => void seen.push(frame));
        }
        expect(seen.map((frame) => frame.toString('hex'))).toEqual(payloads.map((bytes) => Buffer.from(bytes).toString('hex')));
        expect(reader.pendingBytes).toBe(0);
      }),
    );
  });

  test('any bytes in any pieces give the same frames and the same end as in one piece; never another error', () => {
    const outcome = (pieces: readonly Buffer[]): readonly string[] => {
      const reader = new FrameReader(kind, FRAME_BYTES_MAX);
      const seen: string[] = [];
      try {
        for (const piece of pieces) {
          reader.push(piece, (frame) => {
            expect(frame.length).toBeLessThanOrEqual(FRAME_BYTES_MAX);
            seen.push(frame.toString('hex'));
            return true;
          });
        }
        seen.push(`${reader.pendingBytes} bytes are left`);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        seen.push(error.code);
      }
      return seen;
    };
    const digits = fc.string({ unit: fc.constantFrom('0', '0', '0', '1', '4', '9', 'A'), maxLength: 60 }).map((text) => Buffer.from(text));
    const bytes = fc.oneof(
      digits,
      fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array)),
      fc.array(fc.constantFrom(0, 0, 0, 2, 4, 9), { maxLength: 60 }).map((array) => Buffer.from(array)),
    );
    fc.assert(
      fc.property(bytes, cuts, (stream, at) => {
        expect(outcome(piecesOf(stream, at))).toEqual(outcome([stream]));
      }),
    );
  });
});
