/** Names and values of report fields, in words for people. */
import type { Language, Words } from '../../../protocol/language.ts';
import { formatCount, formatExactSeconds, formatPlain } from '../number-text.ts';
import type { Report, ReportSettings } from '../report.ts';
import { ERROR_WORDS, type ErrorName, LATENCY_WORDS, SETTING_WORDS, VALUE_WORDS } from './names.ts';
import { heading } from './say.ts';

/** A name and its value, both in words for people. */
export type NamedValue = readonly [name: string, value: string];

/** A report of another release may hold a value of any type. */
function settingValue(language: Language, name: string, value: unknown): string {
  if (typeof value === 'number') {
    if (name.endsWith('Ms')) return formatExactSeconds(language, value);
    return value < 1 ? formatPlain(language, value) : formatCount(language, value);
  }
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  return VALUE_WORDS[name as keyof ReportSettings]?.[value]?.[language] ?? value;
}

export function settingName(language: Language, name: string): string {
  return (SETTING_WORDS as Readonly<Record<string, Words>>)[name]?.[language] ?? name;
}

/** The setting does not apply to the run, or is empty. */
function isNone(name: string, value: unknown): boolean {
  return value === '' || (value === 0 && !name.endsWith('Ms')) || (Array.isArray(value) && value.length === 0);
}

/** `none` when the setting does not apply to the run, or is empty. */
export function settingText(language: Language, name: string, value: unknown): string {
  const text = isNone(name, value) ? '' : settingValue(language, name, value);
  return text === '' ? heading(language, 'none') : text;
}

/**
 * The settings of the run and the versions of its programs, without the settings that do not apply
 * to its kind of loop.
 */
export function settingsAndVersions(language: Language, report: Report): readonly NamedValue[] {
  const { settings, versions, measuredMs, settleMs, messages } = report;
  const asked = Object.entries(settings).filter(([name, value]) => !isNone(name, value));
  return [
    ...asked.map(([name, value]): NamedValue => [settingName(language, name), settingText(language, name, value)]),
    [heading(language, 'measured'), formatExactSeconds(language, measuredMs)],
    [heading(language, 'settling'), formatExactSeconds(language, settleMs)],
    [heading(language, 'sentInAll'), formatCount(language, messages.sentTotal)],
    ['aksept', versions.aksept],
    ['Node.js', versions.node],
    [heading(language, 'platform'), versions.platform],
  ];
}

/** The count of each kind of error and broken invariant that occurred. */
export function errorCounts(language: Language, report: Report): readonly (readonly [name: string, count: number])[] {
  const { errors, findings, messages, pinsAstray } = report;
  const counts: Readonly<Record<ErrorName, number>> = {
    ...errors,
    ...findings,
    unfinished: messages.unfinished,
    pinsAstray,
  };
  return Object.entries(ERROR_WORDS)
    .map(([name, words]) => [words[language], counts[name as ErrorName]] as const)
    .filter(([, count]) => count > 0);
}

/** Percentiles keep their names, such as `p99`, in every language, as in thresholds. */
export function latencyName(language: Language, name: string): string {
  return LATENCY_WORDS[name]?.[language] ?? name;
}
