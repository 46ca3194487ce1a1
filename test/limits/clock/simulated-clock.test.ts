/** A clock that is moved by hand: forward only, one move at a time, and its work before its answer. */
import { expect, test } from 'vitest';
import { runningClock } from '../../../src/limits/clock/clock.ts';
import { type KeptInstant, keptInProcess } from '../../../src/limits/clock/kept-instant.ts';
import { SimulatedClock } from '../../../src/limits/clock/simulated-clock.ts';

const NEW_YEAR = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

async function clockAt(startMs: number | undefined, kept: KeptInstant = keptInProcess()): Promise<SimulatedClock> {
  const clock = new SimulatedClock({ startMs, wallMs: () => 5 });
  await clock.begin(kept);
  return clock;
}

test('it starts at its instant, stands still, and is moved', async () => {
  const clock = await clockAt(NEW_YEAR);
  expect([clock.nowMs(), await clock.moveTo(NEW_YEAR + 1), await clock.moveBy({ ms: DAY_MS, months: 0 }), clock.nowMs()]).toEqual([
    NEW_YEAR,
    NEW_YEAR + 1,
    NEW_YEAR + 1 + DAY_MS,
    NEW_YEAR + 1 + DAY_MS,
  ]);
});

test('without an instant a new store begins now, and another one goes on', async () => {
  const kept = keptInProcess();
  expect((await clockAt(undefined, kept)).nowMs()).toBe(5);
  await kept.advance(NEW_YEAR);
  expect((await clockAt(undefined, kept)).nowMs()).toBe(NEW_YEAR);
});

test('a start at a later instant moves it, one at an earlier instant is refused', async () => {
  const kept = keptInProcess();
  await (await clockAt(NEW_YEAR, kept)).moveTo(NEW_YEAR + DAY_MS);
  await expect(clockAt(NEW_YEAR, kept)).rejects.toThrow(
    'The simulated clock of this process stands at 2026-01-02T00:00:00.000Z and never goes back to 2026-01-01T00:00:00.000Z; start with --clock simulated to go on from there.',
  );
  expect((await clockAt(NEW_YEAR + 2 * DAY_MS, kept)).nowMs()).toBe(NEW_YEAR + 2 * DAY_MS);
  expect(await kept.read()).toBe(NEW_YEAR + 2 * DAY_MS);
});

test.each([
  ['backwards', NEW_YEAR - 1],
  ['tooFar', Date.UTC(10_000, 0, 1)],
  ['tooFar', Number.NaN],
  ['tooFar', NEW_YEAR + 0.5],
])('a move is refused: %s', async (code, toMs) => {
  const clock = await clockAt(NEW_YEAR);
  await expect(clock.moveTo(toMs)).rejects.toMatchObject({ name: 'ClockError', code });
  expect(clock.nowMs()).toBe(NEW_YEAR);
});

test('work runs in order, is awaited, and sees the new instant; a second move waits', async () => {
  const clock = await clockAt(NEW_YEAR);
  const done: string[] = [];
  const note = (name: string) => async (fromMs: number, toMs: number) => {
    done.push(`${name} begins ${fromMs - NEW_YEAR} ${toMs - NEW_YEAR} ${clock.nowMs() - NEW_YEAR}`);
    await new Promise(setImmediate);
    done.push(`${name} ends`);
  };
  clock.onMove(note('a'));
  clock.onMove(note('b'));
  await Promise.all([clock.moveTo(NEW_YEAR + 1).then(() => done.push('answered')), clock.moveBy({ ms: 1, months: 0 })]);
  expect(done).toEqual([
    ...['a begins 0 1 1', 'a ends', 'b begins 0 1 1', 'b ends'],
    ...['answered', 'a begins 1 2 2', 'a ends', 'b begins 1 2 2', 'b ends'],
  ]);
});

test('work that fails is told; the rest runs, and the next move too', async () => {
  const clock = await clockAt(NEW_YEAR);
  let runs = 0;
  clock.onMove(async () => {
    if (runs === 0) throw new Error('no room');
  });
  clock.onMove(async () => {
    runs += 1;
  });
  await expect(clock.moveTo(NEW_YEAR + 1)).rejects.toThrow('no room');
  expect([runs, await clock.moveTo(NEW_YEAR + 2), runs]).toEqual([1, NEW_YEAR + 2, 2]);
});

test('what is not kept is not moved', async () => {
  const kept = { ...keptInProcess(), advance: async (toMs: number) => (toMs === NEW_YEAR ? toMs : Promise.reject(new Error('disk full'))) };
  const clock = await clockAt(NEW_YEAR, kept);
  clock.onMove(async () => expect.unreachable());
  await expect(clock.moveTo(NEW_YEAR + 1)).rejects.toThrow('disk full');
  expect(clock.nowMs()).toBe(NEW_YEAR);
});

test('a shared clock goes on from where another process moved it', async () => {
  const kept = { ...keptInProcess(), isShared: true };
  const [one, other] = [await clockAt(NEW_YEAR, kept), await clockAt(NEW_YEAR, kept)];
  await one.moveTo(NEW_YEAR + DAY_MS);
  expect(await other.moveBy({ ms: 1, months: 0 })).toBe(NEW_YEAR + DAY_MS + 1);
  await expect.poll(() => one.nowMs(), { timeout: 10_000 }).toBe(NEW_YEAR + DAY_MS + 1);
  one.close();
  other.close();
});

test.each(['wall', 'message'] as const)('the %s clock runs by itself, and is not moved', async (kind) => {
  const clock = runningClock(kind, () => 7);
  clock.onMove(async () => expect.unreachable());
  expect([clock.kind, clock.nowMs()]).toEqual([kind, 7]);
  const sentence = `The ${kind} clock cannot be moved; start a server with --clock simulated on a new store for one that can.`;
  await expect(clock.moveTo(8)).rejects.toThrow(sentence);
  await expect(clock.moveBy({ ms: 1, months: 0 })).rejects.toMatchObject({ code: 'fixed' });
});
