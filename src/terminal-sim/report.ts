/** The one object that `demo --json` and `load --json` write, and how it is made of a run. */

import type { Outcome } from '../protocol/outcome.ts';
import { type LinkTroubles, NO_ANSWER_REASONS, type NoAnswerReason } from './link.ts';
import type { LoadResult } from './load.ts';
import type { Reconciliation } from './reconcile.ts';
import type { Latencies, SeriesPoint } from './statistics.ts';
import type { Findings } from './terminal.ts';
import { checkThreshold, type Measured, type Threshold, type ThresholdResult } from './threshold.ts';

/** What the run was asked for. */
export interface ReportSettings {
  readonly command: 'demo' | 'load';
  readonly target: string;
  readonly codec: string;
  readonly mode: 'closed' | 'open';
  /** 0 in an open loop. */
  readonly concurrency: number;
  /** 0 in a closed loop. */
  readonly ratePerSecond: number;
  readonly arrivals: 'constant' | 'poisson' | '';
  readonly connections: number;
  readonly terminals: number;
  readonly cards: number;
  readonly seed: string;
  readonly warmupMs: number;
  readonly durationMs: number;
  readonly timeoutMs: number;
  /** Errands of the mix that had no card and so did not happen. */
  readonly skippedErrands: readonly string[];
}

export interface Versions {
  readonly aksept: string;
  readonly node: string;
  readonly platform: string;
}

/** Instants are ISO 8601 UTC, money is minor units. Counts are of the measured time unless they say otherwise. */
export interface Report {
  readonly versions: Versions;
  readonly startedAt: string;
  readonly settings: ReportSettings;
  readonly measuredMs: number;
  /** How long what was under way took to come to its end. */
  readonly settleMs: number;
  readonly messages: {
    readonly answered: number;
    /** Intended and never sent, because the host was too slow for the rate. */
    readonly notSent: number;
    /** Warm-up and settling included. */
    readonly sentTotal: number;
    /** Errands that had not come to their end when settling was given up. */
    readonly unfinished: number;
  };
  /** Answered messages per second. */
  readonly ratePerSecond: number;
  /** By outcome name in the order of the outcome table, zeros included. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly latencyMs: {
    /** From the instant at which a message was meant to be sent. */
    readonly corrected: Latencies;
    /** From the instant at which it was sent; the same in a closed loop. */
    readonly uncorrected: Latencies;
  };
  readonly errors: Readonly<Record<NoAnswerReason, number>> & LinkTroubles;
  /** Broken invariants: 0 on a right host. */
  readonly findings: Findings;
  /** Cards whose PIN may not be the card file's any more, because the run ended before it was changed back. */
  readonly pinsAstray: number;
  readonly reconciliation: Reconciliation;
  readonly thresholds: readonly ThresholdResult[];
  readonly series: readonly SeriesPoint[];
}

export interface ReportParts {
  readonly versions: Versions;
  readonly settings: ReportSettings;
  readonly result: LoadResult;
  readonly troubles: LinkTroubles;
  readonly findings: Findings;
  readonly pinsAstray: number;
  readonly reconciliation: Reconciliation;
  readonly thresholds: readonly Threshold[];
}

export function makeReport(parts: ReportParts): Report {
  const { result } = parts;
  const { statistics } = result;
  const answered = statistics.answeredCount;
  const ratePerSecond = result.measuredMs > 0 ? (answered * 1000) / result.measuredMs : 0;
  const corrected = statistics.corrected();
  const outcomes = statistics.outcomes();
  const reasons = statistics.reasons();
  const measured: Measured = { answered, notSent: result.notSent, ratePerSecond, outcomes, unanswered: reasons, latencyMs: corrected };
  return {
    versions: parts.versions,
    startedAt: new Date(result.startedAtMs).toISOString(),
    settings: parts.settings,
    measuredMs: Math.round(result.measuredMs),
    settleMs: Math.round(result.settleMs),
    messages: { answered, notSent: result.notSent, sentTotal: result.sentTotal, unfinished: result.unfinished },
    ratePerSecond: Math.round(ratePerSecond * 10) / 10,
    outcomes,
    latencyMs: { corrected, uncorrected: statistics.uncorrected() },
    errors: { ...reasons, ...parts.troubles },
    findings: parts.findings,
    pinsAstray: parts.pinsAstray,
    reconciliation: parts.reconciliation,
    thresholds: parts.thresholds.map((threshold) => checkThreshold(threshold, measured)),
    series: statistics.series(),
  };
}

/** Messages without an answer. */
export function unansweredTotal(report: Report): number {
  return NO_ANSWER_REASONS.reduce((sum, reason) => sum + report.errors[reason], 0);
}

/** True when the books agree and no invariant was broken. */
export function isSound(report: Report): boolean {
  return report.reconciliation.kind !== 'unequal' && Object.values(report.findings).every((count) => count === 0);
}
