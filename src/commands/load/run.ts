/** Runs a load plan for a command: with a progress panel, and stopped by signals. */
import pc from 'picocolors';
import type { Language } from '../../protocol/language.ts';
import { systemClock } from '../../terminal-sim/clock.ts';
import { PANEL_PERIOD_MS, Panel } from '../../terminal-sim/report/panel.ts';
import type { LoadPlan } from '../../terminal-sim/run/plan/plan.ts';
import { type RunOutput, runPlan } from '../../terminal-sim/run/run.ts';
import type { RunProgress } from '../../terminal-sim/run/threads/workers.ts';
import { missingCards } from '../../terminal-sim/workload/missing-cards.ts';
import { note } from '../output.ts';
import { loadWords } from './words.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Standard error: standard output is for the report. */
function openPanel(language: Language, totalMs: number): { readonly panel: Panel; readonly periodMs: number; readonly tty: boolean } {
  const { stderr } = process;
  const tty = stderr.isTTY === true;
  const panel = new Panel({
    language,
    write: (text) => stderr.write(text),
    tty,
    color: tty && pc.isColorSupported,
    columns: stderr.columns ?? 80,
    rows: stderr.rows ?? 24,
    totalMs,
  });
  return { panel, periodMs: tty ? PANEL_PERIOD_MS.tty : PANEL_PERIOD_MS.plain, tty };
}

/** Draws the panel until the returned function is called. */
function watch(language: Language, progress: RunProgress, totalMs: number): () => void {
  const { panel, periodMs, tty } = openPanel(language, totalMs);
  const timer = setInterval(() => panel.draw(progress), periodMs);
  return () => {
    clearInterval(timer);
    if (tty) panel.clear();
  };
}

/** The first signal ends the run early, with a report. A second one ends the process. */
function stopOnSignal(stop: (signal: string) => void): () => void {
  const onSignal = (signal: string): void => {
    forget();
    stop(signal);
  };
  const forget = (): void => {
    for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
  };
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  return forget;
}

const ISSUE_COMMAND = 'aksept cards issue --count 1000 --mix usual --out cards.json';

/** One sentence on standard error, before the run, about flows that the cards do not allow. */
function noteMissingCards(language: Language, { cards, mix, workers }: LoadPlan): void {
  const { groups, flows } = missingCards(cards, mix, workers, systemClock.wallMs());
  if (flows.length === 0) return;
  note(loadWords(language, 'noCard', { kinds: groups.join(', '), flows: flows.join(', '), command: ISSUE_COMMAND }));
}

/** Runs with a panel on standard error. */
export async function runWatched(language: Language, plan: LoadPlan, command: 'demo' | 'load', version: string): Promise<RunOutput> {
  noteMissingCards(language, plan);
  const ending = new AbortController();
  const forgetSignals = stopOnSignal((signal) => ending.abort(signal));
  try {
    return await runPlan(plan, {
      command,
      version,
      onStart: (progress) => watch(language, progress, plan.warmupMs + plan.durationMs),
      signal: ending.signal,
    });
  } finally {
    forgetSignals();
  }
}
