/** The wrappers that time the PIN check and the call of the store. */
import { expect, test } from 'vitest';
import type { DecisionStore } from '../../../src/limits/store.ts';
import type { PinVerifier } from '../../../src/pin/pin-verifier.ts';
import { StageTimings, TIMED_EVERY } from '../../../src/server/metrics/stage-timings.ts';

const MALFORMED = { pin: 'malformed' } as const;
const PINS: PinVerifier = { check: () => MALFORMED };
type Command = Parameters<DecisionStore['decide']>[0];
type Decision = Awaited<ReturnType<DecisionStore['decide']>>;
// Neither is looked at by the wrappers.
const COMMAND = {} as Command;
const DECISION = {} as Decision;

function storeOf(decide: DecisionStore['decide']): DecisionStore {
  return { decide, takeBack: () => true };
}

function countOf(timings: StageTimings, name: string): number {
  return Number(new RegExp(`^${name}_count (\\d+)$`, 'm').exec(timings.text())?.[1] ?? 'NaN');
}

test('the first call is timed, then one in sixteen; every result is passed on', () => {
  const timings = new StageTimings();
  const pins = timings.timePins(PINS);
  const store = timings.timeStore(storeOf(() => DECISION));
  const counts = Array.from({ length: 2 * TIMED_EVERY + 1 }, () => {
    expect(pins.check({ pan: '', pinBlock: Buffer.alloc(0), format: '', keyId: '', ksn: Buffer.alloc(0) })).toBe(MALFORMED);
    expect(store.decide(COMMAND)).toBe(DECISION);
    return [countOf(timings, 'aksept_pin_check_seconds'), countOf(timings, 'aksept_store_call_seconds')];
  });
  expect([counts[0], counts[TIMED_EVERY - 1], counts[TIMED_EVERY], counts.at(-1)]).toEqual([
    [1, 1],
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  expect(store.takeBack(COMMAND)).toBe(true);
});

test('a call of a store that answers later is counted when it has answered, whatever it answers', async () => {
  const timings = new StageTimings();
  let answer = (_decision: Decision): void => {};
  const asked = timings.timeStore(storeOf(() => new Promise((resolve) => (answer = resolve)))).decide(COMMAND);
  expect(countOf(timings, 'aksept_store_call_seconds')).toBe(0);
  answer(DECISION);
  expect(await asked).toBe(DECISION);
  expect(countOf(timings, 'aksept_store_call_seconds')).toBe(1);
  const failing = new StageTimings();
  const failed = failing.timeStore(storeOf(() => Promise.reject(new Error('gone')))).decide(COMMAND);
  await expect(failed).rejects.toThrow('gone');
  expect(countOf(failing, 'aksept_store_call_seconds')).toBe(1);
});
