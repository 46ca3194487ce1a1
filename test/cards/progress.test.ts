import { expect, test } from 'vitest';
import { onceEach } from '../../src/cards/progress.ts';

test('one report in each period; work that ends before the first says nothing', () => {
  let nowMs = 500;
  const reports: number[] = [];
  const progress = onceEach(
    2_000,
    (done, total) => reports.push(done, total),
    () => nowMs,
  );
  for (const [atMs, done] of [
    [600, 1],
    [2_499, 2],
    [2_500, 3],
    [4_499, 4],
    [9_000, 5],
    [9_001, 6],
  ] as const) {
    nowMs = atMs;
    progress(done, 6);
  }
  expect(reports).toEqual([3, 6, 5, 6]);
});
