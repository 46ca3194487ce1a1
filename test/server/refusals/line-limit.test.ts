import { describe, expect, test } from 'vitest';
import { LISTENER_LINES_MAX, LineLimit, PEER_LINES_MAX, WINDOW_MS } from '../../../src/server/refusals/line-limit.ts';

interface World {
  readonly limit: LineLimit;
  readonly told: (readonly (readonly [string, number])[])[];
  /** The timer fires. */
  pass(): void;
  readonly timers: number[];
}

function world(): World {
  const told: (readonly (readonly [string, number])[])[] = [];
  const timers: number[] = [];
  let due: (() => void) | undefined;
  const limit = new LineLimit({
    onSuppressed: (counts) => told.push([...counts]),
    after: (ms, run) => {
      timers.push(ms);
      due = run;
      return () => {
        due = undefined;
      };
    },
  });
  return { limit, told, timers, pass: () => due?.() };
}

const times = (count: number, run: (index: number) => boolean): number =>
  Array.from({ length: count }, (_none, index) => run(index)).filter(Boolean).length;

describe('LineLimit', () => {
  test('a peer has a few lines of each reason in a window, and more in the next', () => {
    const { limit, told, timers, pass } = world();
    expect(times(1_000, () => limit.take('10.0.0.1', 'badHeader'))).toBe(PEER_LINES_MAX);
    expect(times(10, () => limit.take('10.0.0.1', 'idle'))).toBe(PEER_LINES_MAX);
    expect(told).toEqual([]);
    pass();
    expect(told).toEqual([
      [
        ['badHeader', 1_000 - PEER_LINES_MAX],
        ['idle', 10 - PEER_LINES_MAX],
      ],
    ]);
    expect(limit.take('10.0.0.1', 'badHeader')).toBe(true);
    expect(timers).toEqual([WINDOW_MS, WINDOW_MS]);
  });

  test('many peers share the lines of the listener', () => {
    const { limit, told, pass } = world();
    expect(times(10_000, (index) => limit.take(`10.0.${index >> 8}.${index & 255}`, 'unreadable'))).toBe(LISTENER_LINES_MAX);
    pass();
    expect(told).toEqual([[['unreadable', 10_000 - LISTENER_LINES_MAX]]]);
  });

  test('nothing is reported when nothing was suppressed, and the end of a listener reports what was', () => {
    const { limit, told, pass } = world();
    limit.take('10.0.0.1', 'idle');
    pass();
    expect(told).toEqual([]);
    times(PEER_LINES_MAX + 3, () => limit.take('10.0.0.1', 'idle'));
    limit.end();
    limit.end();
    expect(told).toEqual([[['idle', 3]]]);
  });
});
