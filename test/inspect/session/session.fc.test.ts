/**
 * Streams: whatever the header and the packets, the messages come out; whatever the bytes,
 * something does.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type InputChunk, inputChunk } from '../../../src/inspect/input/input-chunk.ts';
import { Session } from '../../../src/inspect/session/session.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { DIALECTS, NO_READ_OPTIONS, NOW_MS, packed, requestElements, responseElements, secretsIn } from '../support/messages.ts';

/** Two digits, and one byte, cannot say the length of such messages. */
const header = fc
  .constantFrom(...HEADER_NAMES.filter((name) => name !== '2a' && name !== '1'))
  .chain((name) => fc.boolean().map((inclusive) => ({ name, inclusive })));

function stream(bytes: Buffer): InputChunk {
  return { ...inputChunk(bytes, 'a → b'), isStream: true, marks: [{ offset: 0, packet: 1, timeMs: Number.NaN }] };
}

function session(): Session {
  return new Session('input', { readOptions: NO_READ_OPTIONS, dialects: DIALECTS, nearMs: NOW_MS });
}

test('messages behind any header come out, in any dialect, with keep-alives between', () => {
  const messages = fc.array(fc.record({ stan: fc.integer({ min: 1, max: 999_999 }), isResponse: fc.boolean(), keepAlive: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.constantFrom(...DIALECT_NAMES), header, messages, (name, { name: headerName, inclusive }, list) => {
      const kind = headerKind(headerName, inclusive);
      const frames = list.flatMap(({ stan, isResponse, keepAlive }) => {
        const elements = (isResponse ? responseElements(name) : requestElements(name)).set(11, String(stan).padStart(6, '0'));
        return [...(keepAlive ? [encodeFrame(kind, Buffer.alloc(0))] : []), encodeFrame(kind, packed(name, elements))];
      });
      const found = [...session().examined([stream(Buffer.concat(frames))])];
      expect(found.map(({ examined }) => [examined.broken, examined.attempt.dialect.name])).toEqual(list.map(() => [undefined, name]));
      const stans = found.map(({ examined }) => Number(examined.attempt.unpacked.elements.find(({ number }) => number === 11)?.text));
      expect(stans).toEqual(list.map(({ stan }) => stan));
    }),
  );
});

test('damaged streams and chunks are shown, without secrets', () => {
  const damage = fc.record({ at: fc.nat(1_500), more: fc.uint8Array({ maxLength: 12 }), less: fc.nat(20), isStream: fc.boolean() });
  fc.assert(
    fc.property(
      fc.constantFrom(...DIALECT_NAMES),
      header,
      damage,
      (name, { name: headerName, inclusive }, { at, more, less, isStream }) => {
        const kind = headerKind(headerName, inclusive);
        const frames = [requestElements(name), responseElements(name), requestElements(name)].map((elements) =>
          encodeFrame(kind, packed(name, elements)),
        );
        const whole = Buffer.concat(frames);
        const from = at % whole.length;
        const bytes = Buffer.concat([whole.subarray(0, from), more, whole.subarray(from + less)]);
        const found = [...session().examined([isStream ? stream(bytes) : inputChunk(bytes)])];
        expect(found.length).toBeGreaterThan(0);
        expect(secretsIn(found.map(({ examined }) => examinedText(examined, { color: false, full: true })).join('\n'))).toEqual([]);
      },
    ),
  );
});
