/** Requests one after another in one process: nothing of one is in the answer to another. */
import { expect, test } from 'vitest';
import { inspected } from '../../../src/http/inspections/inspect-request.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const ECHO = '303830308220000000000000040000000000000031313239303833313030303030343137333031';
const TEXTS = [
  ECHO,
  ECHO.slice(0, -10),
  'hello',
  `${ECHO}\n${ECHO}\nnonsense`,
  Buffer.from(ECHO, 'hex').toString('base64'),
  '{"t":"header","v":1}\n{"t":"exchange"}',
  '0800 7=1129083100 11=000417 70=301',
] as const;

function answer(text: string, dialect: '' | '1993-bcd' = ''): string {
  return inspected({ id: 1, text, dialect, header: '', nearMs: NOW_MS }).text;
}

test('a text has the same answer whatever was inspected before it', () => {
  const alone = TEXTS.map((text) => answer(text));
  for (const before of TEXTS) {
    answer(before, '1993-bcd');
    answer(before);
    expect(TEXTS.map((text) => answer(text))).toEqual(alone);
  }
  expect(new Set(alone).size).toBeGreaterThan(4);
});
