/** Whatever form the bytes of a message are printed in, the same bytes are read back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TEXT_KINDS } from '../../../../src/inspect/read/forms/text-forms.ts';
import { readInput } from '../../../../src/inspect/read/input.ts';
import { chunkChecks } from '../../../../src/inspect/session/chunk-checks.ts';
import { encodeFrame, headerKind } from '../../../../src/protocol/framing/frame.ts';
import { DIALECT_NAMES } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { PROPERTY_SETTINGS, PROPERTY_TIMEOUT_MS, runs } from '../../../support/property-settings.ts';
import { examineOptions, packed, requestElements, responseElements } from '../../support/messages.ts';
import { SPELLINGS } from '../../support/spellings.ts';

const checks = chunkChecks(examineOptions());

const message = fc
  .record({
    dialect: fc.constantFrom(...DIALECT_NAMES),
    isResponse: fc.boolean(),
    stan: fc.integer({ min: 1, max: 999_999 }),
    amount: fc.integer({ min: 1, max: 99_999_999 }),
    mac: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    isFramed: fc.boolean(),
  })
  .map(({ dialect, isResponse, stan, amount, mac, isFramed }) => {
    const elements = isResponse ? responseElements(dialect) : requestElements(dialect);
    elements.set(11, String(stan).padStart(6, '0'));
    elements.set(4, String(amount).padStart(12, '0'));
    elements.set(64, Buffer.from(mac).toString('hex').toUpperCase());
    const bytes = packed(dialect, elements);
    return isFramed ? encodeFrame(headerKind('2b', false), bytes) : bytes;
  });

function bytesRead(text: string): readonly string[] {
  const { chunks, faults } = readInput(Buffer.from(text), 'paste.txt', { kind: undefined, port: undefined, ...checks });
  return [...chunks.map(({ bytes }) => bytes.toString('hex')), ...faults];
}

describe('a message comes back from', () => {
  test.each(SPELLINGS)('$name', { timeout: PROPERTY_TIMEOUT_MS }, ({ spell }) => {
    fc.assert(
      fc.property(message, (bytes) => {
        expect(bytesRead(spell(bytes))).toEqual([bytes.toString('hex')]);
      }),
      { numRuns: runs(20), ...PROPERTY_SETTINGS },
    );
  });
});

test('every kind of text has a spelling, except fields', () => {
  expect([...new Set(SPELLINGS.map(({ kind }) => kind)), 'fields'].sort()).toEqual([...TEXT_KINDS].sort());
});
