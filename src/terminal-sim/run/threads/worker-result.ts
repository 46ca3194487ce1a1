/** The results of the workers of a run, and their sum. Plain data. */

import { type Findings, noFindings } from '../../findings.ts';
import { type LinkErrors, sumLinkErrors } from '../../link/link-errors.ts';
import { mergeHistogramData } from '../../measure/histogram.ts';
import type { ExpectedTotals } from '../books/reconcile.ts';
import type { LoadRunResult } from '../engine/load-mode.ts';
import type { ShortBy } from '../engine/loop.ts';

export interface WorkerResult extends Omit<LoadRunResult, 'statistics'> {
  readonly linkErrors: LinkErrors;
  readonly findings: Findings;
  readonly pinsAstray: number;
  /** Flows that did not run because there was no card for them. */
  readonly skipped: readonly string[];
  /** In the order of the worker's cards. */
  readonly expected: readonly Omit<ExpectedTotals, 'card'>[];
}

const SHORT_BY_WORST_FIRST: readonly ShortBy[] = ['generator', 'host'];

function sumFindings(results: readonly WorkerResult[]): Findings {
  const sum = noFindings();
  for (const { findings } of results) for (const name of Object.keys(sum) as (keyof Findings)[]) sum[name] += findings[name];
  return sum;
}

/** Without `expected`, which belongs to the cards of each worker. At least one result. */
export function sumResults(results: readonly WorkerResult[]): Omit<WorkerResult, 'expected'> {
  const sum = (of: (result: WorkerResult) => number): number => results.reduce((total, result) => total + of(result), 0);
  const most = (of: (result: WorkerResult) => number): number => Math.max(0, ...results.map(of));
  const [first, ...others] = results;
  return {
    startedAtMs: Math.min(...results.map((result) => result.startedAtMs)),
    measuredMs: most((result) => result.measuredMs),
    settleMs: most((result) => result.settleMs),
    sentTotal: sum((result) => result.sentTotal),
    notSent: sum((result) => result.notSent),
    shortBy: SHORT_BY_WORST_FIRST.find((reason) => results.some((result) => result.shortBy === reason)) ?? '',
    lagMsMax: most((result) => result.lagMsMax),
    lateness: mergeHistogramData(results.map((result) => result.lateness)),
    busyMs: sum((result) => result.busyMs),
    unfinished: sum((result) => result.unfinished),
    linkErrors: sumLinkErrors(results.map((result) => result.linkErrors)),
    findings: sumFindings(results),
    pinsAstray: sum((result) => result.pinsAstray),
    skipped: (first?.skipped ?? []).filter((name) => others.every((result) => result.skipped.includes(name))),
  };
}
