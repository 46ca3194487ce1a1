/** Whatever our terminals send is read as it was meant, in every dialect, and written again it is the same bytes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect-file.ts';
import { unpack } from '../../../src/protocol/iso8583/elements.ts';
import { compileDialect } from '../../../src/protocol/iso8583/layout.ts';
import type { Request } from '../../../src/protocol/message.ts';
import { anyNetwork, anyTransaction, asReadBack, NOW_MS } from './any-request.ts';

/** More than usual: a message has forty fields. */
const RUNS = Number(process.env['FC_RUNS'] ?? 400);

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = loadDialect(name);
  const layout = compileDialect(dialect);
  const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
  /** A host has its own codec: it knows nothing of what the terminal's has learnt. */
  const host = createIsoCodec(dialect, { nowMs: () => NOW_MS });

  function readBack(frame: Buffer): Request {
    const decoded = host.decodeRequest(Buffer.from(frame));
    if (decoded.kind !== 'message') throw new Error(`Read as ${decoded.kind}: ${'reason' in decoded ? decoded.reason : ''}`);
    return { ...decoded.message, wire: undefined };
  }

  test('transactions', () => {
    fc.assert(
      fc.property(anyTransaction, (request) => {
        const frame = codec.encodeRequest(request);
        expect(unpack(layout, frame).problem).toBeUndefined();
        const read = readBack(frame);
        expect(read).toEqual(asReadBack(request, dialect.track.startsWith('bcd')));
        expect(codec.encodeRequest(read)).toEqual(frame);
      }),
      { numRuns: RUNS },
    );
  });

  test('network messages', () => {
    fc.assert(
      fc.property(anyNetwork, (request) => {
        const frame = codec.encodeRequest(request);
        expect(readBack(frame)).toEqual(request);
        expect(codec.encodeRequest(readBack(frame))).toEqual(frame);
      }),
    );
  });
});
