/**
 * By what else than its key a message can be found: RRN (DE37), or terminal, STAN and date. And by
 * what a repeat with a new transmission time finds the message that it repeats:
 *
 * - `s/<terminal>.<STAN>.<MMDD>` and `r/<RRN>`: the names of requests and offline approvals;
 * - `f/<terminal>.<STAN>.<class>.<MMDDhhmmss>`: a follow-up, which shares the names above with the
 *   message that it follows; without a local time, 0 in its place;
 * - `x/<terminal>.<STAN>.<class>`: a message that a repeat with a new time was answered for, be it
 *   with the stored answer or as new, or that was reversed before it came. A reversal that names
 *   another of its times finds it so, too;
 * - `k/<key>`: the key itself, which this process saw last of that terminal, STAN and class.
 */
import type { OriginalReference } from './command.ts';

const NO_NAMES: readonly string[] = [];

/** The names of a message, the stronger first. */
export function namesOf({ rrn, stanDate }: Pick<OriginalReference, 'rrn' | 'stanDate'>): readonly string[] {
  if (rrn === '') return stanDate === '' ? NO_NAMES : [`s/${stanDate}`];
  return stanDate === '' ? [`r/${rrn}`] : [`r/${rrn}`, `s/${stanDate}`];
}

/** Terminal, STAN and class of a key: all but its time. */
export function senderOf(key: string): string {
  const parts = key.split('.');
  return [...parts.slice(0, -2), parts.at(-1)].join('.');
}

/** The name of a message that has, or may have, more than one key: see above. */
export function senderName(key: string): string {
  return `x/${senderOf(key)}`;
}

/** The name of a follow-up. */
export function followUpName(key: string, localTime: number): string {
  return `f/${senderOf(key)}.${localTime}`;
}

/** Starts a name that is a key. */
export const KEY_NAME = 'k/';
