/** The tables of the HTML report. */
import type { Language } from '../../../protocol/language.ts';
import { STEPS_PER_HALVING } from '../../measure/histogram.ts';
import type { SeriesPoint } from '../../measure/interval.ts';
import type { MessageName } from '../../measure/message-kinds.ts';
import { supportedPercentiles } from '../../measure/supported-percentiles.ts';
import { compareReports, differingSettings } from '../compare.ts';
import { messageRows } from '../message-rows.ts';
import { formatCount, formatMeasured, formatMs, formatPlain, formatSeconds, formatShare, NOTHING, withUnit } from '../number-text.ts';
import type { KindReport, Report } from '../report.ts';
import { errorCounts, latencyName, type NamedValue } from '../words/fields.ts';
import { COUNTED_FROM_WORDS, KIND_WORDS, MESSAGE_WORDS } from '../words/names.ts';
import { heading, phrase } from '../words/say.ts';
import { tooFewText } from '../words/shared.ts';
import { CHARTED, uncharted } from './charts.ts';
import { escapeHtml } from './svg-chart.ts';
import { englishPart, folded, msOrNothing, rowName, rowOf, table, wideTable } from './table.ts';

const SERIES_LATENCIES = [...CHARTED, { name: 'max', of: (point: SeriesPoint) => point.maxMs }] as const;
const KIND_LATENCIES = ['p50', 'p90', 'p99', 'max'] as const;

/** The heads of latency columns: `p99, ms`. */
function latencyHeads(language: Language, names: readonly string[]): readonly string[] {
  return names.map((name) => heading(language, 'inMs', { latency: latencyName(language, name) }));
}

export function thresholdTable(language: Language, report: Report): string {
  const [keptWord, brokenWord] = [heading(language, 'kept'), heading(language, 'broken')];
  const rows = report.thresholds.map((result) => {
    const { threshold, kept, measured, unit } = result;
    const verdict = kept ? `<b class="good">✓ ${keptWord}</b>` : `<b class="bad">✗ ${brokenWord}</b>`;
    const tooFew = tooFewText(language, result, report);
    const found = formatMeasured(language, measured, unit);
    const name = rowName(threshold, tooFew === '' ? '' : `<small>${escapeHtml(tooFew)}</small>`);
    return `<tr class="${kept ? 'kept' : 'broken'}">${name}<td>${verdict}</td><td>${found}</td></tr>`;
  });
  return table([heading(language, 'threshold'), heading(language, 'verdict'), heading(language, 'measured')], rows);
}

export function messageTable(language: Language, report: Report): string {
  const rows = messageRows(language, report).map(({ name, count, level, isShare }) => {
    const share = isShare ? formatShare(language, count, report.messages.due) : '';
    return rowOf([name, formatCount(language, count), share], level === 0 ? '' : 'part');
  });
  const head = [heading(language, 'textMessages'), heading(language, 'count'), heading(language, 'share')];
  return `<div class="short">${table(head, rows)}</div>`;
}

/** Counts and latencies apart, so that both fit on a small screen. */
export function kindTables(language: Language, kinds: readonly KindReport[]): string {
  const withNotSent = kinds.some(({ notSent }) => notSent > 0);
  const counts = kinds.map(({ kind, answered, approved, declined, unanswered, notSent }) =>
    rowOf([
      KIND_WORDS[kind][language],
      formatCount(language, answered),
      answered > 0 ? formatShare(language, approved, answered) : NOTHING,
      formatCount(language, declined),
      formatCount(language, unanswered),
      ...(withNotSent ? [formatCount(language, notSent)] : []),
    ]),
  );
  const latencies = kinds.map(({ kind, answered, latencyMs }) =>
    rowOf([KIND_WORDS[kind][language], ...KIND_LATENCIES.map((name) => msOrNothing(language, latencyMs[name], answered))]),
  );
  const counted = ['terminal', 'answered', 'approved', 'declined', 'noAnswer', ...(withNotSent ? (['notSent'] as const) : [])] as const;
  const columns = [heading(language, 'milliseconds'), ...KIND_LATENCIES.map((name) => latencyName(language, name))];
  return (
    table(
      counted.map((name) => heading(language, name)),
      counts,
    ) + table(columns, latencies, 'below')
  );
}

/** A row for each percentile, so that the highest are in sight on a small screen too. */
export function latencyTable(language: Language, { latencyMs, messages, settings }: Report): string {
  const names = COUNTED_FROM_WORDS[settings.mode];
  const both = settings.mode === 'open' ? (['corrected', 'uncorrected'] as const) : (['corrected'] as const);
  const shown = ['min', 'mean', ...supportedPercentiles(messages.answered), 'max'] as const;
  const rows = shown.map((name) =>
    rowOf([latencyName(language, name), ...both.map((way) => msOrNothing(language, latencyMs[way][name], messages.answered))]),
  );
  const head = [heading(language, 'milliseconds'), ...both.map((way) => names[way][language])];
  return `<div class="short">${table(head, rows)}</div>`;
}

export function classTable(language: Language, { classes }: Report): string {
  const withNotSent = Object.values(classes).some(({ notSent }) => notSent > 0);
  const rows = Object.entries(classes).map(([name, { answered, unanswered, notSent }]) => {
    const counts = [answered, unanswered, ...(withNotSent ? [notSent] : [])];
    return rowOf([MESSAGE_WORDS[name as MessageName][language], ...counts.map((count) => formatCount(language, count))]);
  });
  const names = ['message', 'answered', 'noAnswer', ...(withNotSent ? (['notSent'] as const) : [])] as const;
  const head = names.map((name) => heading(language, name));
  return `<div class="short">${table(head, rows)}</div>`;
}

/**
 * Counts of errors and broken invariants that occurred, and the first error of a connection, if
 * there is one.
 */
export function errorTable(language: Language, report: Report): string {
  const rows = errorCounts(language, report).map(([name, count]) => rowOf([name, formatCount(language, count)], 'broken'));
  const { firstSentence } = report.errors;
  const first = phrase(language, 'firstError', { sentence: englishPart(language, firstSentence) });
  const counts = rows.length === 0 ? '' : `<div class="short">${table([], rows)}</div>`;
  return `${counts}${firstSentence === '' ? '' : `<p>${first}</p>`}`;
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

/** On a small screen the style sheet leaves out the second and the eighth column. */
export function seriesTable(language: Language, report: Report): string {
  const left = uncharted(report);
  const columns = SERIES_LATENCIES.filter(({ name }) => !left.includes(name));
  const withBeside = report.settings.mode === 'open' && !left.includes('p99');
  const rows = report.series.map((point) => {
    const latencies = [...columns.map(({ of }) => of(point)), ...(withBeside ? [point.uncorrectedP99Ms] : [])];
    const rates = [point.offeredPerSecond, point.ratePerSecond].map((rate) => formatCount(language, rate));
    return rowOf([formatSeconds(language, point.atMs), ...rates, ...latencies.map((ms) => msOrNothing(language, ms, point.ratePerSecond))]);
  });
  const counted = [heading(language, 'until'), heading(language, 'offeredPerSecond'), heading(language, 'answeredPerSecond')];
  const heads = latencyHeads(
    language,
    columns.map(({ name }) => name),
  );
  const beside = withBeside ? [heading(language, 'p99UncorrectedMs')] : [];
  return folded(language, heading(language, 'seriesTable'), [...counted, ...heads, ...beside], rows, 'series');
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
