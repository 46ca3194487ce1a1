/**
 * Moves a simulated clock: it stops at each instant at which something is due, does that, and goes
 * on. The outbox is empty before each move.
 */
import { hopTo } from '../../limits/clock/stops.ts';
import { osloDate } from '../calendar/oslo-date.ts';
import type { Office } from '../core/office.ts';
import { requireDrained } from './drain.ts';
import { nextDueAtMs } from './next-due.ts';
import { type DueOptions, runDue } from './run-due.ts';

/** Moves the clock of the office and of its card store; when it resolves, both are there. */
export type SetClock = (toMs: number) => Promise<unknown>;

export interface Advanced {
  /** Instants at which due work was done, with the last one. */
  readonly stops: number;
  /** The days in Oslo of the first of them. */
  readonly days: readonly string[];
}

/** Days that are told. */
const DAYS_MAX = 100;

/** Rejects with a Refusal when money cannot be moved: then the clock stands where that was. */
export async function advance(office: Office, toMs: number, setClock: SetClock, options: DueOptions = {}): Promise<Advanced> {
  const days: string[] = [];
  let stops = 0;
  await runDue(office, options);
  await hopTo(toMs, {
    nowMs: office.nowMs,
    beforeHop: () => requireDrained(office),
    nextStop: () => nextDueAtMs(office),
    hopTo: async (stopMs) => {
      await setClock(stopMs);
      await runDue(office, options);
      stops += 1;
      const day = osloDate(office.nowMs());
      if (days.length < DAYS_MAX && days.at(-1) !== day) days.push(day);
    },
  });
  return { stops, days };
}
