/** The tables of the HTML report. */
import type { Language } from '../../../protocol/language.ts';
import { type Latencies, PERCENTILES, STEPS_PER_HALVING } from '../../measure/histogram.ts';
import type { MessageName } from '../../measure/message-kinds.ts';
import { compareReports, differingSettings } from '../compare.ts';
import { formatCount, formatMeasured, formatMs, formatPlain, formatSeconds, formatShare, withUnit } from '../number-text.ts';
import type { KindReport, Report } from '../report.ts';
import { errorCounts, latencyName, type NamedValue } from '../words/fields.ts';
import { COUNTED_FROM_WORDS, KIND_WORDS, MESSAGE_WORDS } from '../words/names.ts';
import { heading, phrase } from '../words/say.ts';
import { escapeHtml } from './svg-chart.ts';
import { englishPart, folded, msOrNothing, NOTHING, rowName, rowOf, table, wideTable } from './table.ts';

const LATENCY_COLUMNS = ['min', 'mean', ...PERCENTILES, 'max'] as const;

/** The heads of latency columns: `p99, ms`. */
function latencyHeads(language: Language, names: readonly string[]): readonly string[] {
  return names.map((name) => heading(language, 'inMs', { latency: latencyName(language, name) }));
}

export function thresholdTable(language: Language, report: Report): string {
  const [keptWord, brokenWord] = [heading(language, 'kept'), heading(language, 'broken')];
  const rows = report.thresholds.map(({ threshold, kept, measured, unit }) => {
    const verdict = kept ? `<b class="good">✓ ${keptWord}</b>` : `<b class="bad">✗ ${brokenWord}</b>`;
    const found = formatMeasured(language, measured, unit);
    return `<tr class="${kept ? 'kept' : 'broken'}">${rowName(threshold)}<td>${verdict}</td><td>${found}</td></tr>`;
  });
  return table([heading(language, 'threshold'), heading(language, 'verdict'), heading(language, 'measured')], rows);
}

const KIND_COLUMNS = ['terminal', 'answered', 'approved', 'ofAnswered', 'declined', 'noAnswer'] as const;

export function kindTable(language: Language, kinds: readonly KindReport[]): string {
  const rows = kinds.map(({ kind, answered, approved, declined, unanswered, latencyMs }) =>
    rowOf([
      KIND_WORDS[kind][language],
      formatCount(language, answered),
      formatCount(language, approved),
      answered > 0 ? formatShare(language, approved, answered) : NOTHING,
      formatCount(language, declined),
      formatCount(language, unanswered),
      msOrNothing(language, latencyMs.p50, answered),
      msOrNothing(language, latencyMs.p99, answered),
      msOrNothing(language, latencyMs.max, answered),
    ]),
  );
  const head = [...KIND_COLUMNS.map((name) => heading(language, name)), ...latencyHeads(language, ['p50', 'p99', 'max'])];
  return wideTable(heading(language, 'byTerminal'), head, rows);
}

export function latencyTable(language: Language, { latencyMs, messages, settings }: Report): string {
  const names = COUNTED_FROM_WORDS[settings.mode];
  const row = (name: string, latencies: Latencies): string =>
    rowOf([name, ...LATENCY_COLUMNS.map((column) => msOrNothing(language, latencies[column], messages.answered))]);
  const rows = [row(names.corrected[language], latencyMs.corrected)];
  if (settings.mode === 'open') rows.push(row(names.uncorrected[language], latencyMs.uncorrected));
  const head = [heading(language, 'milliseconds'), ...LATENCY_COLUMNS.map((column) => latencyName(language, column))];
  return wideTable(heading(language, 'latency'), head, rows);
}

export function classTable(language: Language, { classes }: Report): string {
  const rows = Object.entries(classes).map(([name, { answered, unanswered }]) =>
    rowOf([MESSAGE_WORDS[name as MessageName][language], formatCount(language, answered), formatCount(language, unanswered)]),
  );
  const head = [heading(language, 'message'), heading(language, 'answered'), heading(language, 'noAnswer')];
  return `<div class="short">${table(head, rows)}</div>`;
}

/** Counts of errors and broken invariants, and the first error of a connection, if there is one. */
export function errorTable(language: Language, report: Report): string {
  const counts = errorCounts(language, report);
  const rows = counts.map(([name, count]) => rowOf([name, formatCount(language, count)], count > 0 ? 'broken' : ''));
  const { firstSentence } = report.errors;
  const first = phrase(language, 'firstError', { sentence: englishPart(language, firstSentence) });
  return `<div class="short">${table([], rows)}</div>${firstSentence === '' ? '' : `<p>${first}</p>`}`;
}

export function namedValues(values: readonly NamedValue[]): string {
  const rows = values.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value === '' ? NOTHING : value)}</td></tr>`,
  );
  return table([], rows, 'text');
}

export function compareTables(language: Language, report: Report, other: Report): string {
  const both = [heading(language, 'thisRun'), heading(language, 'theOther')];
  const rows = compareReports(language, report, other).map(({ name, here, there, change }) => rowOf([name, here, there, change]));
  const differing = differingSettings(language, report, other).map(
    ({ name, here, there }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(here)}</td><td>${escapeHtml(there)}</td></tr>`,
  );
  const unlike = table([heading(language, 'setting'), ...both], differing, 'text');
  return [
    wideTable(heading(language, 'compared'), ['', ...both, heading(language, 'change')], rows),
    `<h3>${escapeHtml(heading(language, 'differingSettings'))}</h3>`,
    differing.length === 0 ? `<p>${escapeHtml(phrase(language, 'sameSettings'))}</p>` : unlike,
  ].join('');
}

export function seriesTable(language: Language, { series, settings }: Report): string {
  const open = settings.mode === 'open';
  const rows = series.map((point) => {
    const latencies = [point.p50Ms, point.p90Ms, point.p99Ms, point.maxMs, ...(open ? [point.uncorrectedP99Ms] : [])];
    const rates = [point.offeredPerSecond, point.ratePerSecond].map((rate) => formatCount(language, rate));
    const shown = latencies.map((ms) => msOrNothing(language, ms, point.ratePerSecond));
    return rowOf([formatSeconds(language, point.atMs), ...rates, ...shown]);
  });
  const counted = [heading(language, 'until'), heading(language, 'sentPerSecond'), heading(language, 'answeredPerSecond')];
  const head = [...counted, ...latencyHeads(language, ['p50', 'p90', 'p99', 'max'])];
  const beside = open ? [heading(language, 'p99UncorrectedMs')] : [];
  return folded(language, heading(language, 'seriesTable'), [...head, ...beside], rows);
}

/** The table has one row where the chart has STEPS_PER_HALVING points. */
export function distributionTable(language: Language, { distribution, settings }: Report): string {
  const open = settings.mode === 'open';
  const rows = distribution.corrected.flatMap(([percentile, ms], index) => {
    if (index % STEPS_PER_HALVING !== 0 && percentile < 100) return [];
    const sent = open ? [formatMs(language, distribution.uncorrected[index]?.[1] ?? 0)] : [];
    return [rowOf([withUnit(language, formatPlain(language, Number(percentile.toPrecision(7))), '%'), formatMs(language, ms), ...sent])];
  });
  const columns = open ? [heading(language, 'correctedMs'), heading(language, 'uncorrectedMs')] : ['ms'];
  return folded(language, heading(language, 'distributionTable'), [heading(language, 'percentile'), ...columns], rows);
}
