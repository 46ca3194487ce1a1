/** Counts what the authorizer does, for GET /metrics. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { ConnectionEnd } from '../authorizer/connections/reasons.ts';
import type { FaultReport } from '../authorizer/faults/faults.ts';
import type { Observer, RefusedInput, TakeBackResult } from '../authorizer/observer.ts';
import { quotable } from '../cards/card-data/card-data.ts';
import type { HttpMetrics } from '../http/http-metrics.ts';
import type { StoreUsage } from '../limits/store.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import { FaultLog } from './fault-log.ts';
import { HttpCounters } from './http-counters.ts';
import { LatencyHistogram } from './latency-histogram.ts';
import type { Log } from './log.ts';
import { RuleLabels } from './rule-labels.ts';
import { addStoreGauges } from './store-gauges.ts';

/** Values that are read when /metrics is requested. */
export interface Gauges {
  readonly connections: () => number;
  readonly inFlight: () => number;
  readonly inDoubt: () => number;
  readonly heldAnswers: () => number;
  readonly storeReady: () => Promise<boolean>;
  /** Undefined when the store is not in this process. */
  readonly storeUsage: () => StoreUsage | undefined;
}

const NO_GAUGES: Gauges = {
  connections: () => 0,
  inFlight: () => 0,
  inDoubt: () => 0,
  heldAnswers: () => 0,
  storeReady: async () => false,
  storeUsage: () => undefined,
};

/**
 * Labels are names from tables and names of fault rules only, never of a card, terminal or peer.
 */
export class Metrics implements Observer, FaultReport, HttpMetrics {
  readonly registry = new Registry();
  readonly http = new HttpCounters(this.registry);
  gauges: Gauges = NO_GAUGES;
  readonly #log: Log;
  readonly #faultLog: FaultLog;
  readonly #latency = new LatencyHistogram('aksept_decision_seconds', 'From the decoded request to its answer.');
  readonly #ends: Counter<'end'>;
  readonly #refused: Counter<'input'>;
  readonly #opened: Counter;
  readonly #late: Counter;
  readonly #voids: Counter<'result'>;
  readonly #faults: Counter<'where'>;
  readonly #injected: Counter<'rule'>;
  readonly #skipped: Counter<'rule'>;
  /** Of both counters together. */
  readonly #ruleLabels = new RuleLabels();
  /** Class → outcome → count. Handed to prom-client only when /metrics is requested. */
  readonly #decided = new Map<string, Map<string, number>>();

  constructor(log: Log) {
    this.#log = log;
    this.#faultLog = new FaultLog(log);
    const registers = [this.registry];
    this.#opened = new Counter({ name: 'aksept_connections_opened_total', help: 'Connections taken.', registers });
    this.#ends = new Counter({
      name: 'aksept_connections_ended_total',
      help: 'Connections ended, and why.',
      labelNames: ['end'],
      registers,
    });
    this.#refused = new Counter({
      name: 'aksept_refused_input_total',
      help: 'Frames that could not be taken.',
      labelNames: ['input'],
      registers,
    });
    this.#late = new Counter({ name: 'aksept_late_decisions_total', help: 'Decisions that came after their deadline.', registers });
    this.#voids = new Counter({
      name: 'aksept_voids_total',
      help: 'Tries to take back an unanswered attempt.',
      labelNames: ['result'],
      registers,
    });
    this.#faults = new Counter({
      name: 'aksept_faults_total',
      help: 'Faults inside; each is in the log.',
      labelNames: ['where'],
      registers,
    });
    this.#injected = new Counter({
      name: 'aksept_injected_faults_total',
      help: 'Messages that a fault rule hit.',
      labelNames: ['rule'],
      registers,
    });
    this.#skipped = new Counter({
      name: 'aksept_skipped_faults_total',
      help: 'Answers that a fault rule was to hold, and that left at once: too many were held.',
      labelNames: ['rule'],
      registers,
    });
    this.#addDecisions();
    this.#addGauges();
    addStoreGauges(this.registry, () => this.gauges.storeUsage());
    collectDefaultMetrics({ register: this.registry });
  }

  #addDecisions(): void {
    const decided = this.#decided;
    new Counter({
      name: 'aksept_decisions_total',
      help: 'Answers to transaction requests.',
      labelNames: ['class', 'outcome'],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [messageClass, outcomes] of decided) {
          for (const [outcome, count] of outcomes) this.inc({ class: messageClass, outcome }, count);
        }
      },
    });
  }

  #addGauges(): void {
    const add = (name: string, help: string, read: () => number | Promise<number>): void => {
      new Gauge({
        name,
        help,
        registers: [this.registry],
        async collect() {
          this.set(await read());
        },
      });
    };
    add('aksept_connections', 'Open connections.', () => this.gauges.connections());
    add('aksept_in_flight', 'Requests that wait for their answer.', () => this.gauges.inFlight());
    add('aksept_doubts', 'Unanswered attempts that are still to be taken back.', () => this.gauges.inDoubt());
    add('aksept_held_answers', 'Answers that fault rules hold.', () => this.gauges.heldAnswers());
    add('aksept_store_up', '1 when an attempt could be decided now.', async () => ((await this.gauges.storeReady()) ? 1 : 0));
  }

  decided(request: TransactionRequest, response: TransactionResponse, latencyMs: number): void {
    let outcomes = this.#decided.get(request.class);
    if (outcomes === undefined) {
      outcomes = new Map();
      this.#decided.set(request.class, outcomes);
    }
    outcomes.set(response.outcome, (outcomes.get(response.outcome) ?? 0) + 1);
    this.#latency.observe(response.outcome, latencyMs / 1_000);
  }

  /** All metrics in the Prometheus text format. */
  async text(): Promise<string> {
    return `${await this.registry.metrics()}\n${this.#latency.text()}`;
  }

  connectionOpened(): void {
    this.#opened.inc();
  }

  connectionClosed(end: ConnectionEnd): void {
    this.#ends.inc({ end });
  }

  refused(input: RefusedInput): void {
    this.#refused.inc({ input });
  }

  lateDecision(): void {
    this.#late.inc();
  }

  takeBackTried(result: TakeBackResult): void {
    this.#voids.inc({ result });
  }

  faultInjected(rule: string, what: string): void {
    this.#injected.inc({ rule: this.#ruleLabels.of(rule) });
    this.#log.debug({ rule: quotable(rule), what }, 'A fault rule hit a message.');
  }

  faultSkipped(rule: string): void {
    this.#skipped.inc({ rule: this.#ruleLabels.of(rule) });
    this.#log.debug({ rule: quotable(rule) }, 'As many answers are held as may be; this one left at once.');
  }

  httpRefused(reason: string): void {
    this.http.refused(reason);
  }

  httpClientGone(): void {
    this.http.clientGone();
    this.#log.debug('An HTTP client left before its answer.');
  }

  fault(where: string, error: unknown): void {
    this.#faults.inc({ where });
    this.#faultLog.tell(where, describe(error));
  }
}

/**
 * Class, code and place of an error. Its message may quote card data, so only a StoreError's is
 * shown.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return `${error.name}${code}${error.name === 'StoreError' ? `: ${error.message}` : ''} ${place.trim()}`.trim();
}
