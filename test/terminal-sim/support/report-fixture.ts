/** A report of a small made-up run. */
import { noTroubles } from '../../../src/terminal-sim/link-troubles.ts';
import type { Reconciliation } from '../../../src/terminal-sim/reconcile.ts';
import { makeReport, type Report, type ReportParts } from '../../../src/terminal-sim/report.ts';
import { Statistics } from '../../../src/terminal-sim/statistics.ts';
import { noFindings } from '../../../src/terminal-sim/terminal.ts';
import { parseThreshold } from '../../../src/terminal-sim/threshold.ts';

export const EQUAL: Exclude<Reconciliation, { readonly kind: 'not reconciled' }> = {
  kind: 'equal',
  cards: 1_000,
  terminalsMinor: 123_456,
  hostMinor: 123_456,
  terminalsHeldMinor: 0,
  hostHeldMinor: 0,
  inDoubt: 0,
  differing: 0,
  first: undefined,
  unbalanced: 0,
};

/** 90 approved in 1 to 90 ms, 10 declined in 100 ms; over 2 s. */
export function smallStatistics(): Statistics {
  const statistics = new Statistics(true, 0);
  for (let ms = 1; ms <= 90; ms += 1) {
    statistics.offered();
    statistics.answered('pos', 'approved', ms, 1);
  }
  statistics.tick(1_000);
  for (let count = 0; count < 10; count += 1) {
    statistics.offered();
    statistics.answered('atm', 'formatError', 100, 1);
  }
  statistics.offered();
  statistics.unanswered('pos', 'timeout');
  statistics.tick(2_000);
  return statistics;
}

export function smallReport(
  reconciliation: Reconciliation = EQUAL,
  seed = '1',
  thresholds: readonly string[] = [],
  changes: Partial<ReportParts['result']> = {},
): Report {
  return makeReport({
    versions: { aksept: '0.0.0', node: 'v20', platform: 'test' },
    settings: {
      command: 'load',
      target: '127.0.0.1:7583',
      codec: 'protobuf',
      mode: 'open',
      concurrency: 0,
      rate: '50/s',
      ratePerSecond: 50,
      workers: 1,
      arrivals: 'poisson',
      connections: 4,
      inFlightMax: 10_000,
      terminals: 200,
      cards: 1_000,
      seed,
      warmupMs: 0,
      durationMs: 2_000,
      timeoutMs: 6_600,
      skippedErrands: [],
    },
    statistics: smallStatistics(),
    result: {
      startedAtMs: 1_800_000_000_000,
      measuredMs: 2_000,
      settleMs: 3,
      sentTotal: 103,
      notSent: 2,
      shortBy: '',
      lagMsMax: 0.4,
      unfinished: 0,
      troubles: noTroubles(),
      findings: noFindings(),
      pinsAstray: 0,
      skipped: [],
      ...changes,
    },
    aborted: undefined,
    reconciliation,
    thresholds: thresholds.map(parseThreshold),
  });
}
