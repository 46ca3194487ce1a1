/**
 * Compares the report of a run with an earlier one: reads the earlier report and lists what
 * differs.
 */

import { z } from 'zod';
import { errorText } from '../../cards/card-data/card-data.ts';
import type { Language } from '../../protocol/language.ts';
import { OUTCOMES } from '../../protocol/outcome.ts';
import { PERCENTILES } from '../measure/histogram.ts';
import { EARLIER_VERSION, upgradedReport } from './earlier-version.ts';
import { formatCount, formatMs, formatPlain, formatShare, NOTHING, withUnit } from './number-text.ts';
import { REPORT_FORMAT, REPORT_VERSION, type Report } from './report.ts';
import { latencyName, settingName, settingText } from './words/fields.ts';
import { FATE_WORDS } from './words/names.ts';
import { heading } from './words/say.ts';

/** The message is one sentence. */
export class ReportFileError extends Error {
  override readonly name = 'ReportFileError';
  constructor(message: string) {
    super(errorText(message));
  }
}

const NUMBERS = z.record(z.string(), z.number());
const DISTRIBUTION = z.array(z.tuple([z.number(), z.number()]));
/** The fields of a report that a comparison reads; any others are kept as they are. */
const COMPARED = z.looseObject({
  format: z.literal(REPORT_FORMAT),
  version: z.number(),
  startedAt: z.string(),
  settings: z.looseObject({
    command: z.string(),
    target: z.string(),
    codec: z.string(),
    seed: z.string(),
    mode: z.enum(['open', 'closed']),
  }),
  messages: z.looseObject({ answered: z.number(), notSent: z.number() }),
  ratePerSecond: z.number(),
  offer: z.looseObject({ offeredPerSecond: z.number() }),
  outcomes: NUMBERS,
  latencyMs: z.looseObject({ corrected: NUMBERS, uncorrected: NUMBERS }),
  distribution: z.looseObject({ corrected: DISTRIBUTION, uncorrected: DISTRIBUTION }),
  errors: z.looseObject({ timeout: z.number(), connectionLost: z.number(), tooMuchUnsent: z.number() }),
  series: z.array(z.looseObject({ atMs: z.number(), durationMs: z.number(), ratePerSecond: z.number(), p99Ms: z.number().optional() })),
});

/** Reads a report that `load --json` wrote. Throws a ReportFileError. */
export function readReport(text: string, sourceName: string): Report {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ReportFileError(`${sourceName} is no JSON; give a report that "aksept load --json" wrote.`);
  }
  const version = z.looseObject({ format: z.literal(REPORT_FORMAT), version: z.number() }).safeParse(parsed);
  if (!version.success) throw new ReportFileError(`${sourceName} is no report of a load run; give one that "aksept load --json" wrote.`);
  if (version.data.version !== REPORT_VERSION && version.data.version !== EARLIER_VERSION) {
    throw new ReportFileError(
      `${sourceName} is a report of version ${version.data.version}, and this release reads versions ${EARLIER_VERSION} and ${REPORT_VERSION}; make it anew.`,
    );
  }
  const report = COMPARED.safeParse(parsed);
  if (report.success) {
    const read = report.data as unknown as Report;
    return version.data.version === EARLIER_VERSION ? upgradedReport(read) : read;
  }
  const [issue] = report.error.issues;
  throw new ReportFileError(`${sourceName} lacks a readable ${issue?.path.join('.') ?? 'field'}; give the report as it was written.`);
}

export interface ComparedRow {
  readonly name: string;
  readonly here: string;
  readonly there: string;
  /** From the other run to this one: `+12.3 %`, `=`, or `new` when the other value is 0. */
  readonly change: string;
}

/** A change with its sign. The change of a share is in percentage points. */
function signed(language: Language, change: number, unit: string): string {
  return withUnit(language, `${change > 0 ? '+' : ''}${formatPlain(language, change.toFixed(1))}`, unit);
}

function changeOf(language: Language, here: number | undefined, there: number | undefined): string {
  if (here === undefined || there === undefined) return NOTHING;
  if (here === there) return '=';
  return there === 0 ? heading(language, 'new') : signed(language, (here / there - 1) * 100, '%');
}

/** Compares rates, latencies, unanswered messages, and outcomes by share. */
export function compareReports(language: Language, report: Report, other: Report): readonly ComparedRow[] {
  const row = (name: string, here: number, there: number): ComparedRow => {
    return { name, here: formatCount(language, here), there: formatCount(language, there), change: changeOf(language, here, there) };
  };
  const latencies = [...PERCENTILES, 'max' as const, 'mean' as const].flatMap((name) => {
    const [here, there] = [report.latencyMs.corrected[name], other.latencyMs.corrected[name]];
    if (here === undefined && there === undefined) return [];
    const inMs = heading(language, 'inMs', { latency: latencyName(language, name) });
    return [{ name: inMs, here: formatMs(language, here), there: formatMs(language, there), change: changeOf(language, here, there) }];
  });
  const outcomes = OUTCOMES.filter(({ name }) => report.outcomes[name] > 0 || (other.outcomes[name] ?? 0) > 0).map(({ name }) => {
    const [here, there] = [report.outcomes[name], other.outcomes[name] ?? 0];
    const points = (here / Math.max(1, report.messages.answered) - there / Math.max(1, other.messages.answered)) * 100;
    return {
      name,
      here: formatShare(language, here, report.messages.answered),
      there: formatShare(language, there, other.messages.answered),
      change: Math.abs(points) < 0.05 ? '=' : signed(language, points, heading(language, 'points')),
    };
  });
  return [
    row(heading(language, 'answeredPerSecond'), report.ratePerSecond, other.ratePerSecond),
    row(heading(language, 'sentPerSecond'), report.offer.offeredPerSecond, other.offer.offeredPerSecond),
    ...latencies,
    row(FATE_WORDS.unanswered[language], report.messages.unanswered, other.messages.unanswered),
    row(FATE_WORDS.notSent[language], report.messages.notSent, other.messages.notSent),
    ...outcomes,
  ];
}

export interface DifferingSetting {
  readonly name: string;
  readonly here: string;
  readonly there: string;
}

/** The settings that differ between the two runs. */
export function differingSettings(language: Language, report: Report, other: Report): readonly DifferingSetting[] {
  const here = new Map<string, unknown>(Object.entries(report.settings));
  const there = new Map<string, unknown>(Object.entries(other.settings));
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((name) => {
    const [one, two] = [here.get(name), there.get(name)];
    if (JSON.stringify(one) === JSON.stringify(two)) return [];
    const [oneText, twoText] = [settingText(language, name, one), settingText(language, name, two)];
    return [{ name: settingName(language, name), here: oneText, there: twoText }];
  });
}
