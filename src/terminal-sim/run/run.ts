/** One run of terminals against a host, in one thread or several, with its report. */
import { readFileSync } from 'node:fs';
import type { CardEntry } from '../../cards/card-entry.ts';
import { systemClock } from '../clock.ts';
import type { KeptInterval } from '../measure/statistics.ts';
import { brokenForGood } from '../measure/threshold.ts';
import { makeReport, measuredSoFar, type Report, type ReportSettings } from '../report/report.ts';
import { phrase } from '../report/words/say.ts';
import { shareCards } from '../workload/card-groups.ts';
import { scaleRate } from '../workload/rate-plan.ts';
import { parkSize } from '../workload/terminal-park.ts';
import { LoadError } from './books.ts';
import { LoadShare, type SharePlan } from './load-share.ts';
import type { LoadOptions } from './options.ts';
import { type LoadPlan, planLoad } from './plan.ts';
import { type Belief, type Reconciliation, reconcile } from './reconcile.ts';
import { type ShareResult, sumResults } from './share-result.ts';
import { type Crew, LocalCrew, ThreadCrew, type Watched } from './workers.ts';

export interface RunOutlook {
  readonly command: 'demo' | 'load';
  /** Of aksept. */
  readonly version: string;
  /** Called when the run has begun; what it returns is called at its end. */
  readonly onStart?: (watched: Watched) => () => void;
  /** Ends the run early, with its report. */
  readonly signal?: AbortSignal;
}

/** The report, and what it is too short for. */
export interface LoadOutcome {
  readonly report: Report;
  readonly intervals: readonly KeptInterval[];
}

const THREAD_ENTRY = new URL('./worker-thread.js', import.meta.url);

/** The part of `whole` that number `index` of `shares` gets, so that all together are the whole. */
function partOf(whole: number, index: number, shares: number): number {
  return Math.floor(whole / shares) + (index < whole % shares ? 1 : 0);
}

function sharePlans(plan: LoadPlan, entries: readonly (readonly number[])[]): readonly SharePlan[] {
  const { workers, mix, cards, seed } = plan;
  const own = { ...mix, terminals: Math.max(1, Math.ceil(mix.terminals / workers)) };
  return entries.map((cardsOfShare, index) => ({
    target: plan.target,
    connections: partOf(plan.connections, index, workers),
    timeoutMs: plan.timeoutMs,
    seed: workers === 1 ? seed : `${seed}/${index + 1} of ${workers}`,
    cards: cardsOfShare.map((entry) => cards[entry] as CardEntry),
    mix: own,
    terminalsBefore: index * parkSize(own),
    concurrency: partOf(plan.concurrency, index, workers),
    rate: scaleRate(plan.rate, 1 / workers),
    arrivals: plan.arrivals,
    phase: index / workers,
    warmupMs: plan.warmupMs,
    durationMs: plan.durationMs,
    inFlightMax: partOf(plan.inFlightMax, index, workers),
  }));
}

function crewOf(plan: LoadPlan, shares: readonly SharePlan[]): Crew {
  const { wire, ring, keysText, keysName } = plan;
  const [only] = shares;
  if (shares.length === 1 && only !== undefined) {
    return new LocalCrew(new LoadShare(only, { ring, codec: wire.codec, header: wire.header, clock: systemClock }));
  }
  return new ThreadCrew(THREAD_ENTRY, shares, { codec: wire.name, keysText, keysName }, systemClock);
}

/** In the order of the card file. */
function beliefsOf(plan: LoadPlan, entries: readonly (readonly number[])[], results: readonly ShareResult[]): readonly Belief[] {
  const beliefs: Belief[] = [];
  for (const [share, own] of entries.entries()) {
    for (const [index, entry] of own.entries()) {
      const belief = results[share]?.beliefs[index];
      const card = plan.cards[entry];
      if (belief !== undefined && card !== undefined) beliefs[entry] = { card, ...belief };
    }
  }
  return beliefs;
}

function settingsOf(plan: LoadPlan, command: RunOutlook['command'], skippedErrands: readonly string[]): ReportSettings {
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
  beliefs: readonly Belief[],
): Promise<Reconciliation> {
  // In English whatever the language of the command: it goes into the JSON.
  if (books === undefined) return { kind: 'not reconciled', reason: phrase('en', 'noBooks') };
  return reconcile(beliefs, before, await books(cards.map((card) => card.pan)));
}

/** Runs the plan. Throws a LoadError when the host can't be reached at all. */
export async function runPlan(plan: LoadPlan, outlook: RunOutlook): Promise<LoadOutcome> {
  const { books, cards, thresholds } = plan;
  const entries = shareCards(cards, plan.workers, systemClock.wallMs());
  const crew = crewOf(plan, sharePlans(plan, entries));
  try {
    const before = books === undefined ? [] : await books(cards.map((card) => card.pan));
    const sentence = await crew.open();
    if (sentence !== '') throw new LoadError(sentence);
    let aborted: Report['aborted'];
    const aborting = thresholds.filter(({ abort }) => abort);
    const { watched, ended } = crew.start(() => {
      // Messages under way wait for whatever is computed here.
      if (aborting.length === 0) return;
      const soFar = measuredSoFar(watched.statistics);
      const broken = aborting.find((threshold) => brokenForGood(threshold, soFar));
      if (broken === undefined || aborted !== undefined || watched.phase !== 'measure') return;
      aborted = { threshold: broken.text, atMs: Math.round(watched.elapsedMs - plan.warmupMs) };
      crew.stop();
    });
    const stop = (): void => crew.stop();
    outlook.signal?.addEventListener('abort', stop, { once: true });
    const done = outlook.onStart?.(watched);
    const results = await ended.finally(() => {
      done?.();
      outlook.signal?.removeEventListener('abort', stop);
    });
    const reconciliation = await reconciled(plan, before, beliefsOf(plan, entries, results));
    const sum = sumResults(results);
    const report = makeReport({
      versions: { aksept: outlook.version, node: process.version, platform: `${process.platform} ${process.arch}` },
      settings: settingsOf(plan, outlook.command, sum.skipped),
      statistics: watched.statistics,
      result: sum,
      aborted,
      reconciliation,
      thresholds,
    });
    return { report, intervals: watched.statistics.intervals() };
  } finally {
    await crew.close();
  }
}

export interface RunLoadOptions extends LoadOptions {
  /** Ends the run early, with its report. */
  readonly signal?: AbortSignal;
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown';
}

/**
 * Drives simulated terminals against a host and measures. Resolves with the report that `aksept load --json` writes, whatever
 * came of its thresholds. Rejects with an Error of one sentence for what can't be run, or when the host can't be reached.
 */
export async function runLoad({ signal, ...options }: RunLoadOptions): Promise<Report> {
  const outlook: RunOutlook = { command: 'load', version: ownVersion(), ...(signal === undefined ? {} : { signal }) };
  const { report } = await runPlan(planLoad(options), outlook);
  return report;
}
