/** What the fields of a report are called where a person reads it, and their values as one writes them. */

import type { Report, ReportSettings } from './report.ts';
import { formatCount } from './words.ts';

/** A name and its value, both as a person reads them. */
export type NamedValue = readonly [name: string, value: string];

/** The two ways to count a latency. In a closed loop they are one. */
export const LATENCY_NAMES = {
  open: { corrected: 'corrected: from the intended instant', uncorrected: 'uncorrected: from the sending' },
  closed: { corrected: 'from the sending', uncorrected: 'from the sending' },
} as const;

const SETTING_NAMES: Readonly<Record<keyof ReportSettings, string>> = {
  command: 'command',
  target: 'target',
  codec: 'codec',
  mode: 'loop',
  concurrency: 'errands at a time',
  rate: 'intended rate',
  ratePerSecond: 'its mean per second',
  arrivals: 'arrivals',
  workers: 'threads',
  connections: 'connections',
  inFlightMax: 'in flight at the most',
  terminals: 'terminals',
  cards: 'cards',
  seed: 'seed',
  workload: 'workload',
  warmupMs: 'warm-up',
  durationMs: 'duration asked for',
  timeoutMs: 'time-out of a terminal',
  skippedErrands: 'no card for',
};

/** Without loss, unlike the rounded times of measurements. */
function exactSeconds(ms: number): string {
  return `${ms / 1000} s`;
}

/** A field that a release of another day wrote may be of any type. */
function settingValue(name: string, value: unknown): string {
  if (typeof value === 'number') return name.endsWith('Ms') ? exactSeconds(value) : value < 1 ? String(value) : formatCount(value);
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

export function settingName(name: string): string {
  return (SETTING_NAMES as Readonly<Record<string, string>>)[name] ?? name;
}

/** `none` where the run has nothing of the kind. */
export function settingText(name: string, value: unknown): string {
  const text = settingValue(name, value);
  return text === '' || (value === 0 && !name.endsWith('Ms')) ? 'none' : text;
}

/** What the run was asked for, and by what it was done; without settings that its kind of loop has not. */
export function settingsAndVersions({ settings, versions, measuredMs, settleMs, messages }: Report): readonly NamedValue[] {
  const asked = Object.entries(settings).map(([name, value]): NamedValue => [settingName(name), settingText(name, value)]);
  return [
    ...asked.filter(([, value]) => value !== 'none'),
    ['measured', exactSeconds(measuredMs)],
    ['settling afterwards', exactSeconds(settleMs)],
    ['messages sent in all', formatCount(messages.sentTotal)],
    ['aksept', versions.aksept],
    ['Node.js', versions.node],
    ['platform', versions.platform],
  ];
}

/** What was not as it should be, each with its count: all 0 when nothing was. */
export function troubles({ errors, findings, messages, pinsAstray }: Report): readonly (readonly [name: string, count: number])[] {
  return [
    ['no answer in time', errors.timeout],
    ['lost with the connection', errors.connectionLost],
    ['too much unsent', errors.tooMuchUnsent],
    ['meant and never sent', messages.notSent],
    ['answers nobody waited for', errors.strayAnswers],
    ['unreadable answers', errors.unreadableAnswers],
    ['with another DE7 or no DE41', errors.looseAnswers],
    ['connections never answered', errors.silentConnections],
    ['connections lost', errors.connectionsLost],
    ['connects failed', errors.connectsFailed],
    ['errands not finished', messages.unfinished],
    ['repeats answered otherwise', findings.differingRepeats],
    ['own reversals declined', findings.declinedReversals],
    ['advices declined', findings.declinedAdvices],
    ['right PINs refused', findings.refusedPins],
    ['PINs not changed back', pinsAstray],
  ];
}
