/** The picture of the growth curve. */
import { describe, expect, test } from 'vitest';
import type { GrowthRun } from '../../bench/growth.ts';
import { growthOf } from '../../bench/growth-figures.ts';
import { growthSvg, linesOf, niceMax, readRun } from '../../bench/growth-picture.ts';

const HELD = { heldBytes: 0, residentBytes: 0 };
const PART = { messages: 500_000, approved: 500_000, seconds: 10, cpuSeconds: 8, residentBytes: 1_000 };
const PARTS = [
  { ...PART, messages: 100_000, approved: 100_000, seconds: 1 },
  { ...PART, messages: 400_000, approved: 400_000, seconds: 8 },
  ...Array.from({ length: 9 }, () => PART),
];
const ANSWER = { outcome: 'approved', approvalCode: 'AAAAAA', repeated: false };
const REPEAT = { first: ANSWER, again: { ...ANSWER, repeated: true }, ledgerMinorBefore: 1, ledgerMinorAfter: 1 };
const RUN: GrowthRun = {
  date: '2026-01-02',
  versions: 'Node <v20> & others',
  stores: ['memory', 'file-everysec'].map((store) => ({
    ...growthOf({ store, warmUp: PART, parts: PARTS, before: HELD, after: HELD }),
    repeat: REPEAT,
  })),
  ceiling: { before: PART, after: PART },
};

test.each([
  [48_000, 5, 50_000],
  [50_000, 5, 50_000],
  [50_001, 5, 100_000],
  [5_000_000, 5, 5_000_000],
  [1_100_000, 5, 2_500_000],
  [7, 5, 10],
])('an axis for %i in %i steps ends at %i', (value, steps, end) => {
  expect(niceMax(value, steps)).toBeCloseTo(end);
});

test('there is a line for what was before and one for each store', () => {
  const [before, memory, file] = linesOf(RUN);
  expect(before?.points).toEqual([
    { messages: 0, perSecond: 48_000 },
    { messages: 900_000, perSecond: 15_000 },
    { messages: 1_100_000, perSecond: 3_700 },
  ]);
  expect(memory?.points).toHaveLength(11);
  expect(memory?.points[0]).toEqual({ messages: 100_000, perSecond: 100_000 });
  expect(file?.label).toBe('file-everysec: now');
  expect(new Set(linesOf(RUN).map(({ colour }) => colour)).size).toBe(3);
});

test('the points lie where the axes say', () => {
  const svg = growthSvg(RUN);
  const lines = [...svg.matchAll(/<polyline [^>]*points="([^"]+)"/g)].map(([, points = '']) =>
    points.split(' ').map((point) => point.split(',').map(Number)),
  );
  expect(lines).toHaveLength(3);
  // 5 M authorizations and 100,000/s are the far corners: x from 76 to 700, y from 304 up to 56.
  expect(lines[1]?.[0]).toEqual([88.5, 56]);
  expect(lines[1]?.at(-1)).toEqual([700, 180]);
  expect(lines[0]?.[0]?.[0]).toBe(76);
  expect(svg).toContain('>100,000/s</text>');
  expect(svg).toContain('>5 M</text>');
});

test('texts are escaped, and every tag is closed', () => {
  const svg = growthSvg(RUN);
  expect(svg).toContain('Node &lt;v20&gt; &amp; others');
  const opened = [...svg.matchAll(/<([a-z]+)[^>]*(?<!\/)>/g)].length;
  expect(opened).toBe([...svg.matchAll(/<\/[a-z]+>/g)].length);
});

describe('the JSON of a run', () => {
  test('is read as it was written', () => {
    expect(readRun(JSON.stringify(RUN), 'run.json')).toEqual(RUN);
  });

  test.each(['', '{', 'null', '[]', '{}', '{"stores":[]}', '{"date":"","versions":"","stores":[{"store":"memory","rows":[]}]}'])(
    '%j is refused',
    (text) => {
      expect(() => readRun(text, 'run.json')).toThrow(
        'run.json is not the JSON of a growth run; write one with --only growth --json FILE.',
      );
    },
  );
});
