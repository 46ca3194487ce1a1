/** A load run as HTTP shows it: settings, progress and result, taken from the load engine. */
import { isApproval, OUTCOMES, type Outcome } from '../../protocol/outcome.ts';
import { pointOf, type SeriesPoint, summaryOf } from '../../terminal-sim/measure/interval.ts';
import { supportedLatencies } from '../../terminal-sim/measure/supported-percentiles.ts';
import type { Report } from '../../terminal-sim/report/report.ts';
import type { LoadPlan } from '../../terminal-sim/run/plan/plan.ts';
import type { RunProgress } from '../../terminal-sim/run/threads/workers.ts';
import type { LoadProgress, LoadResult, ShownLoadRun } from '../schema/load.ts';
import type { LoadJob } from './job.ts';

/** While nothing is measured. */
const PERIOD_MS = 1_000;

type Counts = Readonly<Record<Outcome, number>>;

function counted(outcomes: Counts): LoadProgress['outcomes'] {
  return Object.fromEntries(Object.entries(outcomes).filter(([, count]) => count > 0));
}

export function settingsOf(plan: LoadPlan, { options: { workload } }: LoadJob): ShownLoadRun['settings'] {
  const { target, wire, concurrency, rateText, seed, cards, warmupMs, durationMs, thresholds } = plan;
  // A path of this machine is of no use to a client.
  const name = typeof workload === 'string' ? (/([^/\\]+)\.yaml$/.exec(workload)?.[1] ?? '') : plan.workloadName;
  return {
    target: `${target.host}:${target.port}`,
    codec: wire.name,
    mode: concurrency > 0 ? 'closed' : 'open',
    rate: rateText,
    concurrency,
    workload: name,
    seed,
    cards: cards.length,
    warmupMs,
    durationMs,
    thresholds: thresholds.map(({ text }) => text),
  };
}

function tenths(rate: number): number {
  return Math.round(rate * 10) / 10;
}

function shownPoint({ atMs, ratePerSecond, offeredPerSecond, approved, declined, unanswered, p50Ms, p90Ms, p99Ms, maxMs }: SeriesPoint) {
  const percentiles = {
    ...(p50Ms === undefined ? {} : { p50Ms }),
    ...(p90Ms === undefined ? {} : { p90Ms }),
    ...(p99Ms === undefined ? {} : { p99Ms }),
  };
  return {
    atMs,
    ratePerSecond: tenths(ratePerSecond),
    offeredPerSecond: tenths(offeredPerSecond),
    approved,
    declined,
    unanswered,
    maxMs,
    ...percentiles,
  };
}

function shownProgress(
  { statistics, phase, elapsedMs, inFlight, sentTotal }: RunProgress,
  totalMs: number,
  point: SeriesPoint | undefined,
) {
  const outcomes = statistics.outcomes();
  const answered = statistics.answeredCount;
  const approved = OUTCOMES.reduce((sum, { name }) => sum + (isApproval(name) ? outcomes[name] : 0), 0);
  return {
    phase,
    elapsedMs: Math.round(elapsedMs),
    totalMs,
    inFlight,
    sentTotal,
    answered,
    approved,
    declined: answered - approved,
    unanswered: statistics.unansweredCount,
    notSent: statistics.notSentCount,
    latencyMs: supportedLatencies(statistics.corrected(), answered),
    outcomes: counted(outcomes),
    point: point === undefined ? null : shownPoint(point),
  };
}

/** Tells each measured second as it ends, and the state once a second otherwise; until the returned function is called. */
export function watchProgress(progress: RunProgress, plan: LoadPlan, tell: (now: LoadProgress) => void): () => void {
  const totalMs = plan.warmupMs + plan.durationMs;
  const { statistics } = progress;
  const engine = statistics.onInterval;
  statistics.onInterval = (interval) => {
    engine?.(interval);
    if (interval.durationMs > 0) tell(shownProgress(progress, totalMs, pointOf(summaryOf(interval))));
  };
  const timer = setInterval(() => {
    if (progress.phase !== 'measure') tell(shownProgress(progress, totalMs, undefined));
  }, PERIOD_MS);
  return () => clearInterval(timer);
}

function cutShort({ aborted, interrupted, hostLost }: Report): LoadResult['cutShort'] {
  if (hostLost !== undefined) return 'hostLost';
  if (aborted !== undefined) return 'threshold';
  return interrupted === undefined ? '' : 'stopped';
}

export function resultOf(report: Report): LoadResult {
  const { messages, reconciliation, findings, offer } = report;
  const { sent, answered, approved, declined, unanswered, notSent } = messages;
  const { kind } = reconciliation;
  return {
    measuredMs: report.measuredMs,
    cutShort: cutShort(report),
    messages: { sent, answered, approved, declined, unanswered, notSent },
    ratePerSecond: report.ratePerSecond,
    latencyMs: report.latencyMs.corrected,
    outcomes: counted(report.outcomes),
    thresholds: report.thresholds.map(({ answersNeeded, ...result }) =>
      answersNeeded === undefined ? result : { ...result, answersNeeded },
    ),
    books: kind === 'not reconciled' ? 'notReconciled' : kind,
    findings: Object.values(findings).reduce((sum: number, count: number) => sum + count, 0),
    shortBy: offer.shortBy,
  };
}
