/** The share of pasted forms whose message is read, for each kind of form. */
import { describe, test } from 'vitest';
import { readInput } from '../../../../src/inspect/read/input.ts';
import { chunkChecks } from '../../../../src/inspect/session/chunk-checks.ts';
import { encodeFrame, headerKind } from '../../../../src/protocol/framing/frame.ts';
import { plainRequest } from '../../support/cases.ts';
import { examineOptions, packed, responseElements } from '../../support/messages.ts';
import { PASTED_FORMS } from '../../support/pasted-forms.ts';
import { expectShare, type Trial } from '../../support/shares.ts';

const checks = chunkChecks(examineOptions());
const TWO = headerKind('2b', false);

const MESSAGES: readonly (readonly [string, Buffer])[] = [
  ['short, of characters and a bitmap', encodeFrame(TWO, plainRequest())],
  ['without a header', plainRequest('000017')],
  ['BCD', encodeFrame(TWO, packed('1987-bcd'))],
  ['EBCDIC', encodeFrame(TWO, packed('1987-ebcdic', responseElements('1987-ebcdic')))],
  ['hexadecimal bitmap', encodeFrame(headerKind('4a', false), packed('1987-ascii-hex'))],
];

/** '' if exactly these bytes come out, without a fault. */
function missOf(text: string, bytes: Buffer): string {
  try {
    const { chunks, faults, kind } = readInput(Buffer.from(text), 'paste.txt', { kind: undefined, port: undefined, ...checks });
    if (faults.length > 0) return faults.join(' ');
    const found = chunks.map((chunk) => chunk.bytes.toString('hex'));
    if (found.length === 1 && found[0] === bytes.toString('hex')) return '';
    return `${found.length} as ${kind}, of ${chunks.map((chunk) => chunk.bytes.length).join('+')} bytes`;
  } catch (error) {
    return error instanceof Error ? error.message : 'no Error was thrown';
  }
}

describe('pasted forms', () => {
  test.each(Object.entries(PASTED_FORMS))('%s', (kind, forms) => {
    const trials = forms.flatMap(({ name, spell }) =>
      MESSAGES.map(([what, bytes]): Trial => ({ name: `${name}, ${what}`, miss: missOf(spell(bytes), bytes) })),
    );
    expectShare(kind, trials, 1);
  });
});
