/**
 * Long texts of one trigger each: a pattern that backtracks badly would not end within the time
 * limit of the test. Random text gives no message in order.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../../src/inspect/input/notes.ts';
import { readInput } from '../../../../src/inspect/read/input.ts';
import { chunkChecks } from '../../../../src/inspect/session/chunk-checks.ts';
import { PROPERTY_SETTINGS, PROPERTY_TIMEOUT_MS, runs } from '../../../support/property-settings.ts';
import { examineOptions } from '../../support/messages.ts';

const LENGTH = 300_000;
const HANG_MS = 120_000;
const checks = chunkChecks(examineOptions());

/** Messages in order that a text gives; refused texts give none. */
function wholeMessages(text: string): number {
  try {
    const { chunks, fields } = readInput(Buffer.from(text), 'paste.txt', { kind: undefined, port: undefined, ...checks });
    return chunks.filter(checks.isWhole).length + fields.length;
  } catch (error) {
    if (error instanceof InputError) return 0;
    throw error;
  }
}

const TRIGGERS = [
  ...['"', "'", '\\', '\\x', '\\x3', '\\0', '"""', "'''", '"\\"', '"a"+', 'b"a"', "X'"],
  ...['[', '{', '(', '<', '<<', '[/*', '/*', '//', '[[1,', '1,', '-1,', '(byte)', "'0',", '0x', '0x0 ', '...'],
  ...['<isomsg', '<isomsg ', '<isomsg a="', "<field a='", '<!--', '<![CDATA[', '&#x', '<Buffer ', '<Buffer 00 '],
  ...['A', 'A=', 'ADEw', 'a-', '+', '='],
  ...['0', '00 ', '0 ', ' ', '\t', '\r', '*\n', '#', '|', '|0', '0000  30 ', '0000:', '30 3G ', '3G ', `${'f'.repeat(40)} `, '.'],
  ...['{"', '{"a":', '}', ']', ':', 'data: !!binary', ' data: !!binary |\n  A'],
  ...['2026-11-29 09:29:43 ', '2026-', '09:29:43 ', '~', 'é'],
];

describe(`${LENGTH} characters of`, () => {
  test.each(TRIGGERS)('%j', { timeout: HANG_MS }, (trigger) => {
    expect(wholeMessages(trigger.repeat(Math.ceil(LENGTH / trigger.length)))).toBe(0);
  });
});

test('random text gives no message in order', { timeout: PROPERTY_TIMEOUT_MS }, () => {
  const part = fc.constantFrom(...TRIGGERS, '0200', '0800', 'b', '\n', ', ', '<field id="0" value="', '"0":"');
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(part, { maxLength: 80 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (found) => {
      expect(wholeMessages(found)).toBe(0);
    }),
    { numRuns: runs(400), ...PROPERTY_SETTINGS },
  );
});
