/** When messages are meant to be sent in an open loop. */
import type { Random } from '../random.ts';
import type { RatePlan } from './rate-plan.ts';

export const ARRIVALS = ['constant', 'poisson'] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/**
 * The gap from one intended instant to the next, milliseconds; endless once nothing more is
 * offered. The instants divide the area under the rate into equal pieces (constant), or into
 * exponential ones of the same mean (Poisson), so that both follow a rate that changes.
 */
export function arrivalGaps(arrivals: Arrivals, plan: RatePlan, random: Random): () => number {
  const piece = arrivals === 'constant' ? () => 1 : () => random.exponential();
  let index = 0;
  /** Within the stage. */
  let atMs = 0;
  return () => {
    let left = piece();
    let gapMs = 0;
    for (;;) {
      const stage = plan[index];
      if (stage === undefined) {
        const rate = plan.at(-1)?.toPerSecond ?? 0;
        return rate === 0 ? Number.POSITIVE_INFINITY : gapMs + (left * 1000) / rate;
      }
      const endless = !Number.isFinite(stage.durationMs);
      const slope = endless ? 0 : (stage.toPerSecond - stage.fromPerSecond) / stage.durationMs / 1000;
      // Messages a millisecond, and what they change by each millisecond.
      const rate = stage.fromPerSecond / 1000 + slope * atMs;
      const stepMs = stepWithin(rate, slope, left);
      if (endless || atMs + stepMs < stage.durationMs) {
        atMs += stepMs;
        return gapMs + stepMs;
      }
      const restMs = stage.durationMs - atMs;
      left = Math.max(0, left - (rate * restMs + (slope * restMs * restMs) / 2));
      gapMs += restMs;
      atMs = 0;
      index += 1;
    }
  };
}

/**
 * How long until `area` has passed under a line that starts at `rate`; endless when it never does.
 */
function stepWithin(rate: number, slope: number, area: number): number {
  const square = rate * rate + 2 * slope * area;
  if (square < 0) return Number.POSITIVE_INFINITY;
  const sum = rate + Math.sqrt(square);
  if (sum <= 0) return area === 0 ? 0 : Number.POSITIVE_INFINITY;
  return (2 * area) / sum;
}
