/** Reports of small made-up runs. */

import { noFindings } from '../../../src/terminal-sim/findings.ts';
import { noLinkErrors } from '../../../src/terminal-sim/link/link-errors.ts';
import { Statistics } from '../../../src/terminal-sim/measure/statistics.ts';
import { parseThreshold } from '../../../src/terminal-sim/measure/threshold.ts';
import { makeReport, type Report, type ReportParts } from '../../../src/terminal-sim/report/report.ts';
import type { Reconciliation } from '../../../src/terminal-sim/run/books/reconcile.ts';

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

const STALL_FROM_MS = 4_000;
const STALL_TO_MS = 5_000;

/**
 * 400 a second for 10 s, answered in 1 to 5 ms; from 4 to 5 s the host stalls. With at most 100 in
 * flight the other 300 of that second leave when it is over. Of the stalled second itself nothing
 * was answered.
 */
export function stalledStatistics(): Statistics {
  const statistics = new Statistics(true, 0);
  const messages = Array.from({ length: 4_000 }, (_none, index) => {
    const dueMs = index * 2.5;
    const serviceMs = 1 + (index % 5);
    const stalled = dueMs > STALL_FROM_MS - serviceMs && dueMs < STALL_TO_MS;
    const leftMs = stalled && dueMs >= STALL_FROM_MS + 250 ? STALL_TO_MS : dueMs;
    return { dueMs, leftMs, answeredMs: (stalled ? STALL_TO_MS : dueMs) + serviceMs };
  });
  for (let endMs = 1_000; endMs <= 10_000; endMs += 1_000) {
    // The few answers after the end belong to the last second.
    const within = (ms: number): boolean => Math.min(9_999, ms) >= endMs - 1_000 && Math.min(9_999, ms) < endMs;
    for (const { dueMs, leftMs, answeredMs } of messages) {
      if (within(leftMs)) statistics.offered();
      if (!within(answeredMs)) continue;
      const outcome = answeredMs % 7 === 0 ? 'insufficientFunds' : 'approved';
      statistics.answered(answeredMs % 5 === 0 ? 'atm' : 'pos', outcome, answeredMs - dueMs, answeredMs - leftMs);
    }
    statistics.tick(endMs);
  }
  return statistics;
}

/** Two seconds in which every message was sent in vain. */
export function silentStatistics(): Statistics {
  const statistics = new Statistics(true, 0);
  for (let second = 1; second <= 2; second += 1) {
    for (let count = 0; count < 50; count += 1) {
      statistics.offered();
      statistics.unanswered('pos', 'timeout');
    }
    statistics.tick(second * 1_000);
  }
  return statistics;
}

export function smallReport(
  reconciliation: Reconciliation = EQUAL,
  seed = '1',
  thresholds: readonly string[] = [],
  changes: Partial<ReportParts['result']> = {},
  statistics: Statistics = smallStatistics(),
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
      workload: 'usual',
      warmupMs: 0,
      durationMs: 2_000,
      timeoutMs: 6_600,
      skippedErrands: [],
    },
    statistics,
    result: {
      startedAtMs: 1_800_000_000_000,
      measuredMs: 2_000,
      settleMs: 3,
      sentTotal: 103,
      notSent: 2,
      shortBy: '',
      lagMsMax: 0.4,
      lateness: { values: [80, 240, 400], counts: [90, 10, 1] },
      busyMs: 0,
      unfinished: 0,
      linkErrors: noLinkErrors(),
      findings: noFindings(),
      pinsAstray: 0,
      skipped: [],
      ...changes,
    },
    cpu: { seconds: 0.5, cores: 0.25 },
    aborted: undefined,
    reconciliation,
    thresholds: thresholds.map(parseThreshold),
  });
}
