/** What the charts of limits are drawn from. */
import { expect, test } from 'vitest';
import { windowUse } from '../../console/src/pages/cards/window-use.ts';
import { releasesOf } from '../../console/src/parts/window-releases.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 1_796_028_000_000;
const LIMIT = { name: 'pos', amountMinor: 1_000, usedMinor: 0, leftMinor: 0, countMax: 0, countUsed: 0, spendsNotListed: 0 };

function spend(days: number, amountMinor: number, window = 4) {
  const atMs = NOW_MS + days * DAY_MS;
  return { atMs, leavesAtMs: atMs + window * DAY_MS, amountMinor };
}

test('steps up at each spend and down where it leaves; what was is solid, what will be is dashed', () => {
  const [seconds, was, willBe, limit] = windowUse({ ...LIMIT, spends: [spend(-6, 100), spend(-1, 250), spend(0, 50)] }, NOW_MS);
  const days = seconds.map((second) => (second * 1_000 - NOW_MS) / DAY_MS);
  expect(days).toEqual([-4, -2, -1, 0, 3, 4, 5]);
  expect(was).toEqual([100, 0, 250, 300, null, null, null]);
  expect(willBe).toEqual([null, null, null, 300, 50, 0, 0]);
  expect(limit).toEqual(Array(7).fill(1_000));
});

test('a card that was never used is a line at 0', () => {
  const [seconds, was, willBe] = windowUse({ ...LIMIT, spends: [] }, NOW_MS);
  expect([seconds.length, was, willBe]).toEqual([3, [0, 0, null], [null, 0, 0]]);
});

test('what leaves at one instant is one release, and what has left is none', () => {
  const spends = [spend(-5, 7), spend(-3, 100), spend(-1, 1), spend(-3, 20), spend(-2, 0)];
  expect(releasesOf({ ...LIMIT, spends }, NOW_MS)).toEqual([
    { atMs: NOW_MS + DAY_MS, amountMinor: 120 },
    { atMs: NOW_MS + 3 * DAY_MS, amountMinor: 1 },
  ]);
});
