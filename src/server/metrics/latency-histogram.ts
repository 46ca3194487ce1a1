/** A latency histogram for /metrics that is cheap enough to update for every message. */

/** Upper bounds in seconds: from a PIN check to beyond the default deadline. */
export const LATENCY_BOUNDS = [
  0.000005, 0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5,
] as const;

/**
 * The counts of one series. prom-client's histogram takes more time per observation than all other
 * metrics of a message together.
 */
export class LatencyCounts {
  /** One more than the bounds: the last counts values above all of them. */
  readonly inBucket = new Float64Array(LATENCY_BOUNDS.length + 1);
  sumSeconds = 0;

  observe(seconds: number): void {
    let index = 0;
    while (index < LATENCY_BOUNDS.length && seconds > (LATENCY_BOUNDS[index] ?? 0)) index += 1;
    this.inBucket[index] = (this.inBucket[index] ?? 0) + 1;
    this.sumSeconds += seconds;
  }

  get count(): number {
    return this.inBucket.reduce((sum, count) => sum + count, 0);
  }

  add(other: LatencyCounts): void {
    for (const [index, count] of other.inBucket.entries()) this.inBucket[index] = (this.inBucket[index] ?? 0) + count;
    this.sumSeconds += other.sumSeconds;
  }
}

export interface HistogramSeries {
  /** As in the text format, such as `outcome="approved"`; empty for a histogram without labels. */
  readonly labels: string;
  readonly counts: LatencyCounts;
}

/** A histogram in the text format of Prometheus. */
export function histogramText(name: string, help: string, series: readonly HistogramSeries[]): string {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`];
  for (const { labels, counts } of series) {
    const before = labels === '' ? '' : `${labels},`;
    const alone = labels === '' ? '' : `{${labels}}`;
    let count = 0;
    for (const [index, inBucket] of counts.inBucket.entries()) {
      count += inBucket;
      lines.push(`${name}_bucket{${before}le="${LATENCY_BOUNDS[index] ?? '+Inf'}"} ${count}`);
    }
    lines.push(`${name}_sum${alone} ${counts.sumSeconds}`, `${name}_count${alone} ${count}`);
  }
  return `${lines.join('\n')}\n`;
}
