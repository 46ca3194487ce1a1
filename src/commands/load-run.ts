/** One run of terminals against a host, with panel and reconciliation: what `load` and `demo` have in common. */
import pc from 'picocolors';
import type { KeyRing } from '../pin/key-ring.ts';
import type { Codec } from '../protocol/codec.ts';
import { HEADER_4B, type HeaderKind } from '../protocol/frame.ts';
import { protobufCodec } from '../protocol/protobuf.ts';
import { type Arrivals, arrivalGaps } from '../terminal-sim/arrivals.ts';
import type { SimulatedCard } from '../terminal-sim/card-file.ts';
import { systemClock } from '../terminal-sim/clock.ts';
import { LinkPool } from '../terminal-sim/link-pool.ts';
import { IN_FLIGHT_MAX_DEFAULT, LoadRun } from '../terminal-sim/load.ts';
import type { Mix } from '../terminal-sim/mix.ts';
import { PANEL_PERIOD_MS, Panel } from '../terminal-sim/panel.ts';
import type { HostAndPort } from '../terminal-sim/quantity.ts';
import { Random } from '../terminal-sim/random.ts';
import { type Reconciliation, reconcile } from '../terminal-sim/reconcile.ts';
import { makeReport, type Report } from '../terminal-sim/report.ts';
import type { Threshold } from '../terminal-sim/threshold.ts';
import { Workload } from '../terminal-sim/workload.ts';
import type { HttpClient } from './http-client.ts';
import { fetchBooks } from './load-books.ts';
import { CommandError } from './output.ts';

/** What the terminals speak. */
export interface TerminalWire {
  /** As it was asked for: `protobuf`, `iso8583:1987-ascii+4a`. */
  readonly name: string;
  readonly codec: Codec;
  readonly header: HeaderKind;
}

export const PROTOBUF_WIRE: TerminalWire = { name: protobufCodec.name, codec: protobufCodec, header: HEADER_4B };

export interface RunPlan {
  readonly command: 'demo' | 'load';
  readonly version: string;
  readonly target: HostAndPort;
  readonly wire: TerminalWire;
  readonly cards: readonly SimulatedCard[];
  readonly ring: KeyRing;
  readonly mix: Mix;
  readonly seed: string;
  /** One of the two is above 0. */
  readonly concurrency: number;
  readonly ratePerSecond: number;
  readonly arrivals: Arrivals;
  readonly connections: number;
  readonly warmupMs: number;
  readonly durationMs: number;
  readonly timeoutMs: number;
  readonly thresholds: readonly Threshold[];
  /** The host's HTTP side; without it nothing is reconciled. */
  readonly http: HttpClient | undefined;
  readonly showPanel: boolean;
}

const SETTLE_TIMEOUTS = 3;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Standard error: standard output is for the report. */
function openPanel(totalMs: number): { readonly panel: Panel; readonly periodMs: number; readonly tty: boolean } {
  const { stderr } = process;
  const tty = stderr.isTTY === true;
  const panel = new Panel({
    write: (text) => stderr.write(text),
    tty,
    color: tty && pc.isColorSupported,
    columns: stderr.columns ?? 80,
    rows: stderr.rows ?? 24,
    totalMs,
  });
  return { panel, periodMs: tty ? PANEL_PERIOD_MS.tty : PANEL_PERIOD_MS.plain, tty };
}

/** Draws until `done` is called. */
function watch(run: LoadRun, totalMs: number): () => void {
  const { panel, periodMs, tty } = openPanel(totalMs);
  const timer = setInterval(() => panel.draw(run), periodMs);
  return () => {
    clearInterval(timer);
    if (tty) panel.clear();
  };
}

/** The first signal ends the run early, with its report; a second one ends the process as if nobody listened. */
function stopOnSignal(run: LoadRun): () => void {
  const onSignal = (): void => {
    forget();
    run.stop();
  };
  const forget = (): void => {
    for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  return forget;
}

/** Runs the plan. Throws a CommandError when the host can't be reached at all. */
export async function runPlan(plan: RunPlan): Promise<Report> {
  const workload = new Workload({ seed: plan.seed, cards: plan.cards, ring: plan.ring, mix: plan.mix, clock: systemClock });
  const { http, target, timeoutMs, wire } = plan;
  const before = http === undefined ? [] : await fetchBooks(http, workload.cards);
  const links = new LinkPool({ target, codec: wire.codec, header: wire.header, clock: systemClock, timeoutMs }, plan.connections);
  const sentence = await links.open();
  if (sentence !== '') {
    links.close();
    throw new CommandError(sentence);
  }
  const closedLoop = plan.concurrency > 0;
  const gaps = arrivalGaps(plan.arrivals, Math.max(plan.ratePerSecond, Number.MIN_VALUE), new Random(`${plan.seed}/arrivals`));
  const run = new LoadRun({
    mode: closedLoop ? { kind: 'closed', concurrency: plan.concurrency } : { kind: 'open', nextGapMs: gaps },
    warmupMs: plan.warmupMs,
    durationMs: plan.durationMs,
    inFlightMax: IN_FLIGHT_MAX_DEFAULT,
    settleMaxMs: timeoutMs * SETTLE_TIMEOUTS,
    source: workload,
    transport: links,
    clock: systemClock,
  });
  const stopWatching = plan.showPanel ? watch(run, plan.warmupMs + plan.durationMs) : () => {};
  const forgetSignals = stopOnSignal(run);
  try {
    const result = await run.run();
    stopWatching();
    const reconciliation: Reconciliation =
      http === undefined
        ? { kind: 'not reconciled', reason: "give the server's HTTP side with --http http://127.0.0.1:8080 to compare its books." }
        : reconcile(workload.cards, before, await fetchBooks(http, workload.cards));
    return makeReport({
      versions: { aksept: plan.version, node: process.version, platform: `${process.platform} ${process.arch}` },
      settings: {
        command: plan.command,
        target: `${target.host}:${target.port}`,
        codec: wire.name,
        mode: closedLoop ? 'closed' : 'open',
        concurrency: closedLoop ? plan.concurrency : 0,
        ratePerSecond: closedLoop ? 0 : plan.ratePerSecond,
        arrivals: closedLoop ? '' : plan.arrivals,
        connections: plan.connections,
        terminals: plan.mix.terminals,
        cards: plan.cards.length,
        seed: plan.seed,
        warmupMs: plan.warmupMs,
        durationMs: plan.durationMs,
        timeoutMs,
        skippedErrands: workload.skipped,
      },
      result,
      troubles: links.troubles(),
      findings: workload.findings,
      pinsAstray: workload.pinsAstray,
      reconciliation,
      thresholds: plan.thresholds,
    });
  } finally {
    stopWatching();
    forgetSignals();
    links.close();
  }
}
