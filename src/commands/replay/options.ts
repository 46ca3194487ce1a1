/** Checks the options of `aksept replay`: speed, dates, terminals, store. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../config/duration.ts';
import type { Trace } from '../../trace/format/lines.ts';
import { isReplayed } from '../../trace/replay/replay.ts';
import { isReplayStoreUrl } from '../../trace/replay/replay-stores.ts';
import type { RewriteRules } from '../../trace/replay/rewrite.ts';
import { CommandError, EXIT_CODES } from '../output.ts';

const SPEED_MAX = 1_000_000;
const UNITS_MS: Readonly<Record<string, number>> = { s: SECOND_MS, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };
const SHIFT_MS_MAX = 100 * 366 * DAY_MS;

function wrong(sentence: string): never {
  throw new CommandError(sentence, EXIT_CODES.usage);
}

/** Times the recorded speed; 0: `max`. */
export function speedOf(text: string): number {
  if (text === 'max') return 0;
  const speed = /^\d+(\.\d+)?x?$/.test(text) ? Number.parseFloat(text) : 0;
  return speed > 0 && speed <= SPEED_MAX ? speed : wrong('--speed must be max or how many times as fast as recorded, such as 1 or 10.');
}

function shiftMsOf(text: string, trace: Trace): number {
  const [, sign, number, unit] = /^([+-])(\d{1,9})([smhd])$/.exec(text) ?? [];
  const firstMs = trace.events.find(isReplayed)?.atMs ?? 0;
  const ms = unit === undefined ? Date.parse(text) - firstMs : Number(`${sign}${number}`) * (UNITS_MS[unit] ?? 0);
  if (Number.isFinite(ms) && Math.abs(ms) <= SHIFT_MS_MAX) return ms;
  return wrong('--shift must be a time such as +30d or -12h, or a new time of the first exchange such as 2027-01-01T00:00:00Z.');
}

export function rewriteOf(flags: { readonly shift?: string; readonly terminals?: string }, trace: Trace): RewriteRules | undefined {
  const { shift, terminals = '' } = flags;
  if (shift === undefined && terminals === '') return undefined;
  if (terminals !== '' && !/^[A-Za-z0-9]{1,4}$/.test(terminals)) wrong('--terminals must be 1 to 4 letters or digits.');
  return { shiftMs: shift === undefined ? 0 : shiftMsOf(shift, trace), terminalPrefix: terminals };
}

/** `memory:` or a Redis address. */
export function storeUrlOf(url: string): string {
  if (isReplayStoreUrl(url)) return url;
  return wrong('--store must be memory: or a Redis address such as redis://127.0.0.1:6379/0.');
}
