/**
 * Latencies in HDR histograms, in microseconds, and as plain data, which can be merged, kept and
 * sent to other threads.
 */
import { build, encodeIntoCompressedBase64, type Int32Histogram } from 'hdr-histogram-js';

export const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'p99.9', 'p99.99'] as const;
export type PercentileName = (typeof PERCENTILES)[number];

/** Milliseconds. All 0 when nothing was answered. */
export type Latencies = Readonly<Record<PercentileName | 'min' | 'mean' | 'max', number>>;

/** The content of a histogram: values in microseconds, ascending, and the count of each. */
export interface HistogramData {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

export const EMPTY_HISTOGRAM_DATA: HistogramData = { values: [], counts: [] };
const LATENCY_US_MAX = 3_600_000_000;

export function newHistogram(): Int32Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LATENCY_US_MAX,
    numberOfSignificantValueDigits: 3,
    bitBucketSize: 32,
    useWebAssembly: false,
  }) as Int32Histogram;
}

export function recordMs(histogram: Int32Histogram, ms: number): void {
  histogram.recordValue(Math.min(LATENCY_US_MAX, Math.max(1, Math.round(ms * 1000))));
}

/** Reads no further than the largest value. */
export function histogramDataOf(histogram: Int32Histogram): HistogramData {
  if (histogram.totalCount === 0) return EMPTY_HISTOGRAM_DATA;
  const values: number[] = [];
  const counts: number[] = [];
  const last = histogram.countsArrayIndex(histogram.maxValue);
  for (let index = 0; index <= last; index += 1) {
    const count = histogram.getCountAtIndex(index);
    if (count === 0) continue;
    values.push(histogram.valueFromIndex(index));
    counts.push(count);
  }
  // The smallest and the largest value stay exact: they are not rounded to the end of their bucket.
  values[0] = histogram.minNonZeroValue;
  values[values.length - 1] = histogram.maxValue;
  return { values, counts };
}

export function addHistogramData(histogram: Int32Histogram, { values, counts }: HistogramData): void {
  for (let index = 0; index < values.length; index += 1) histogram.recordValueWithCount(values[index] ?? 0, counts[index] ?? 0);
}

/**
 * How many of `total` values are at or below a percentile. A rounding error must not raise the
 * result by one.
 */
function countAt(percentile: number, total: number): number {
  const share = (percentile / 100) * total;
  return Math.max(1, Math.ceil(share - share * Number.EPSILON));
}

/**
 * The same values as `getValueAtPercentile` and `mean` of the histogram, in one pass instead of one
 * each: this runs while messages are in flight, and its time is part of their latency.
 */
export function latenciesOf(histogram: Int32Histogram): Latencies {
  const { totalCount: total, maxValue: max } = histogram;
  const found = { p50: 0, p90: 0, p95: 0, p99: 0, 'p99.9': 0, 'p99.99': 0 } satisfies Record<PercentileName, number>;
  if (total === 0) return { ...found, min: 0, mean: 0, max: 0 };
  const wanted = PERCENTILES.map((name) => countAt(Number(name.slice(1)), total));
  let reached = 0;
  let sum = 0;
  let next = 0;
  const last = histogram.countsArrayIndex(max);
  for (let index = 0; index <= last; index += 1) {
    const count = histogram.getCountAtIndex(index);
    if (count === 0) continue;
    const value = histogram.valueFromIndex(index);
    reached += count;
    sum += histogram.medianEquivalentValue(value) * count;
    for (; reached >= (wanted[next] ?? Number.POSITIVE_INFINITY); next += 1) {
      // The upper end of a percentile's bucket can be above the largest value.
      found[PERCENTILES[next] as PercentileName] = Math.min(max, histogram.highestEquivalentValue(value)) / 1000;
    }
  }
  return { ...found, min: histogram.minNonZeroValue / 1000, mean: Math.round(sum / total) / 1000, max: max / 1000 };
}

let scratch: Int32Histogram | undefined;

/** The histogram of all summaries, valid until the next call. */
function scratchOf(recorded: readonly HistogramData[]): Int32Histogram {
  scratch ??= newHistogram();
  scratch.reset();
  for (const each of recorded) addHistogramData(scratch, each);
  return scratch;
}

export function mergeHistogramData(recorded: readonly HistogramData[]): HistogramData {
  return recorded.length === 1 ? (recorded[0] ?? EMPTY_HISTOGRAM_DATA) : histogramDataOf(scratchOf(recorded));
}

export function latenciesOfData(recorded: HistogramData): Latencies {
  return latenciesOf(scratchOf([recorded]));
}

/** The encoding in lines of an HDR histogram log: V2, compressed, base64. */
export function histogramBase64(recorded: HistogramData): string {
  return encodeIntoCompressedBase64(scratchOf([recorded]));
}

/** Percentiles and their latencies in milliseconds. */
export type Distribution = readonly (readonly [percentile: number, ms: number])[];

/** Points for each halving of the distance to 100 %: enough for a curve. */
export const STEPS_PER_HALVING = 4;

/**
 * From the smallest value to the largest, in smaller steps towards 100 %, as long as `beyondMin`
 * values lie beyond the percentile. The last point is the largest value.
 */
export function distributionOf(histogram: Int32Histogram, beyondMin: number): Distribution {
  const total = histogram.totalCount;
  if (total === 0) return [];
  const points: [number, number][] = [];
  for (let step = 0; ; step += 1) {
    const left = 0.5 ** (step / STEPS_PER_HALVING);
    if (left * total < beyondMin) break;
    const percentile = (1 - left) * 100;
    points.push([percentile, Math.min(histogram.maxValue, histogram.getValueAtPercentile(percentile)) / 1000]);
  }
  points.push([100, histogram.maxValue / 1000]);
  return points;
}
