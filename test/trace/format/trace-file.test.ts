import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TraceError } from '../../../src/trace/format/trace-error.ts';
import { readTrace } from '../../../src/trace/format/trace-file.ts';
import { CARD, EXCHANGE, HEADER } from '../support/lines.ts';

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-trace-file-'));
  path = join(folder, 't.ndjson');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(...lines: readonly unknown[]): string {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(path, `${text.join('\n')}\n`);
  return path;
}

describe('what can be used', () => {
  test('header, cards, exchanges; empty lines and members of later releases are passed over', () => {
    const { trace, notes } = readTrace(write({ ...HEADER, colour: 'red' }, CARD, '', { ...EXCHANGE, mood: 1 }));
    expect(notes).toEqual([]);
    expect([...trace.cards.keys()]).toEqual([CARD.token]);
    expect(trace.events).toEqual([EXCHANGE]);
    expect(trace.header).not.toHaveProperty('colour');
  });

  test('a line of the size of several chunks', () => {
    const spends = Array.from({ length: 10_000 }, (_none, at) => ({
      atMs: at,
      amountMinor: 1,
      type: 'purchase',
      channel: 'pos',
      mcc: 5411,
    }));
    const { trace } = readTrace(write(HEADER, { ...CARD, spends }, EXCHANGE));
    expect(trace.cards.get(CARD.token)?.spends).toHaveLength(10_000);
  });
});

describe('what ends it: one sentence with file and line, and what came before is used', () => {
  test('cut in the middle of a line', () => {
    writeFileSync(
      path,
      `${[HEADER, CARD, EXCHANGE].map((line) => JSON.stringify(line)).join('\n')}\n${JSON.stringify(EXCHANGE).slice(0, 90)}`,
    );
    const { trace, notes } = readTrace(path);
    expect(trace.events).toEqual([EXCHANGE]);
    expect(notes).toEqual([
      `${path}:4: the file is cut in the middle of this line; what came before it (exchanges: 1) is used, the rest is left out.`,
    ]);
  });

  test.each([
    ['no JSON', '9578990000000005', 'the line is not a JSON object'],
    ['a list', [1], 'the line is not a JSON object'],
    ['a kind that is none', { ...EXCHANGE, kind: 'dance' }, 'kind must be card, exchange or office'],
    ['no kind', {}, 'kind must be card, exchange or office'],
    ['a missing field', { ...EXCHANGE, outcome: undefined }, 'outcome is missing'],
    ['a missing field inside', { ...EXCHANGE, request: { ...EXCHANGE.request, stan: undefined } }, 'request.stan is missing'],
    ['a field of another form', { ...EXCHANGE, token: '9578990000000005' }, 'token is not valid'],
    ['an outcome that is none', { ...EXCHANGE, outcome: 'fine' }, 'outcome is not valid'],
    ['a card that was not told', { ...EXCHANGE, token: 'f'.repeat(32) }, 'its card has no line before it'],
  ])('%s', (_name, line, problem) => {
    const { trace, notes } = readTrace(write(HEADER, CARD, EXCHANGE, line, EXCHANGE));
    expect(trace.events).toEqual([EXCHANGE]);
    expect(notes).toEqual([`${path}:4: ${problem}; what came before it (exchanges: 1) is used, the rest is left out.`]);
    expect(notes.join()).not.toContain('9578990000000005');
  });
});

describe('what is refused whole', () => {
  test.each([
    ['an older version', { ...HEADER, version: 0 }, 'the trace has version 0; this release reads version 1'],
    ['a newer version', { ...HEADER, version: 2 }, 'the trace has version 2; this release reads version 1'],
    ['no version', { ...HEADER, version: undefined }, 'the trace has no version'],
    ['something else', { cards: [] }, 'this is not an aksept trace'],
    ['no JSON', 'hello', 'this is not an aksept trace'],
    ['a header without its rules', { ...HEADER, rules: undefined }, 'rules is missing in the header'],
  ])('%s', (_name, header, sentence) => {
    expect(() => readTrace(write(header, CARD, EXCHANGE))).toThrow(`${path}:1: ${sentence}`);
    expect(() => readTrace(path)).toThrow(TraceError);
  });

  test('an empty file, and none', () => {
    writeFileSync(path, '');
    expect(() => readTrace(path)).toThrow(`${path}:1: this is not an aksept trace`);
    expect(() => readTrace(join(folder, 'none'))).toThrow('cannot be read (ENOENT)');
  });
});
