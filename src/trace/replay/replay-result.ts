/** The result of a replay: which exchanges differ, how, and how long answers took. */
import type { Exchange } from '../format/lines.ts';
import { COMPARED, type Compared, type Difference, differencesOf, type ReplayedExchange } from './differences.ts';

export interface DifferingExchange {
  readonly exchange: Exchange;
  readonly differences: readonly Difference[];
}

export interface LatencyMs {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface ReplayResult {
  readonly exchanges: number;
  readonly compared: number;
  /**
   * Exchanges that no store decided when they were recorded (format, MAC, store unreachable). They
   * changed nothing and are not sent again.
   */
  readonly undecided: number;
  readonly unanswered: number;
  /** In the order of the trace. */
  readonly differing: readonly DifferingExchange[];
  readonly counts: Readonly<Record<Compared, number>>;
  readonly latency: { readonly recorded: LatencyMs; readonly replayed: LatencyMs };
  readonly notes: readonly string[];
  readonly elapsedMs: number;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function latencyOf(values: readonly number[]): LatencyMs {
  const sorted = Float64Array.from(values).sort();
  const rounded = (ms: number): number => Math.round(ms * 1_000) / 1_000;
  return { p50: rounded(quantile(sorted, 0.5)), p99: rounded(quantile(sorted, 0.99)), max: rounded(sorted.at(-1) ?? 0) };
}

/** Collects the answers of a replay and compares each with the recorded one. */
export class ResultCollector {
  readonly #differing: DifferingExchange[] = [];
  readonly #counts = Object.fromEntries(COMPARED.map((what) => [what, 0])) as Record<Compared, number>;
  readonly #recordedMs: number[] = [];
  readonly #replayedMs: number[] = [];
  #unanswered = 0;

  /** `replayed` undefined: no answer came. */
  add(exchange: Exchange, replayed: ReplayedExchange | undefined): void {
    if (replayed === undefined) {
      this.#unanswered += 1;
      return;
    }
    this.#recordedMs.push(exchange.latencyMs);
    this.#replayedMs.push(replayed.latencyMs);
    const differences = differencesOf(exchange, replayed);
    if (differences.length === 0) return;
    this.#differing.push({ exchange, differences });
    for (const { what } of differences) this.#counts[what] += 1;
  }

  result(): Pick<ReplayResult, 'compared' | 'unanswered' | 'differing' | 'counts' | 'latency'> {
    return {
      compared: this.#replayedMs.length,
      unanswered: this.#unanswered,
      differing: this.#differing.sort((a, b) => a.exchange.sequence - b.exchange.sequence),
      counts: this.#counts,
      latency: { recorded: latencyOf(this.#recordedMs), replayed: latencyOf(this.#replayedMs) },
    };
  }
}
