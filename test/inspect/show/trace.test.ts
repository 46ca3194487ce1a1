import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/inspect/input/notes.ts';
import { readTrace } from '../../../src/inspect/read/trace-lines.ts';
import { fieldRows } from '../../../src/inspect/show/trace-fields.ts';
import { traceLineJson, traceLineText } from '../../../src/inspect/show/trace-text.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { NEW_PIN_BLOCK, PAN, PIN_BLOCK, packed, secretsIn, TRACK2 } from '../support/messages.ts';

const DIALECT = loadDialect('1987-ascii');
const REQUEST = {
  class: 'financial',
  type: 'purchase',
  stan: 123,
  amountMinor: 25_000,
  currency: 578,
  pan: PAN,
  track2: TRACK2,
  pinBlock: PIN_BLOCK,
  newPinBlock: { type: 'Buffer', data: [...Buffer.from(NEW_PIN_BLOCK, 'hex')] },
  chipData: `5A08${PAN}9F1A020578`,
  terminalId: 'SHELL001',
  transmissionTimeMs: 1_795_608_000_000,
  note: `card ${PAN}`,
  more: { deep: [{ pan: PAN, pin: '1234' }] },
  empty: '',
};
const LINE = {
  sequence: 7,
  timeMs: 1_795_608_000_000,
  dialect: '1987-ascii',
  request: REQUEST,
  response: { outcome: 'approved', approvalCode: 'A1B2C3' },
  latencyMs: 3,
};

describe('lines of a trace', () => {
  test('fields with the numbers of their elements, masked', () => {
    const rows = fieldRows(REQUEST, DIALECT);
    const shown = Object.fromEntries(rows.map(({ field, element, value, meaning }) => [field, [element, value, meaning]]));
    expect(shown).toMatchObject({
      type: [3, 'purchase', ''],
      stan: [11, '123', ''],
      amountMinor: [4, '25000', '250.00 NOK'],
      pan: [2, '957899******7892', ''],
      track2: [35, '*'.repeat(TRACK2.length), ''],
      pinBlock: [52, '*'.repeat(16), ''],
      newPinBlock: [0, '8 bytes, not shown', ''],
      chipData: [55, '5A08957899******78929F1A020578', ''],
      transmissionTimeMs: [7, '1795608000000', '2026-11-25 12:00:00 UTC'],
      note: [0, 'card 957899******7892', ''],
      more: [0, 'deep: 0: pan: 957899******7892, pin: ****', ''],
    });
    expect(shown).not.toHaveProperty('empty');
  });

  test('text and JSON hold no secret', () => {
    const { lines } = readTrace(JSON.stringify(LINE), 'trace.ndjson');
    const [line] = lines;
    if (line === undefined) throw new Error('none');
    const outputs = [traceLineText(line, DIALECT, { color: false, full: true }), JSON.stringify(traceLineJson(line, DIALECT))];
    expect(secretsIn(outputs.join('\n'))).toEqual([]);
    expect(outputs[0]).toContain('line 1  2026-11-25T12:00:00.000Z\nrequest:');
    expect(outputs[0]).toMatch(/ 39 {2}outcome +approved +00: Approved\., Response code/);
  });

  test('a line as aksept records it: kind, and outcome as its dialect answers it', () => {
    const exchange = {
      kind: 'exchange',
      sequence: 12,
      atMs: 1_795_608_000_000,
      codec: '1993-bcd',
      token: '0'.repeat(32),
      request: {
        class: 'financial',
        stan: 5,
        transmissionTimeMs: 1_795_608_000_000,
        terminalId: 'SHELL001',
        pan: '957899******7892',
        pinBlock: PIN_BLOCK,
      },
      outcome: 'insufficientFunds',
      response: { balances: { ledgerMinor: 100, availableMinor: 50 } },
      decision: { event: 'purchase', pin: 0, ledgerMinor: 100 },
      latencyMs: 1.25,
    };
    const [line] = readTrace(JSON.stringify(exchange), 'trace.ndjson').lines;
    if (line === undefined) throw new Error('none');
    const text = traceLineText(line, loadDialect('1993-bcd'), { color: false, full: false });
    expect(text.split('\n')[0]).toBe('line 1  exchange 12  2026-11-25T12:00:00.000Z');
    expect(text).toMatch(/ 39 {2}outcome +insufficientFunds +116: There is no coverage for the amount\., Action code/);
    expect(text).toMatch(/ {2}2 {2}pan +957899\*{6}7892 /);
    expect(secretsIn(text)).toEqual([]);
  });

  test('messages in hexadecimal', () => {
    const hex = packed('1987-ascii').toString('hex');
    const text = ['', JSON.stringify({ hex }), JSON.stringify({ requestHex: hex, responseHex: hex.toUpperCase() })].join('\n');
    const { lines, notes } = readTrace(text, 'trace.ndjson');
    expect(
      lines.flatMap(({ chunks }) => chunks.map(({ label, direction, bytes }) => [label, direction, bytes.toString('hex') === hex])),
    ).toEqual([
      ['line 2', 'unknown', true],
      ['line 3, requestHex', 'toHost', true],
      ['line 3, responseHex', 'fromHost', true],
    ]);
    expect(notes).toEqual([]);
  });

  test.each([
    ['{"hex": "020"}', 'trace.ndjson, line 1: "hex" is no even number of hexadecimal digits; it is left out.'],
    ['{"hex": 5}', 'trace.ndjson, line 1: "hex" is no even number of hexadecimal digits; it is left out.'],
    ['{"a": 1}\n{"b": \n', 'trace.ndjson, line 2: it is no JSON object; it is left out.'],
    ['{"a": 1}\n[1]', 'trace.ndjson, line 2: it is no JSON object; it is left out.'],
  ])('%s is noted', (text, note) => {
    expect(readTrace(text, 'trace.ndjson').notes).toEqual([note]);
  });

  test('no line at all', () => {
    expect(() => readTrace('[]\n', 'trace.ndjson')).toThrow(InputError);
  });
});
