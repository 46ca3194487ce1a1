/** Draws the length of a delay from its distribution. */
import { DELAY_MS_MAX, type Delay } from './rule.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Whole milliseconds from 0 to the cap. */
export function randomDelayMs(delay: Delay, random: SeededRandom): number {
  return Math.round(Math.min(Math.max(0, drawMs(delay, random)), delay.capMs, DELAY_MS_MAX));
}

function drawMs(delay: Delay, random: SeededRandom): number {
  switch (delay.kind) {
    case 'fixed':
      return delay.ms;
    case 'uniform':
      return delay.fromMs + (delay.toMs - delay.fromMs) * random.next();
    case 'exponential':
      return -Math.log(1 - random.next()) * delay.meanMs;
    case 'normal': {
      // The Box-Muller transform.
      const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
      return delay.meanMs + delay.deviationMs * radius * Math.cos(2 * Math.PI * random.next());
    }
  }
}
