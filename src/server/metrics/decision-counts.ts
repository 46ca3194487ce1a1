/**
 * Decisions and their latency, by wire, class, type and outcome. Updated for every message, so it
 * counts in plain objects and makes the metrics only when /metrics is requested.
 */
import { Counter, type Registry } from 'prom-client';
import type { DecisionTimes } from '../../http/http-metrics.ts';
import type { TransactionRequest } from '../../protocol/message.ts';
import { BoundedLabels, WIRE_LABELS_MAX } from './bounded-labels.ts';
import { histogramText, LATENCY_BOUNDS, LatencyCounts } from './latency-histogram.ts';

/** Outcome → its counts. */
type ByOutcome = Map<string, LatencyCounts>;
type ByType = Map<string, ByOutcome>;
type ByClass = Map<string, ByType>;

function entryOf<V>(map: Map<string, V>, key: string, create: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}

const newMap = <V>(): Map<string, V> => new Map();
const newCounts = (): LatencyCounts => new LatencyCounts();

export class DecisionCounts {
  /** Wire → class → type → outcome. All but the wire are names from tables. */
  readonly #wires = new Map<string, ByClass>();
  readonly #wireLabels = new BoundedLabels(WIRE_LABELS_MAX);

  constructor(registry: Registry) {
    const each = (tell: (labels: Record<string, string>, count: number) => void): void => this.#each(tell);
    new Counter({
      name: 'aksept_decisions_total',
      help: 'Answers to transaction requests, declines included.',
      labelNames: ['wire', 'class', 'type', 'outcome'],
      registers: [registry],
      collect() {
        this.reset();
        each((labels, count) => this.inc(labels, count));
      },
    });
  }

  decided({ context, class: messageClass, type }: TransactionRequest, outcome: string, seconds: number): void {
    const classes = entryOf<ByClass>(this.#wires, context?.codec ?? 'protobuf', newMap);
    const outcomes = entryOf<ByOutcome>(entryOf<ByType>(classes, messageClass, newMap), type, newMap);
    entryOf(outcomes, outcome, newCounts).observe(seconds);
  }

  /** The latency by outcome, in the text format. */
  text(): string {
    const sums: ByOutcome = new Map();
    for (const classes of this.#wires.values())
      for (const types of classes.values())
        for (const outcomes of types.values()) for (const [outcome, counts] of outcomes) entryOf(sums, outcome, newCounts).add(counts);
    const series = [...sums].map(([outcome, counts]) => ({ labels: `outcome="${outcome}"`, counts }));
    return histogramText('aksept_decision_seconds', 'From the decoded request to its answer.', series);
  }

  /** Of all decisions together. */
  get times(): DecisionTimes {
    const sum = new LatencyCounts();
    for (const classes of this.#wires.values())
      for (const types of classes.values()) for (const outcomes of types.values()) for (const counts of outcomes.values()) sum.add(counts);
    return { boundsS: LATENCY_BOUNDS, counts: [...sum.inBucket] };
  }

  #each(tell: (labels: Record<string, string>, count: number) => void): void {
    for (const [wire, classes] of this.#wires) {
      const label = this.#wireLabels.of(wire);
      for (const [messageClass, types] of classes)
        for (const [type, outcomes] of types)
          for (const [outcome, counts] of outcomes) tell({ wire: label, class: messageClass, type: type || 'none', outcome }, counts.count);
    }
  }
}
