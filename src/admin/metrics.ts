import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ConnectionEnd, Observer, RefusedInput, VoidResult } from '../authorizer/observer.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { Log } from './log.ts';

/** Seconds. Below a millisecond for the embedded store, up to past the default deadline. */
const LATENCY_BUCKETS = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 2.5];

/** What is read off when somebody asks. */
export interface Gauges {
  readonly connections: () => number;
  readonly inFlight: () => number;
  readonly doubts: () => number;
  readonly storeReady: () => Promise<boolean>;
}

const NO_GAUGES: Gauges = { connections: () => 0, inFlight: () => 0, doubts: () => 0, storeReady: async () => false };

interface Tally {
  readonly counter: Counter.Internal;
  readonly latency: Histogram.Internal<'outcome'>;
}

/** The observer that counts. Labels are table names only: no card, terminal or peer is in them. */
export class Metrics implements Observer {
  readonly registry = new Registry();
  gauges: Gauges = NO_GAUGES;
  readonly #log: Log;
  readonly #decisions: Counter<'class' | 'outcome'>;
  readonly #latency: Histogram<'outcome'>;
  readonly #ends: Counter<'end'>;
  readonly #refused: Counter<'input'>;
  readonly #opened: Counter;
  readonly #late: Counter;
  readonly #voids: Counter<'result'>;
  readonly #faults: Counter<'where'>;
  /** `<class><outcome>` → its counter and histogram: labels are not looked up per message. */
  readonly #tallies = new Map<string, Map<string, Tally>>();

  constructor(log: Log) {
    this.#log = log;
    const registers = [this.registry];
    this.#decisions = new Counter({
      name: 'aksept_decisions_total',
      help: 'Answers to transaction requests.',
      labelNames: ['class', 'outcome'],
      registers,
    });
    this.#latency = new Histogram({
      name: 'aksept_decision_seconds',
      help: 'From the decoded request to its answer.',
      labelNames: ['outcome'],
      buckets: LATENCY_BUCKETS,
      registers,
    });
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
    this.#addGauges();
    collectDefaultMetrics({ register: this.registry });
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
    add('aksept_doubts', 'Unanswered attempts that are still to be taken back.', () => this.gauges.doubts());
    add('aksept_store_up', '1 when an attempt could be decided now.', async () => ((await this.gauges.storeReady()) ? 1 : 0));
  }

  decided(request: TransactionRequest, response: TransactionResponse, latencyMs: number): void {
    const tally = this.#tallies.get(request.class)?.get(response.outcome) ?? this.#newTally(request.class, response.outcome);
    tally.counter.inc();
    tally.latency.observe(latencyMs / 1_000);
  }

  #newTally(messageClass: string, outcome: string): Tally {
    const tally = { counter: this.#decisions.labels(messageClass, outcome), latency: this.#latency.labels(outcome) };
    const ofClass = this.#tallies.get(messageClass) ?? new Map<string, Tally>();
    this.#tallies.set(messageClass, ofClass.set(outcome, tally));
    return tally;
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

  voidTried(result: VoidResult): void {
    this.#voids.inc({ result });
  }

  fault(where: string, error: unknown): void {
    this.#faults.inc({ where });
    this.#log.error({ where, error: describe(error) }, 'A fault inside; the message was answered, service goes on.');
  }
}

/** Kind and place of an error. Its message may quote what it choked on, so that is left out unless it is one of ours. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return `${error.name}${code}${error.name === 'StoreError' ? `: ${error.message}` : ''} ${place.trim()}`.trim();
}
