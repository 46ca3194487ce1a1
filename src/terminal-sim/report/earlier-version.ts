/** Turns a report of version 1 into one of this version, so that runs can be compared with it. */
import { UNANSWERED_REASONS, UNSENT_REASONS } from '../link/transport.ts';
import { isSupported, SAMPLES_BEYOND_MIN, supportedPercentiles } from '../measure/supported-percentiles.ts';
import type { Report } from './report.ts';

export const EARLIER_VERSION = 1;

type Numbers = Readonly<Record<string, number>>;

/** What a comparison reads of a report of version 1. */
interface EarlierReport extends Omit<Report, 'messages' | 'latencyMs'> {
  readonly messages: Numbers;
  readonly latencyMs: Readonly<Record<'corrected' | 'uncorrected', Numbers>>;
}

function sumOf(counts: Numbers, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}

function supportedOnly(latencies: Numbers, samples: number): Report['latencyMs']['corrected'] {
  const names: readonly string[] = ['min', 'mean', 'max', ...supportedPercentiles(samples)];
  return Object.fromEntries(names.map((name) => [name, latencies[name] ?? 0])) as Report['latencyMs']['corrected'];
}

function supportedPoint(point: Report['series'][number]): Report['series'][number] {
  const samples = point.approved + point.declined;
  const { p50Ms, p90Ms, p99Ms, ...rest } = point;
  return {
    ...rest,
    p50Ms: isSupported('p50', samples) ? p50Ms : undefined,
    p90Ms: isSupported('p90', samples) ? p90Ms : undefined,
    p99Ms: isSupported('p99', samples) ? p99Ms : undefined,
  };
}

/**
 * Version 1 counted messages that no connection sent as sent and unanswered, and reported every
 * percentile, whatever the number of answers.
 */
export function upgradedReport(report: EarlierReport): Report {
  const errors = report.errors as unknown as Numbers;
  const answered = report.messages['answered'] ?? 0;
  const unanswered = sumOf(errors, UNANSWERED_REASONS);
  const notSent = (report.messages['notSent'] ?? 0) + sumOf(errors, UNSENT_REASONS);
  const sent = answered + unanswered;
  const approved = report.outcomes.approved + report.outcomes.approvedPartially;
  const reached = (distribution: Report['distribution']['corrected']): Report['distribution']['corrected'] =>
    distribution.filter(([percentile]) => percentile >= 100 || ((100 - percentile) / 100) * answered >= SAMPLES_BEYOND_MIN);
  return {
    ...report,
    messages: {
      ...{ due: sent + notSent, sent, answered, approved, declined: answered - approved, unanswered, notSent },
      sentTotal: report.messages['sentTotal'] ?? 0,
      unfinished: report.messages['unfinished'] ?? 0,
    },
    latencyMs: {
      corrected: supportedOnly(report.latencyMs.corrected, answered),
      uncorrected: supportedOnly(report.latencyMs.uncorrected, answered),
    },
    distribution: { corrected: reached(report.distribution.corrected), uncorrected: reached(report.distribution.uncorrected) },
    series: report.series.map(supportedPoint),
  };
}
