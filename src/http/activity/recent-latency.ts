/** How long answers took since the last look, from the buckets of a histogram: the same cost however many there were. */
import { SECOND_MS } from '../../config/duration.ts';
import type { DecisionTimes } from '../http-metrics.ts';

export interface Latency {
  readonly answers: number;
  /** Null: there were none. */
  readonly p50Ms: number | null;
  readonly p99Ms: number | null;
}

/** Within a bucket the times are taken to be spread evenly; above the last bound the bound is told. */
function percentile({ boundsS, counts }: DecisionTimes, share: number, total: number): number | null {
  if (total === 0) return null;
  const wanted = share * total;
  let before = 0;
  for (const [index, count] of counts.entries()) {
    const [from, to] = [boundsS[index - 1] ?? 0, boundsS[index] ?? boundsS.at(-1) ?? 0];
    if (count > 0 && before + count >= wanted) return (from + ((wanted - before) / count) * Math.max(0, to - from)) * SECOND_MS;
    before += count;
  }
  return null;
}

export class RecentLatency {
  readonly #times: () => DecisionTimes;
  #seen: readonly number[] = [];

  constructor(times: () => DecisionTimes) {
    this.#times = times;
  }

  /** What came before does not count. */
  begin(): void {
    this.#seen = this.#times().counts;
  }

  /** Of what came since the last call. */
  take(): Latency {
    const { boundsS, counts } = this.#times();
    const recent = counts.map((count, index) => count - (this.#seen[index] ?? 0));
    this.#seen = counts;
    const answers = recent.reduce((sum, count) => sum + count, 0);
    const of = { boundsS, counts: recent };
    return { answers, p50Ms: percentile(of, 0.5, answers), p99Ms: percentile(of, 0.99, answers) };
  }
}
