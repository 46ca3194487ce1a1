/** When messages are meant to be sent in an open loop. */
import type { Random } from './random.ts';

export const ARRIVALS = ['constant', 'poisson'] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/** The gap from one intended instant to the next, milliseconds. */
export function arrivalGaps(arrivals: Arrivals, ratePerSecond: number, random: Random): () => number {
  const meanMs = 1000 / ratePerSecond;
  return arrivals === 'constant' ? () => meanMs : () => random.exponential() * meanMs;
}
