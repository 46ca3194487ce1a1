/** By what else than its key a message can be found: RRN (DE37), or terminal, STAN and date. */
import type { OriginalReference } from './command.ts';

const NO_NAMES: readonly string[] = [];

/**
 * The names of a message, the stronger first: `r/<RRN>`, `s/<terminal>.<STAN>.<MMDD>`. No key
 * starts so: a key starts with a terminal id and a point.
 */
export function namesOf({ rrn, stanDate }: Pick<OriginalReference, 'rrn' | 'stanDate'>): readonly string[] {
  if (rrn === '') return stanDate === '' ? NO_NAMES : [`s/${stanDate}`];
  return stanDate === '' ? [`r/${rrn}`] : [`r/${rrn}`, `s/${stanDate}`];
}

/** Terminal, STAN and class of a key: all but its time. */
export function senderOf(key: string): string {
  const parts = key.split('.');
  return [...parts.slice(0, -2), parts.at(-1)].join('.');
}
