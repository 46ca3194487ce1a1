/**
 * No card number, PIN block or track in any output, however a message is damaged and however it is
 * read.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/inspect/diagnose/best-attempt.ts';
import { type Examined, examine } from '../../../src/inspect/diagnose/examine.ts';
import { HEADER_KINDS } from '../../../src/inspect/read/prefix.ts';
import { examinedJson } from '../../../src/inspect/show/json.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { examineOptions, packed, requestElements, responseElements, secretsIn } from '../support/messages.ts';

function outputsOf(result: Examined): string {
  const options = { color: false, full: true };
  return `${examinedText(result, options)}\n${examinedText(result, { ...options, full: false })}\n${JSON.stringify(examinedJson(result))}`;
}

/** By names, so that a counterexample can be read. */
const readOptions = fc.record({
  dialect: fc.option(fc.constantFrom(...DIALECT_NAMES), { nil: undefined }),
  header: fc.constantFrom(undefined, 'none', '2b', '4b', '4a'),
  tpdu: fc.constantFrom(undefined, true, false),
});

function mannerOf({
  dialect,
  header,
  tpdu,
}: {
  dialect: string | undefined;
  header: string | undefined;
  tpdu: boolean | undefined;
}): ReadOptions {
  const kind = HEADER_KINDS.find(({ name }) => name === header);
  return { dialect: dialect === undefined ? undefined : loadDialect(dialect), header: header === 'none' ? header : kind, tpdu };
}

/** Of `at` and `by`, two numbers, so that a counterexample can be read. */
const DAMAGES: Readonly<Record<string, (bytes: Buffer, at: number, by: number) => Buffer>> = {
  cutEnd: (bytes, at) => bytes.subarray(0, at),
  cutFront: (bytes, _at, by) => bytes.subarray((by % 12) + 1),
  drop: (bytes, at, by) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + (by % 4))]),
  insert: (bytes, at, by) => Buffer.concat([bytes.subarray(0, at), Buffer.alloc((by % 6) + 1, by), bytes.subarray(at)]),
  change: (bytes, at, by) => Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ by : byte))),
  /** A bit of the bitmap, wherever it stands. */
  bitmap: (bytes, at, by) => Buffer.from(bytes.map((byte, index) => (index === 2 + (at % 15) ? byte ^ (1 << (by % 8)) : byte))),
  utf8: (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8'),
  hex: (bytes) => Buffer.from(bytes.toString('hex').toUpperCase()),
  framed: (bytes) => encodeFrame(headerKind('2b', false), bytes),
};
const damage = fc.record({ kind: fc.constantFrom(...Object.keys(DAMAGES)), at: fc.nat(400), by: fc.nat(255) });

const message = fc.record({
  name: fc.constantFrom(...DIALECT_NAMES),
  isResponse: fc.boolean(),
  dropped: fc.subarray([2, 35, 52, 55, 48, 14, 3]),
});

test('no secret in text or JSON', () => {
  fc.assert(
    fc.property(message, fc.array(damage, { maxLength: 2 }), readOptions, ({ name, isResponse, dropped }, damages, how) => {
      const elements = isResponse ? responseElements(name) : requestElements(name);
      for (const number of dropped) elements.delete(number);
      const bytes = damages.reduce((whole, { kind, at, by }) => DAMAGES[kind]?.(whole, at, by) ?? whole, packed(name, elements));
      expect(secretsIn(outputsOf(examine(bytes, examineOptions(mannerOf(how)))))).toEqual([]);
    }),
  );
});

/** Once found by the property above. */
test.each([
  ['a card number cut behind a wrong length', '1200523425c128e19601179578991234567892'],
  ['a damaged card number behind a bitmap that is read otherwise', '1200523425c128e196011091789912345678920000001250'],
  ['a track whose card number is cut', Buffer.from('0200956=28112011234567890').toString('hex')],
])('%s is not shown', (_what, hex) => {
  expect(
    secretsIn(outputsOf(examine(Buffer.from(hex, 'hex'), examineOptions({ header: HEADER_KINDS.find(({ name }) => name === '4a') })))),
  ).toEqual([]);
});

test('random bytes are examined, whatever they are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), readOptions, (bytes, how) => {
      expect(outputsOf(examine(Buffer.from(bytes), examineOptions(mannerOf(how))))).toContain('bytes');
    }),
  );
});
