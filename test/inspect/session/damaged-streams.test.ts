/** Streams found by the property of session.fc.test.ts: a parse that begins within another message. */
import { expect, test } from 'vitest';
import { inputChunk } from '../../../src/inspect/input/input-chunk.ts';
import { Session } from '../../../src/inspect/session/session.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { DIALECTS, NO_READ_OPTIONS, NOW_MS, packed, requestElements, responseElements, secretsIn } from '../support/messages.ts';

function shown(bytes: Buffer, isStream: boolean): string {
  const session = new Session('input', { readOptions: NO_READ_OPTIONS, dialects: DIALECTS, nearMs: NOW_MS });
  const chunk = inputChunk(bytes, 'a → b');
  const chunks = [isStream ? { ...chunk, isStream, marks: [{ offset: 0, packet: 1, timeMs: Number.NaN }] } : chunk];
  return [...session.examined(chunks)].map(({ examined }) => examinedText(examined, { color: false, full: true })).join('\n');
}

const NAME = '1987-ebcdic';
const FRAMES = [requestElements(NAME), responseElements(NAME), requestElements(NAME)].map((elements) =>
  encodeFrame(headerKind('2b', false), packed(NAME, elements)),
);
const WHOLE = Buffer.concat(FRAMES);

test.each([
  ['three zeros behind the header', Buffer.concat([WHOLE.subarray(0, 2), Buffer.alloc(3), WHOLE.subarray(2)]), true],
  ['four bytes lost within the second message', Buffer.concat([WHOLE.subarray(0, 501), WHOLE.subarray(505)]), false],
])('%s: chip data is not taken for a bitmap and an amount', (_what, bytes, isStream) => {
  const output = shown(bytes, isStream);
  expect(output).toMatch(/bytes: (?:BROKEN|in order)/);
  expect(secretsIn(output)).toEqual([]);
});
