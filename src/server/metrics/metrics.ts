/** Counts what the authorizer does, for GET /metrics. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { CONNECTION_END_ROWS, type ConnectionEnd } from '../../authorizer/connections/reasons.ts';
import type { FaultReport } from '../../authorizer/faults/faults.ts';
import {
  FAULT_PLACES,
  type FaultPlace,
  type FaultSubject,
  type Observer,
  REFUSED_INPUTS,
  type RefusedInput,
  TAKE_BACK_RESULTS,
  type TakeBackResult,
} from '../../authorizer/observer.ts';
import { quotable } from '../../cards/card-data/card-data.ts';
import { packageVersion } from '../../config/package-version.ts';
import type { DecisionTimes, HttpMetrics } from '../../http/http-metrics.ts';
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { FaultLog } from '../fault-log.ts';
import type { Log } from '../log.ts';
import { BoundedLabels, RULE_LABELS_MAX } from './bounded-labels.ts';
import { DecisionCounts } from './decision-counts.ts';
import { addAuthorizerGauges, addOfficeGauges, addStoreGauges, type GaugeSources, NO_SOURCES } from './gauges.ts';
import { HttpCounters } from './http-counters.ts';
import { StageTimings } from './stage-timings.ts';

/** Gauges of Node whose names promise counters. */
const MISNAMED = ['nodejs_active_resources_total', 'nodejs_active_handles_total', 'nodejs_active_requests_total'];

/**
 * Labels are names from tables, and bounded numbers of names of fault rules and dialects; never of a
 * card, terminal or peer.
 */
export class Metrics implements Observer, FaultReport, HttpMetrics {
  readonly registry = new Registry();
  readonly http = new HttpCounters(this.registry);
  readonly timings = new StageTimings();
  gauges: GaugeSources = NO_SOURCES;
  readonly #log: Log;
  readonly #faultLog: FaultLog;
  readonly #decisions = new DecisionCounts(this.registry);
  readonly #ends: Counter<'end'>;
  readonly #refused: Counter<'reason'>;
  readonly #opened: Counter;
  readonly #missed: Counter;
  readonly #late: Counter;
  readonly #takeBacks: Counter<'result'>;
  readonly #faults: Counter<'where'>;
  readonly #injected: Counter<'rule'>;
  readonly #skipped: Counter<'rule'>;
  /** Of both counters together. */
  readonly #ruleLabels = new BoundedLabels(RULE_LABELS_MAX);

  constructor(log: Log) {
    this.#log = log;
    this.#faultLog = new FaultLog(log);
    const registers = [this.registry];
    this.#opened = new Counter({
      name: 'aksept_connections_opened_total',
      help: 'Connections of terminals that were accepted.',
      registers,
    });
    this.#ends = new Counter({
      name: 'aksept_connections_ended_total',
      help: 'Connections of terminals that ended, and why.',
      labelNames: ['end'],
      registers,
    });
    this.#refused = new Counter({
      name: 'aksept_refused_frames_total',
      help: 'Frames that were refused, and why.',
      labelNames: ['reason'],
      registers,
    });
    this.#missed = new Counter({
      name: 'aksept_deadline_misses_total',
      help: 'Requests that were answered 91 because their deadline passed.',
      registers,
    });
    this.#late = new Counter({ name: 'aksept_late_decisions_total', help: 'Decisions that came after their deadline.', registers });
    this.#takeBacks = new Counter({
      name: 'aksept_take_backs_total',
      help: 'Tries to take back an attempt in doubt.',
      labelNames: ['result'],
      registers,
    });
    this.#faults = new Counter({
      name: 'aksept_faults_total',
      help: 'Internal faults; each is in the log.',
      labelNames: ['where'],
      registers,
    });
    this.#injected = new Counter({
      name: 'aksept_injected_faults_total',
      help: 'Messages that a fault rule applied to.',
      labelNames: ['rule'],
      registers,
    });
    this.#skipped = new Counter({
      name: 'aksept_skipped_faults_total',
      help: 'Answers that a fault rule should have held, sent at once because too many were held.',
      labelNames: ['rule'],
      registers,
    });
    this.#beginAtZero();
    addAuthorizerGauges(this.registry, () => this.gauges);
    addStoreGauges(this.registry, () => this.gauges.storeUsage());
    addOfficeGauges(this.registry, () => this.gauges);
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
    this.#addBuildInfo();
  }

  /** Prometheus does not see the first increment of a series that begins with it. */
  #beginAtZero(): void {
    for (const { name } of CONNECTION_END_ROWS) this.#ends.inc({ end: name }, 0);
    for (const reason of REFUSED_INPUTS) this.#refused.inc({ reason }, 0);
    for (const result of TAKE_BACK_RESULTS) this.#takeBacks.inc({ result }, 0);
    for (const where of FAULT_PLACES) this.#faults.inc({ where }, 0);
  }

  #addBuildInfo(): void {
    const version = packageVersion();
    new Gauge({
      name: 'aksept_build_info',
      help: 'Always 1; the label is the version of aksept.',
      labelNames: ['version'],
      registers: [this.registry],
    }).set({ version }, 1);
  }

  decided(request: TransactionRequest, { outcome }: TransactionResponse, latencyMs: number): void {
    this.#decisions.decided(request, outcome, latencyMs / 1_000);
  }

  decisionTimes(): DecisionTimes {
    return this.#decisions.times;
  }

  /** All metrics in the Prometheus text format. */
  async text(): Promise<string> {
    return `${await this.registry.metrics()}\n${this.#decisions.text()}${this.timings.text()}`;
  }

  connectionOpened(): void {
    this.#opened.inc();
  }

  connectionClosed(end: ConnectionEnd): void {
    this.#ends.inc({ end });
  }

  refused(reason: RefusedInput): void {
    this.#refused.inc({ reason });
  }

  deadlineMissed(): void {
    this.#missed.inc();
  }

  lateDecision(): void {
    this.#late.inc();
  }

  takeBackTried(result: TakeBackResult): void {
    this.#takeBacks.inc({ result });
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

  fault(where: FaultPlace, error: unknown, about?: FaultSubject): void {
    this.#faults.inc({ where });
    this.#faultLog.tell(where, describe(error), about);
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
