/**
 * One interval of a run and its measurements: summed up, merged with its neighbours, and in the
 * form of the report.
 */
import { isApproval, type Outcome } from '../../protocol/outcome.ts';
import { UNANSWERED_REASONS, UNSENT_REASONS } from '../link/transport.ts';
import { type HistogramData, latenciesOfData, mergeHistogramData } from './histogram.ts';
import { type SupportedLatencies, supportedLatencies } from './supported-percentiles.ts';
import type { TallyData } from './tally.ts';

export interface IntervalTimes {
  /** From the start of the measured time to the end of the interval. */
  readonly atMs: number;
  /** 0: answers after the measured time to messages that were sent in it. */
  readonly durationMs: number;
}

/** An interval with all its measurements; plain data. */
export interface Interval extends IntervalTimes, TallyData {}

/** An interval with its latencies, for an HDR histogram log. */
export interface IntervalLatencies extends IntervalTimes {
  readonly corrected: HistogramData;
  readonly uncorrected: HistogramData;
}

export interface IntervalSummary extends IntervalLatencies {
  readonly offered: number;
  readonly answered: number;
  readonly approved: number;
  /** Sent, and not answered. */
  readonly unanswered: number;
  readonly notSent: number;
}

/** An interval in the form of the report. */
export interface SeriesPoint extends IntervalTimes {
  /** Answered. */
  readonly ratePerSecond: number;
  /** Handed to a connection. */
  readonly offeredPerSecond: number;
  readonly approved: number;
  readonly declined: number;
  /** Sent, and not answered. */
  readonly unanswered: number;
  readonly notSent: number;
  /** From the intended instant. Percentiles that the answers do not support are left out. */
  readonly p50Ms?: number | undefined;
  readonly p90Ms?: number | undefined;
  readonly p99Ms?: number | undefined;
  /** 0 when nothing was answered. */
  readonly maxMs: number;
  /** From the sending. */
  readonly uncorrectedP99Ms?: number | undefined;
}

function sumOf(counts: Partial<Record<string, number>>, names: readonly string[] = Object.keys(counts)): number {
  return names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}

export function summaryOf(interval: Interval): IntervalSummary {
  const { atMs, durationMs, offered, corrected, uncorrected = corrected, outcomes, reasons } = interval;
  const approved = Object.entries(outcomes).reduce((sum, [name, count]) => sum + (isApproval(name as Outcome) ? count : 0), 0);
  const unanswered = sumOf(reasons, UNANSWERED_REASONS);
  const notSent = sumOf(reasons, UNSENT_REASONS);
  return { atMs, durationMs, offered, answered: sumOf(outcomes), approved, unanswered, notSent, corrected, uncorrected };
}

/** At least one summary. */
export function mergeSummaries(parts: readonly IntervalSummary[]): IntervalSummary {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const sum = (of: (part: IntervalSummary) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const corrected = mergeHistogramData(parts.map((part) => part.corrected));
  return {
    atMs: Math.max(...parts.map((part) => part.atMs)),
    durationMs: sum((part) => part.durationMs),
    offered: sum((part) => part.offered),
    answered: sum((part) => part.answered),
    approved: sum((part) => part.approved),
    unanswered: sum((part) => part.unanswered),
    notSent: sum((part) => part.notSent),
    corrected,
    uncorrected: parts.every((part) => part.uncorrected === part.corrected)
      ? corrected
      : mergeHistogramData(parts.map((part) => part.uncorrected)),
  };
}

export function pointOf(summary: IntervalSummary): SeriesPoint {
  const { atMs, durationMs, offered, answered, approved, unanswered, notSent, corrected, uncorrected } = summary;
  const supported = (data: HistogramData): SupportedLatencies => supportedLatencies(latenciesOfData(data), answered);
  const { p50, p90, p99, max } = supported(corrected);
  const perSecond = (count: number): number => (durationMs === 0 ? 0 : (count * 1000) / durationMs);
  return {
    atMs,
    durationMs,
    ratePerSecond: perSecond(answered),
    offeredPerSecond: perSecond(offered),
    approved,
    declined: answered - approved,
    unanswered,
    notSent,
    p50Ms: p50,
    p90Ms: p90,
    p99Ms: p99,
    maxMs: max,
    uncorrectedP99Ms: uncorrected === corrected ? p99 : supported(uncorrected).p99,
  };
}
