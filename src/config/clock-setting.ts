/** The setting `clock`: which clock decides, and where a simulated one begins. */
import { ConfigError } from './config-error.ts';
import { INSTANT_PATTERN, parseInstantMs } from './instant-text.ts';

/**
 * `wall`: the clock of the store. `message`: the transmission time of each message. `simulated`: an
 * instant that is moved by hand, forward only.
 */
export const CLOCK_KINDS = ['wall', 'message', 'simulated'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

export interface ClockSetting {
  readonly kind: ClockKind;
  /** Of a simulated clock; undefined: where it stands, or now for a new store. */
  readonly startMs: number | undefined;
}

/** What the setting can be, for its row of the table. */
export const CLOCK_FORM = {
  pattern: `^(?:${CLOCK_KINDS.join('|')}|simulated:${INSTANT_PATTERN})$`,
  words: 'wall, message, simulated, or simulated:INSTANT such as simulated:2026-01-01',
} as const;

const START = /^simulated:(.+)$/;

export function isClockKind(text: unknown): text is ClockKind {
  return CLOCK_KINDS.some((kind) => kind === text);
}

/** Throws a ConfigError of one sentence. */
export function parseClock(text: string): ClockSetting {
  if (isClockKind(text)) return { kind: text, startMs: undefined };
  const startMs = parseInstantMs(START.exec(text)?.[1] ?? '');
  if (Number.isNaN(startMs)) throw new ConfigError(`clock must be ${CLOCK_FORM.words}, with a date that exists.`);
  return { kind: 'simulated', startMs };
}
