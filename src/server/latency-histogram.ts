/** A latency histogram for /metrics that is cheap enough to update for every message. */
/** Upper bounds in seconds: from microseconds (embedded store) to beyond the default deadline. */
export const LATENCY_BOUNDS = [
  0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5,
] as const;

interface Row {
  /** One more than the bounds: the last counts values above all of them. */
  readonly counts: Float64Array;
  sum: number;
}

/**
 * Counts by outcome; writes the Prometheus text format. prom-client's histogram takes more time per
 * observation than all other metrics of a message together.
 */
export class LatencyHistogram {
  readonly #name: string;
  readonly #help: string;
  readonly #rows = new Map<string, Row>();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  observe(outcome: string, seconds: number): void {
    const row = this.#rows.get(outcome) ?? this.#addRow(outcome);
    let index = 0;
    while (index < LATENCY_BOUNDS.length && seconds > (LATENCY_BOUNDS[index] ?? 0)) index += 1;
    row.counts[index] = (row.counts[index] ?? 0) + 1;
    row.sum += seconds;
  }

  text(): string {
    const lines = [`# HELP ${this.#name} ${this.#help}`, `# TYPE ${this.#name} histogram`];
    for (const [outcome, row] of this.#rows) {
      let count = 0;
      for (const [index, inBucket] of row.counts.entries()) {
        count += inBucket;
        lines.push(`${this.#name}_bucket{outcome="${outcome}",le="${LATENCY_BOUNDS[index] ?? '+Inf'}"} ${count}`);
      }
      lines.push(`${this.#name}_sum{outcome="${outcome}"} ${row.sum}`, `${this.#name}_count{outcome="${outcome}"} ${count}`);
    }
    return `${lines.join('\n')}\n`;
  }

  #addRow(outcome: string): Row {
    const row = { counts: new Float64Array(LATENCY_BOUNDS.length + 1), sum: 0 };
    this.#rows.set(outcome, row);
    return row;
  }
}
