/** The queue of intended instants and what a pacing thread does with it, on a clock of the test's. */
import { describe, expect, test } from 'vitest';
import { INSTANTS_AHEAD, InstantQueue } from '../../../../src/terminal-sim/run/pacing/instant-queue.ts';
import { ClockPacer } from '../../../../src/terminal-sim/run/pacing/pacer.ts';
import { PacingReader, WAKE_GRAIN_MS } from '../../../../src/terminal-sim/run/pacing/pacing-step.ts';
import { openPacer } from '../../../../src/terminal-sim/run/pacing/thread-pacer.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

function queueOf(...instantsMs: readonly number[]): InstantQueue {
  const queue = new InstantQueue();
  for (const instantMs of instantsMs) queue.push(instantMs);
  return queue;
}

/** The instants at which the sender is woken when every sleep lasts as long as asked. */
function wakesOf(queue: InstantQueue): readonly number[] {
  const reader = new PacingReader(queue);
  const wakes: number[] = [];
  let nowMs = 0;
  for (;;) {
    const step = reader.next(nowMs);
    if (step.kind === 'wait') return wakes;
    if (step.kind === 'wake') wakes.push(nowMs);
    else nowMs += step.ms;
  }
}

describe('the reader', () => {
  test('wakes at each instant, to fractions of a millisecond', () => {
    expect(wakesOf(queueOf(1, 1.3, 4.75))).toEqual([1, 1.3, 4.75]);
  });

  test('wakes once for the instants of a grain, at its end', () => {
    expect(WAKE_GRAIN_MS).toBe(0.25);
    expect(wakesOf(queueOf(1, 1.125, 1.1875, 1.25, 2))).toEqual([1, 1.25, 2]);
  });

  test('never lets a message wait longer than a grain', () => {
    const instants = Array.from({ length: 500 }, (_none, index) => index * 0.07 + (index % 3) * 0.02);
    const wakes = wakesOf(queueOf(...instants));
    const waits = instants.map((instant) => (wakes.find((wake) => wake >= instant) ?? Number.POSITIVE_INFINITY) - instant);
    expect(Math.max(...waits)).toBeLessThanOrEqual(WAKE_GRAIN_MS + 1e-9);
    expect(wakes.length).toBeLessThan(instants.length / 3);
  });

  test('skips what the sender took by itself', () => {
    const queue = queueOf(1, 2, 3);
    const reader = new PacingReader(queue);
    expect(reader.next(0)).toEqual({ kind: 'sleep', ms: 1 });
    queue.shift();
    queue.shift();
    expect(reader.next(1)).toEqual({ kind: 'sleep', ms: 2 });
  });

  test('wakes a sender that has not looked yet only once', () => {
    const queue = queueOf(1);
    expect([queue.wakes(), queue.wakes()]).toEqual([true, false]);
    queue.looks();
    expect(queue.wakes()).toBe(true);
  });
});

test('the queue is full, empty and in order over many rounds of its ring', () => {
  const queue = new InstantQueue();
  const reader = new InstantQueue(queue.memory);
  let taken = 0;
  for (let instant = 0; instant < 5 * INSTANTS_AHEAD; instant += 1) {
    queue.push(instant);
    if (!queue.isFull) continue;
    for (let count = 0; count < INSTANTS_AHEAD / 2; count += 1) {
      expect(reader.at(reader.head)).toBe(taken);
      queue.shift();
      taken += 1;
    }
  }
  expect(taken).toBeGreaterThan(4 * INSTANTS_AHEAD);
  while (!queue.isEmpty) queue.shift();
  expect(reader.head).toBe(reader.tail);
});

test('without a thread, the timers of the clock pace', async () => {
  const clock = new VirtualClock();
  const pacer = await openPacer(clock, new URL('./there-is-no-such-thread.js', import.meta.url));
  expect(pacer).toBeInstanceOf(ClockPacer);
  const wakes: number[] = [];
  pacer.start(() => {
    wakes.push(clock.nowMs());
    pacer.instants.shift();
    pacer.update();
  });
  for (const instantMs of [5, 7.5, 2_500]) pacer.instants.push(instantMs);
  pacer.update();
  clock.advance(100);
  expect(wakes).toEqual([5, 7.5]);
  pacer.stop();
  clock.advance(10_000);
  expect(wakes).toHaveLength(2);
});
