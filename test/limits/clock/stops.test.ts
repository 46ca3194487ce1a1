/** A clock that jumps far stops where something is due, and does it there. */
import { expect, test } from 'vitest';
import { keptInProcess } from '../../../src/limits/clock/kept-instant.ts';
import { SimulatedClock } from '../../../src/limits/clock/simulated-clock.ts';

const START = Date.UTC(2026, 0, 1);

/** Its due instants are counted from the start. */
async function clockWith(dueMs: readonly number[]) {
  const clock = new SimulatedClock({ startMs: START });
  await clock.begin(keptInProcess());
  const done: string[] = [];
  clock.beforeMove(async () => void done.push(`before ${clock.nowMs() - START}`));
  clock.onMove(async (fromMs, toMs) => void done.push(`${fromMs - START} to ${toMs - START}`));
  clock.stopsAt(async () => dueMs.map((ms) => START + ms).find((ms) => ms > clock.nowMs()));
  return { clock, done };
}

test('a move stops at each due instant on its way, in order, and not behind its end', async () => {
  const { clock, done } = await clockWith([10, 20, 40]);
  expect(await clock.moveTo(START + 30)).toBe(START + 30);
  expect(done).toEqual(['before 0', '0 to 10', 'before 10', '10 to 20', 'before 20', '20 to 30']);
});

test('a move to a due instant stops there once', async () => {
  const { clock, done } = await clockWith([10]);
  await clock.moveTo(START + 10);
  expect(done).toEqual(['before 0', '0 to 10']);
});

test('the first of several stops counts, and what is overdue is no stop', async () => {
  const { clock, done } = await clockWith([20]);
  clock.stopsAt(async () => (clock.nowMs() < START + 15 ? START + 15 : undefined));
  await clock.moveTo(START + 30);
  expect(done.filter((each) => each.includes('to'))).toEqual(['0 to 15', '15 to 20', '20 to 30']);

  const overdue = new SimulatedClock({ startMs: START });
  await overdue.begin(keptInProcess());
  overdue.stopsAt(async () => START - 1);
  expect(await overdue.moveTo(START + 5)).toBe(START + 5);
});

test('a move ends at the stop whose work fails', async () => {
  const { clock } = await clockWith([10, 20]);
  clock.onMove(async (_fromMs, toMs) => {
    if (toMs === START + 10) throw new Error('no room');
  });
  await expect(clock.moveTo(START + 30)).rejects.toThrow('no room');
  expect(clock.nowMs()).toBe(START + 10);
});

test('nothing is moved when the stops cannot be found', async () => {
  const { clock } = await clockWith([]);
  clock.stopsAt(() => Promise.reject(new Error('no database')));
  await expect(clock.moveTo(START + 30)).rejects.toThrow('no database');
  expect(clock.nowMs()).toBe(START);
});
