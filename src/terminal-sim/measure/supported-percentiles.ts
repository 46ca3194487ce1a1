/**
 * Which percentiles a number of samples supports. With few samples a high percentile is the maximum
 * under another name, so it is reported only when enough samples lie beyond it.
 */
import { type Latencies, PERCENTILES, type PercentileName } from './histogram.ts';

/** A percentile is supported when at least this many samples lie beyond it. */
export const SAMPLES_BEYOND_MIN = 10;

/** Milliseconds. A percentile that the samples do not support is left out. */
export type SupportedLatencies = Readonly<Partial<Record<PercentileName, number>> & Record<'min' | 'mean' | 'max', number>>;

/** The least number of samples that supports the percentile: 1,000 for p99. */
export function samplesNeeded(name: PercentileName): number {
  return Math.round((SAMPLES_BEYOND_MIN * 100) / (100 - Number(name.slice(1))));
}

export function isSupported(name: PercentileName, samples: number): boolean {
  return samples >= samplesNeeded(name);
}

export function supportedPercentiles(samples: number): readonly PercentileName[] {
  return PERCENTILES.filter((name) => isSupported(name, samples));
}

export function supportedLatencies(latencies: Latencies, samples: number): SupportedLatencies {
  const { min, mean, max } = latencies;
  return { ...Object.fromEntries(supportedPercentiles(samples).map((name) => [name, latencies[name]])), min, mean, max };
}

const TAILS = ['p99', 'p95', 'p90'] as const;

/** The name of the number that stands for the slow answers: p99, or the best that is supported. */
export function tailName(latencies: SupportedLatencies): (typeof TAILS)[number] | 'max' {
  return TAILS.find((name) => latencies[name] !== undefined) ?? 'max';
}
