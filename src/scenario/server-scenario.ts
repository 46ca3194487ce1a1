/** Which scenarios a running server can run, and when those without a start begin. */
import { DAY_MS } from '../config/duration.ts';
import { osloOffsetMs } from '../limits/rules/oslo-time.ts';
import type { Scenario } from './scenario.ts';

/**
 * ISO 8583 times have no year: a server takes the year that puts a message nearest to its clock.
 */
const NEAR_DAYS = 150;
/** Longest time that a scenario without a start of its own lasts. */
const DURATION_DAYS_MAX = 28;

/**
 * A date, `YYYY-MM-DD`, from which the clocks do not change while a scenario lasts: today if
 * possible.
 */
export function defaultStartDate(nowMs: number): string {
  const clocksStay = (ms: number): boolean => osloOffsetMs(ms) === osloOffsetMs(ms + DURATION_DAYS_MAX * DAY_MS);
  const ms = clocksStay(nowMs) ? nowMs : nowMs - DURATION_DAYS_MAX * DAY_MS;
  return new Date(ms + osloOffsetMs(ms)).toISOString().slice(0, 10);
}

/** Why a server cannot run a scenario over a wire of this time unit; empty when it can. */
export function skipReasonOf({ hostSettings, steps, startIsGiven, startMs }: Scenario, timeUnitMs: number, nowMs: number): string {
  const [setting] = hostSettings;
  if (setting !== undefined) return `it sets "${setting}", but a running server has its own settings`;
  if (steps.some(({ mac }) => mac !== '')) return 'wrong MACs work only in this process';
  if (steps.some(({ atMs }) => atMs % timeUnitMs !== 0)) return 'ISO 8583 times are whole seconds';
  // The sender's STAN and date are always there.
  if (timeUnitMs > 1 && steps.some(({ naming }) => naming === 'nothing')) return 'over ISO 8583 a follow-up always names an original';
  const days = Math.abs(startMs - nowMs) / DAY_MS;
  return timeUnitMs > 1 && startIsGiven && days > NEAR_DAYS ? 'it starts far from today, and ISO 8583 times have no year' : '';
}
