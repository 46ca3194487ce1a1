/**
 * The report of a run: the object that `demo --json` and `load --json` write, and how it is made.
 */

import { isApproval, OUTCOMES, type Outcome } from '../../protocol/outcome.ts';
import type { Findings } from '../findings.ts';
import type { LinkErrors } from '../link/link-errors.ts';
import type { NoAnswerReason } from '../link/transport.ts';
import type { Distribution } from '../measure/histogram.ts';
import type { SeriesPoint } from '../measure/interval.ts';
import type { MessageKind, MessageName } from '../measure/message-kinds.ts';
import type { CodeCounts, ResponseCodeCounts } from '../measure/response-codes.ts';
import type { Statistics } from '../measure/statistics.ts';
import { type SupportedLatencies, supportedLatencies } from '../measure/supported-percentiles.ts';
import type { ClassCounts } from '../measure/tally.ts';
import { checkThreshold, type Measured, type Threshold, type ThresholdResult } from '../measure/threshold.ts';
import type { Reconciliation } from '../run/books/reconcile.ts';
import type { CpuUsed } from '../run/cpu-meter.ts';
import type { ShortBy } from '../run/engine/loop.ts';
import type { WorkerResult } from '../run/threads/worker-result.ts';
import { type GeneratorReport, generatorReport } from './generator.ts';

export const REPORT_FORMAT = 'aksept load report';
/** Raised when a field changes its meaning or is removed; a new field does not raise it. */
export const REPORT_VERSION = 2;

/** The settings of the run. */
export interface ReportSettings {
  readonly command: 'demo' | 'load';
  readonly target: string;
  readonly codec: string;
  readonly mode: 'closed' | 'open';
  /** 0 in an open loop. */
  readonly concurrency: number;
  /** As the user wrote it, such as `100/s..2000/s`; '' in a closed loop. */
  readonly rate: string;
  /** The mean of the rate over the measured time; 0 in a closed loop. */
  readonly ratePerSecond: number;
  readonly arrivals: 'constant' | 'poisson' | '';
  readonly workers: number;
  readonly connections: number;
  /** The limit of messages in flight; 0 in a closed loop. */
  readonly inFlightMax: number;
  readonly terminals: number;
  readonly cards: number;
  readonly seed: string;
  /** Path of the workload file; `usual`; `given` when a program gave it. */
  readonly workload: string;
  readonly warmupMs: number;
  readonly durationMs: number;
  readonly timeoutMs: number;
  /** Flows of the mix that did not run because the card file has no card for them. */
  readonly skippedErrands: readonly string[];
}

export interface Versions {
  readonly aksept: string;
  readonly node: string;
  readonly platform: string;
}

/**
 * Instants are ISO 8601 in UTC, amounts are minor units. Counts cover the measured time unless
 * their comment says otherwise.
 */
export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly version: number;
  readonly versions: Versions;
  readonly startedAt: string;
  readonly settings: ReportSettings;
  /** Present when a threshold ended the run early. */
  readonly aborted?: { readonly threshold: string; readonly atMs: number } | undefined;
  /**
   * Present when the run was ended early from outside. `by`: the signal, such as `SIGINT`, or
   * `program`. `atMs` counts from the start of the measured time; 0 in the warm-up.
   */
  readonly interrupted?: { readonly by: string; readonly atMs: number } | undefined;
  /** Present when the host was gone at the end: its last answer came in the interval that ended at `atMs`. */
  readonly hostLost?: { readonly atMs: number } | undefined;
  readonly measuredMs: number;
  /** How long the flows under way took to end after the last message was offered. */
  readonly settleMs: number;
  /**
   * `due` = `sent` + `notSent`, `sent` = `answered` + `unanswered`, `answered` = `approved` +
   * `declined`.
   */
  readonly messages: {
    /** Messages that were to be sent in the measured time. */
    readonly due: number;
    /** Of these, those that left this machine. */
    readonly sent: number;
    readonly answered: number;
    readonly approved: number;
    readonly declined: number;
    /** Sent, and not answered in time. */
    readonly unanswered: number;
    /** Never sent: see `errors`, and `offer.shortBy` for those that no connection was given. */
    readonly notSent: number;
    /** Warm-up and settling included. */
    readonly sentTotal: number;
    /** Flows that had not ended when settling was given up. */
    readonly unfinished: number;
  };
  /** Answered messages per second. */
  readonly ratePerSecond: number;
  readonly offer: {
    /** Messages sent per second; in an open loop compare it with `settings.ratePerSecond`. */
    readonly offeredPerSecond: number;
    /**
     * Why fewer messages were sent than intended: the host left too many unanswered, or this
     * machine was too slow. '' when all were sent.
     */
    readonly shortBy: ShortBy;
    /**
     * The longest delay of the generator itself: how late a message was sent although it could have
     * been sent.
     */
    readonly lagMsMax: number;
  };
  /** How late and how busy the generator itself was. */
  readonly generator: GeneratorReport;
  /** By outcome name, in the order of the outcome table, zeros included. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Without the percentiles that have fewer than ten answers beyond them. */
  readonly latencyMs: {
    /** From the intended instant of a message to its answer. */
    readonly corrected: SupportedLatencies;
    /** From the sending of a message to its answer; in a closed loop the two are the same. */
    readonly uncorrected: SupportedLatencies;
  };
  /** Pairs of percentile and milliseconds, in smaller steps towards 100. */
  readonly distribution: { readonly corrected: Distribution; readonly uncorrected: Distribution };
  /** By the kind of terminal that sent the messages. */
  readonly kinds: readonly KindReport[];
  /** By message class, repeats separately; classes that were not sent are left out. */
  readonly classes: Readonly<Partial<Record<MessageName, ClassCounts>>>;
  /**
   * DE39 as received, by outcome, each with its count. Empty with a codec without DE39, such as
   * protobuf.
   */
  readonly responseCodes: ResponseCodeCounts;
  /**
   * DE39 codes that the dialect has no outcome for → count. `outcomes` counts them as
   * systemMalfunction.
   */
  readonly unknownCodes: CodeCounts;
  readonly errors: Readonly<Record<NoAnswerReason, number>> & LinkErrors;
  /** Broken invariants: all 0 when the host is correct. */
  readonly findings: Findings;
  /**
   * Cards whose PIN may no longer be that of the card file, because the run ended before it was
   * changed back.
   */
  readonly pinsAstray: number;
  readonly reconciliation: Reconciliation;
  readonly thresholds: readonly ThresholdResult[];
  readonly series: readonly SeriesPoint[];
}

export interface KindReport {
  readonly kind: MessageKind;
  readonly answered: number;
  readonly approved: number;
  readonly declined: number;
  /** Sent, and not answered. */
  readonly unanswered: number;
  readonly notSent: number;
  readonly latencyMs: SupportedLatencies;
}

export interface ReportParts {
  readonly versions: Versions;
  readonly settings: ReportSettings;
  readonly statistics: Statistics;
  readonly result: Omit<WorkerResult, 'expected'>;
  readonly cpu: CpuUsed;
  readonly aborted: Report['aborted'];
  readonly interrupted?: Report['interrupted'];
  readonly reconciliation: Reconciliation;
  readonly thresholds: readonly Threshold[];
}

/**
 * The values that thresholds are checked against during the run, without the books and what is
 * known only at the end.
 */
export function measuredSoFar(statistics: Statistics): Measured {
  const answered = statistics.answeredCount;
  const { measuredMs } = statistics;
  return {
    answered,
    notSent: statistics.notSentCount,
    ratePerSecond: measuredMs > 0 ? (answered * 1000) / measuredMs : 0,
    outcomes: statistics.outcomes(),
    noAnswer: statistics.reasons(),
    latencyMs: statistics.corrected(),
    findings: 0,
    books: NO_BOOKS,
  };
}

const NO_BOOKS = { cards: 0, differing: 0, inDoubt: 0, unbalanced: 0 } as const;

function perSecond(count: number, ms: number): number {
  return ms > 0 ? Math.round((count * 10_000) / ms) / 10 : 0;
}

/** When the host was lost for good: connecting failed, and no interval after that has an answer. */
function hostLost(series: readonly SeriesPoint[], { connectsFailed }: LinkErrors): Report['hostLost'] {
  const last = series.findLastIndex((point) => point.approved + point.declined > 0);
  if (connectsFailed === 0 || last < 0 || last === series.length - 1) return undefined;
  return { atMs: Math.round(series[last]?.atMs ?? 0) };
}

function kindReport({ latencyMs, ...counts }: ReturnType<Statistics['kinds']>[number]): KindReport {
  const { answered, approved } = counts;
  return { ...counts, declined: answered - approved, latencyMs: supportedLatencies(latencyMs, answered) };
}

export function makeReport(parts: ReportParts): Report {
  const { result, statistics, reconciliation } = parts;
  const { findings, measuredMs } = result;
  // Those that were not even handed to a connection, and those that no connection sent.
  const notSent = result.notSent + statistics.notSentCount;
  const measured: Measured = {
    ...measuredSoFar(statistics),
    notSent,
    ratePerSecond: measuredMs > 0 ? (statistics.answeredCount * 1000) / measuredMs : 0,
    findings: Object.values(findings).reduce((sum, count) => sum + count, 0),
    books: reconciliation.kind === 'not reconciled' ? NO_BOOKS : reconciliation,
  };
  const { answered, outcomes, noAnswer, latencyMs } = measured;
  const sent = statistics.offeredCount - statistics.notSentCount;
  const approved = OUTCOMES.reduce((sum, { name }) => sum + (isApproval(name) ? outcomes[name] : 0), 0);
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    versions: parts.versions,
    startedAt: new Date(result.startedAtMs).toISOString(),
    settings: parts.settings,
    aborted: parts.aborted,
    interrupted: parts.interrupted,
    hostLost: hostLost(statistics.series(), result.linkErrors),
    measuredMs: Math.round(measuredMs),
    settleMs: Math.round(result.settleMs),
    messages: {
      due: sent + notSent,
      sent,
      answered,
      approved,
      declined: answered - approved,
      unanswered: sent - answered,
      notSent,
      sentTotal: result.sentTotal,
      unfinished: result.unfinished,
    },
    ratePerSecond: perSecond(answered, measuredMs),
    offer: { offeredPerSecond: perSecond(sent, measuredMs), shortBy: result.shortBy, lagMsMax: result.lagMsMax },
    generator: generatorReport(parts.settings, result, parts.cpu),
    outcomes,
    latencyMs: {
      corrected: supportedLatencies(latencyMs, answered),
      uncorrected: supportedLatencies(statistics.uncorrected(), answered),
    },
    distribution: statistics.distributions(),
    kinds: statistics.kinds().map(kindReport),
    classes: statistics.classes(),
    responseCodes: statistics.responseCodes(),
    unknownCodes: statistics.unknownCodes(),
    errors: { ...noAnswer, ...result.linkErrors },
    findings,
    pinsAstray: result.pinsAstray,
    reconciliation,
    thresholds: parts.thresholds.map((threshold) => checkThreshold(threshold, measured)),
    series: statistics.series(),
  };
}

/** True when the books agree, as far as they were asked for, and no invariant was broken. */
export function isSound(report: Report): boolean {
  const { reconciliation } = report;
  if (reconciliation.kind === 'not reconciled' && reconciliation.failed === true) return false;
  return reconciliation.kind !== 'unequal' && Object.values(report.findings).every((count) => count === 0);
}
