/** How many of many generated inputs are named rightly, and which are not. */
import { expect } from 'vitest';

export interface Trial {
  /** What was made, for the list of misses. */
  readonly name: string;
  /** '' when the outcome is right, otherwise what came out. */
  readonly miss: string;
}

const MISSES_SHOWN = 40;

/** Prints the share and the misses, and expects the share to be at least `least` (0 to 1). */
export function expectShare(what: string, trials: readonly Trial[], least: number): void {
  const misses = trials.filter(({ miss }) => miss !== '');
  const share = (trials.length - misses.length) / trials.length;
  const lines = misses.slice(0, MISSES_SHOWN).map(({ name, miss }) => `  ${name}: ${miss}`);
  console.log([`${what}: ${trials.length - misses.length} of ${trials.length} (${(share * 100).toFixed(1)} %)`, ...lines].join('\n'));
  expect(trials.length).toBeGreaterThanOrEqual(10);
  expect(share, lines.join('\n')).toBeGreaterThanOrEqual(least);
}
