/** Runs terminals against a host, in one thread or several, and makes the report. */

import type { CardEntry } from '../../cards/card-entry.ts';
import { packageVersion } from '../../config/package-version.ts';
import { systemClock } from '../clock.ts';
import type { IntervalLatencies } from '../measure/interval.ts';
import { brokenForGood } from '../measure/threshold.ts';
import { makeReport, measuredSoFar, type Report, type ReportSettings } from '../report/report.ts';
import { phrase } from '../report/words/say.ts';
import { splitCards } from '../workload/card-groups.ts';
import { scaleRate } from '../workload/rate-plan.ts';
import { terminalCount } from '../workload/sites.ts';
import { LoadError } from './books/books.ts';
import { type ExpectedTotals, type Reconciliation, reconcile } from './books/reconcile.ts';
import { CpuMeter } from './cpu-meter.ts';
import { checkHost } from './host-check.ts';
import type { LoadOptions } from './plan/options.ts';
import { type LoadPlan, planLoad } from './plan/plan.ts';
import { requireOptions } from './plan/required-options.ts';
import { LoadWorker, type WorkerPlan } from './threads/load-worker.ts';
import { sumResults, type WorkerResult } from './threads/worker-result.ts';
import { WorkerThreads } from './threads/worker-threads.ts';
import { LocalWorker, type RunProgress, type Workers } from './threads/workers.ts';

export interface RunContext {
  readonly command: 'demo' | 'load';
  /** The version of aksept. */
  readonly version: string;
  /** Called when the run starts. The function it returns is called when the run ends. */
  readonly onStart?: (progress: RunProgress) => () => void;
  /** Ends the run early; the report is still made, and names a reason that is a string. */
  readonly signal?: AbortSignal;
}

/** The report, and the latencies of each interval for an HDR histogram log. */
export interface RunOutput {
  readonly report: Report;
  readonly intervals: readonly IntervalLatencies[];
}

const THREAD_ENTRY = new URL('./threads/worker-thread.js', import.meta.url);

/** The part of `whole` that worker `index` of `shares` gets. The parts add up to the whole. */
function partOf(whole: number, index: number, shares: number): number {
  return Math.floor(whole / shares) + (index < whole % shares ? 1 : 0);
}

function workerPlans(plan: LoadPlan, entries: readonly (readonly number[])[]): readonly WorkerPlan[] {
  const { workers, mix, cards, seed } = plan;
  const own = { ...mix, terminals: Math.max(1, Math.ceil(mix.terminals / workers)) };
  return entries.map((cardsOfShare, index) => ({
    target: plan.target,
    connections: partOf(plan.connections, index, workers),
    timeoutMs: plan.timeoutMs,
    seed: workers === 1 ? seed : `${seed}/${index + 1} of ${workers}`,
    cards: cardsOfShare.map((entry) => cards[entry] as CardEntry),
    mix: own,
    terminalsBefore: index * terminalCount(own),
    concurrency: partOf(plan.concurrency, index, workers),
    rate: scaleRate(plan.rate, 1 / workers),
    arrivals: plan.arrivals,
    phase: index / workers,
    warmupMs: plan.warmupMs,
    durationMs: plan.durationMs,
    inFlightMax: partOf(plan.inFlightMax, index, workers),
  }));
}

function createWorkers(plan: LoadPlan, shares: readonly WorkerPlan[]): Workers {
  const { wire, ring, keysText, keysName } = plan;
  const [only] = shares;
  if (shares.length === 1 && only !== undefined) {
    return new LocalWorker(new LoadWorker(only, { ring, codec: wire.codec, header: wire.header, clock: systemClock }));
  }
  return new WorkerThreads(THREAD_ENTRY, shares, { codec: wire.name, keysText, keysName }, systemClock);
}

/** The expected totals of all workers, in the order of the card file. */
function expectedTotals(
  plan: LoadPlan,
  entries: readonly (readonly number[])[],
  results: readonly WorkerResult[],
): readonly ExpectedTotals[] {
  const expected: ExpectedTotals[] = [];
  for (const [share, own] of entries.entries()) {
    for (const [index, entry] of own.entries()) {
      const belief = results[share]?.expected[index];
      const card = plan.cards[entry];
      if (belief !== undefined && card !== undefined) expected[entry] = { card, ...belief };
    }
  }
  return expected;
}

function settingsOf(plan: LoadPlan, command: RunContext['command'], skippedErrands: readonly string[]): ReportSettings {
  const closed = plan.concurrency > 0;
  return {
    command,
    target: `${plan.target.host}:${plan.target.port}`,
    codec: plan.wire.name,
    mode: closed ? 'closed' : 'open',
    concurrency: plan.concurrency,
    rate: plan.rateText,
    ratePerSecond: closed ? 0 : plan.ratePerSecond,
    arrivals: closed ? '' : plan.arrivals,
    workers: plan.workers,
    connections: plan.connections,
    inFlightMax: closed ? 0 : plan.inFlightMax,
    terminals: plan.mix.terminals,
    cards: plan.cards.length,
    seed: plan.seed,
    workload: plan.workloadName,
    warmupMs: plan.warmupMs,
    durationMs: plan.durationMs,
    timeoutMs: plan.timeoutMs,
    skippedErrands,
  };
}

async function reconciled(
  { books, cards }: LoadPlan,
  before: Awaited<ReturnType<NonNullable<LoadPlan['books']>>>,
  expected: readonly ExpectedTotals[],
): Promise<Reconciliation> {
  // English in every language, because it goes into the JSON.
  if (books === undefined) return { kind: 'not reconciled', reason: phrase('en', 'noBooks') };
  let after: typeof before;
  try {
    after = await books(cards.map((card) => card.pan));
  } catch (error) {
    // A host that is gone must not take the measurements with it.
    if (!(error instanceof LoadError)) throw error;
    return { kind: 'not reconciled', reason: error.message, failed: true };
  }
  return reconcile(expected, before, after);
}

/** Runs the plan. Throws a LoadError when the host cannot be reached or does not answer. */
export async function runPlan(plan: LoadPlan, context: RunContext): Promise<RunOutput> {
  const { books, cards, echoTimeoutMs, thresholds } = plan;
  const mistake = echoTimeoutMs === undefined ? undefined : await checkHost({ ...plan, echoTimeoutMs }, systemClock);
  if (mistake !== undefined) throw new LoadError(mistake);
  const entries = splitCards(cards, plan.workers, systemClock.wallMs());
  const workers = createWorkers(plan, workerPlans(plan, entries));
  try {
    const before = books === undefined ? [] : await books(cards.map((card) => card.pan));
    const errorText = await workers.open();
    if (errorText !== undefined) throw new LoadError(errorText);
    let aborted: Report['aborted'];
    const aborting = thresholds.filter(({ abort }) => abort);
    const cpu = new CpuMeter(plan.warmupMs, systemClock);
    const { progress, ended } = workers.start((measuring) => {
      if (measuring) cpu.measure();
      // Messages in flight wait while this runs, so it does nothing when no threshold can end the
      // run.
      if (aborting.length === 0) return;
      const soFar = measuredSoFar(progress.statistics);
      const broken = aborting.find((threshold) => brokenForGood(threshold, soFar));
      if (broken === undefined || aborted !== undefined || progress.phase !== 'measure') return;
      aborted = { threshold: broken.text, atMs: Math.round(progress.elapsedMs - plan.warmupMs) };
      workers.stop();
    });
    let interrupted: Report['interrupted'];
    const stop = (): void => {
      const { phase } = progress;
      if (phase === 'warmup' || phase === 'measure') {
        const by = typeof context.signal?.reason === 'string' ? context.signal.reason : 'program';
        interrupted = { by, atMs: Math.max(0, Math.round(progress.elapsedMs - plan.warmupMs)) };
      }
      workers.stop();
    };
    if (context.signal?.aborted === true) stop();
    else context.signal?.addEventListener('abort', stop, { once: true });
    const done = context.onStart?.(progress);
    const results = await ended.finally(() => {
      done?.();
      context.signal?.removeEventListener('abort', stop);
    });
    const reconciliation = await reconciled(plan, before, expectedTotals(plan, entries, results));
    const sum = sumResults(results);
    const report = makeReport({
      versions: { aksept: context.version, node: process.version, platform: `${process.platform} ${process.arch}` },
      settings: settingsOf(plan, context.command, sum.skipped),
      statistics: progress.statistics,
      result: sum,
      cpu: cpu.used,
      aborted,
      interrupted,
      reconciliation,
      thresholds,
    });
    return { report, intervals: progress.statistics.intervals() };
  } finally {
    await workers.close();
  }
}

export interface RunLoadOptions extends LoadOptions {
  /** Ends the run early; the report is still made. */
  readonly signal?: AbortSignal;
}

/**
 * Runs simulated terminals against a host. Resolves with the report that `aksept load --json`
 * writes, also when thresholds are broken. Rejects with an Error of one sentence when the options
 * are wrong or the host cannot be reached.
 */
export async function runLoad(given: RunLoadOptions): Promise<Report> {
  requireOptions('runLoad', given, ['target', 'keys', 'cards']);
  const { signal, ...options } = given;
  const context: RunContext = { command: 'load', version: packageVersion(), ...(signal === undefined ? {} : { signal }) };
  const { report } = await runPlan(planLoad(options), context);
  return report;
}
