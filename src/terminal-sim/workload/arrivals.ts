/** The intended instants of the messages of an open loop. */
import type { Random } from '../random.ts';
import type { RatePlan } from './rate-plan.ts';

export const ARRIVALS = ['constant', 'poisson'] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/**
 * Returns a function that gives the milliseconds from one intended instant to the next; Infinity
 * when there is no next one. The instants divide the area under the rate into equal parts
 * (constant) or into exponentially distributed parts of the same mean (Poisson), so that both
 * follow a changing rate.
 */
export function arrivalGaps(arrivals: Arrivals, plan: RatePlan, random: Random): () => number {
  const piece = arrivals === 'constant' ? () => 1 : () => random.exponential();
  let index = 0;
  /** Time since the start of the stage. */
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
      // Messages per millisecond. `slope` is how much the rate changes each millisecond.
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
 * The milliseconds until the area under a line that starts at `rate` reaches `area`; Infinity when
 * it never does.
 */
function stepWithin(rate: number, slope: number, area: number): number {
  const square = rate * rate + 2 * slope * area;
  if (square < 0) return Number.POSITIVE_INFINITY;
  const sum = rate + Math.sqrt(square);
  if (sum <= 0) return area === 0 ? 0 : Number.POSITIVE_INFINITY;
  return (2 * area) / sum;
}
