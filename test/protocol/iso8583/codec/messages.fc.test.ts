/** Whatever our terminals send is read as it was meant, in every dialect, and written again it is the same bytes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIsoCodec } from '../../../../src/protocol/iso8583/codec/codec.ts';
import { compileDialect } from '../../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect, ElementSpec } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect, readDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../../../../src/protocol/iso8583/elements/message-elements.ts';
import type { Request } from '../../../../src/protocol/message.ts';
import { runs } from '../../../support/property-settings.ts';
import { anyNetwork, anyTransaction, asReadBack, NOW_MS } from './any-request.ts';

/** More than usual: a message has forty fields. */
const RUNS = runs(200);

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = loadDialect(name);
  const layout = compileDialect(dialect);
  const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
  /** A host has its own codec: it knows nothing of what the terminal's has learnt. */
  const host = createIsoCodec(dialect, { nowMs: () => NOW_MS });

  function readBack(frame: Buffer): Request {
    const decoded = host.decodeRequest(Buffer.from(frame));
    if (decoded.kind !== 'message') throw new Error(`Read as ${decoded.kind}: ${'reason' in decoded ? decoded.reason : ''}`);
    return { ...decoded.message, context: undefined };
  }

  test('transactions', () => {
    fc.assert(
      fc.property(anyTransaction, (request) => {
        const frame = codec.encodeRequest(request);
        expect(unpack(layout, frame).problem).toBeUndefined();
        const read = readBack(frame);
        expect(read).toEqual(asReadBack(request, dialect));
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

const DIGIT_ENCODINGS = ['ascii', 'latin1', 'ebcdic', 'bcdLeft', 'bcdRight', 'bcdRightF'] as const;
const BINARY_ENCODINGS = ['raw', 'hex', 'ebcdicHex'] as const;
/** Where nothing else tells how long a value is, so that each way to count must. */
const COUNTED = ['48', '54', '55'];

/** What a user may write: any encoding of each kind of element, beside any other, and any way to say a length. */
const userDialects: fc.Arbitrary<Dialect> = fc
  .record({
    base: fc.constantFrom(...DIALECT_NAMES),
    mti: fc.constantFrom('ascii', 'ebcdic', 'bcdLeft'),
    bitmap: fc.constantFrom(...BINARY_ENCODINGS),
    digits: fc.constantFrom(...DIGIT_ENCODINGS),
    track: fc.constantFrom(...DIGIT_ENCODINGS),
    binary: fc.constantFrom(...BINARY_ENCODINGS),
    text: fc.constantFrom('ascii', 'latin1', 'ebcdic'),
    length: fc.constantFrom('ascii', 'ebcdic', 'bcd', 'binary2'),
    tpdu: fc.boolean(),
    counts: fc.constantFrom('units', 'bytes', 'nibbles'),
  } as const)
  .map(({ base, counts, ...encodings }) => {
    const { name: _name, about: _about, ...dialect } = loadDialect(base);
    const plain = Object.entries(dialect.elements).map(([number, { encoding: _encoding, length: _length, ...spec }]) => {
      const element: ElementSpec = COUNTED.includes(number) ? { ...spec, counts, length: 'binary2' } : spec;
      return [number, element];
    });
    const odd = { $schema: '', name: 'odd', about: 'Of a user.', ...dialect, ...encodings, elements: Object.fromEntries(plain) };
    return readDialect(odd, 'odd.json');
  });

test('transactions over dialects of users', () => {
  fc.assert(
    fc.property(userDialects, fc.array(anyTransaction, { minLength: 1, maxLength: 4 }), (dialect, requests) => {
      const codec = createIsoCodec(dialect, { nowMs: () => NOW_MS });
      for (const request of requests) {
        const frame = codec.encodeRequest(request);
        const decoded = codec.decodeRequest(Buffer.from(frame));
        if (decoded.kind !== 'message') throw new Error(`Read as ${decoded.kind}: ${'reason' in decoded ? decoded.reason : ''}`);
        expect({ ...decoded.message, context: undefined }).toEqual(asReadBack(request, dialect));
        expect(codec.encodeRequest(decoded.message)).toEqual(frame);
      }
    }),
  );
});
