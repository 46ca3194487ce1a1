/** The tables of the HTML report. */
import { isApproval, OUTCOMES } from '../protocol/outcome.ts';
import { type Latencies, PERCENTILES, STEPS_PER_HALVING } from './histogram.ts';
import type { KindReport, Report } from './report.ts';
import { compareReports, differingSettings } from './report-compare.ts';
import { LATENCY_NAMES, type NamedValue, troubles } from './report-fields.ts';
import { MESSAGE_WORDS } from './report-sentences.ts';
import { KIND_WORDS } from './report-words.ts';
import { escapeHtml } from './svg-chart.ts';
import type { MessageName } from './tally.ts';
import { formatCount, formatMeasured, formatMs, formatSeconds, formatShare } from './words.ts';

const LATENCY_COLUMNS = ['min', 'mean', ...PERCENTILES, 'max'] as const;
/** What was not measured, for nothing was answered. */
const NOTHING = '–';
/** A longer table that is folded stays so on paper. */
const PRINTED_ROWS_MAX = 100;

/** Rows are `<tr>` elements. Cells are numbers; of class `text` words, of class `meaning` words in the last column. */
function table(head: readonly string[], rows: readonly string[], className = ''): string {
  const cells = head.map((name) => (name === '' ? '<td></td>' : `<th scope="col">${escapeHtml(name)}</th>`)).join('');
  const named = head.length === 0 ? '' : `<thead><tr>${cells}</tr></thead>`;
  return `<table${className === '' ? '' : ` class="${className}"`}>${named}<tbody>${rows.join('')}</tbody></table>`;
}

/** One that may be too wide, and is scrolled then, by keyboard too. */
function wideTable(caption: string, head: readonly string[], rows: readonly string[], className = ''): string {
  return `<div class="scroll" role="group" tabindex="0" aria-label="${escapeHtml(caption)}">${table(head, rows, className)}</div>`;
}

/** Between two words of camel case, and before the braces and the sign of a threshold. */
const BREAKS = /(?<=[a-z])(?=[A-Z])|(?=\{)|(?<=[\w}])(?=&lt;|&gt;|==|!=)/g;

/** As HTML; a long name may go on in the next line. */
function rowName(name: string): string {
  return `<th scope="row">${escapeHtml(name).replace(BREAKS, '<wbr>')}</th>`;
}

/** The first cell names the row. Text is escaped. */
function rowOf(cells: readonly string[], className = ''): string {
  const [name = '', ...values] = cells;
  const start = className === '' ? '<tr>' : `<tr class="${className}">`;
  return `${start}${rowName(name)}${values.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

/** Shown when it is asked for, and on paper. Nothing without rows. */
function folded(caption: string, head: readonly string[], rows: readonly string[]): string {
  if (rows.length === 0) return '';
  const paper = rows.length <= PRINTED_ROWS_MAX ? ' class="printed"' : '';
  return `<details${paper}><summary>${escapeHtml(caption)}, ${rows.length} rows</summary>${wideTable(caption, head, rows)}</details>`;
}

function msOrNothing(ms: number, answered: number): string {
  return answered > 0 ? formatMs(ms) : NOTHING;
}

export function thresholdTable(report: Report): string {
  const rows = report.thresholds.map(({ threshold, kept, measured, unit }) => {
    const verdict = kept ? '<b class="good">✓ kept</b>' : '<b class="bad">✗ broken</b>';
    return `<tr class="${kept ? 'kept' : 'broken'}">${rowName(threshold)}<td>${verdict}</td><td>${formatMeasured(measured, unit)}</td></tr>`;
  });
  return table(['threshold', 'verdict', 'measured'], rows);
}

export function outcomeTable(report: Report): string {
  const { answered } = report.messages;
  const shown = OUTCOMES.filter((row) => report.outcomes[row.name] > 0);
  const most = Math.max(1, ...shown.map((row) => report.outcomes[row.name]));
  const rows = shown.map((row) => {
    const count = report.outcomes[row.name];
    const width = ((count / most) * 100).toFixed(1);
    const rowClass = isApproval(row.name) ? ' class="approved"' : '';
    const name = `${rowName(row.name)}<td>${row.de39}</td>`;
    return `<tr${rowClass}>${name}<td>${formatCount(count)}</td><td>${formatShare(count, answered)}</td><td class="bar"><div style="width:${width}%"></div></td><td>${escapeHtml(row.en)}</td></tr>`;
  });
  for (const [code, count] of Object.entries(report.unknownCodes)) {
    const name = rowName('of these, a code in no table');
    rows.push(
      `<tr>${name}<td>${escapeHtml(code)}</td><td>${formatCount(count)}</td><td>${formatShare(count, answered)}</td><td class="bar"></td><td></td></tr>`,
    );
  }
  return wideTable('Outcomes', ['outcome', 'DE39', 'count', 'share', '', 'meaning'], rows, 'meaning');
}

export function kindTable(kinds: readonly KindReport[]): string {
  const rows = kinds.map(({ kind, answered, approved, declined, unanswered, latencyMs }) =>
    rowOf([
      KIND_WORDS[kind],
      formatCount(answered),
      formatCount(approved),
      answered > 0 ? formatShare(approved, answered) : NOTHING,
      formatCount(declined),
      formatCount(unanswered),
      msOrNothing(latencyMs.p50, answered),
      msOrNothing(latencyMs.p99, answered),
      msOrNothing(latencyMs.max, answered),
    ]),
  );
  const head = ['terminal', 'answered', 'approved', 'of the answered', 'declined', 'no answer', 'p50, ms', 'p99, ms', 'max, ms'];
  return wideTable('By kind of terminal', head, rows);
}

export function latencyTable({ latencyMs, messages, settings }: Report): string {
  const names = LATENCY_NAMES[settings.mode];
  const row = (name: string, latencies: Latencies): string =>
    rowOf([name, ...LATENCY_COLUMNS.map((column) => msOrNothing(latencies[column], messages.answered))]);
  const rows = [row(names.corrected, latencyMs.corrected)];
  if (settings.mode === 'open') rows.push(row(names.uncorrected, latencyMs.uncorrected));
  return wideTable('Latency', ['milliseconds', ...LATENCY_COLUMNS], rows);
}

export function classTable({ classes }: Report): string {
  const rows = Object.entries(classes).map(([name, { answered, unanswered }]) =>
    rowOf([MESSAGE_WORDS[name as MessageName], formatCount(answered), formatCount(unanswered)]),
  );
  return `<div class="short">${table(['message', 'answered', 'no answer'], rows)}</div>`;
}

/** Counts of what was not as it should be, and the first sentence about a connection, if there is one. */
export function troubleTable(report: Report): string {
  const rows = troubles(report).map(([name, count]) => rowOf([name, formatCount(count)], count > 0 ? 'broken' : ''));
  const { firstSentence } = report.errors;
  return `<div class="short">${table([], rows)}</div>${firstSentence === '' ? '' : `<p>The first: ${escapeHtml(firstSentence)}</p>`}`;
}

export function namedValues(values: readonly NamedValue[]): string {
  const rows = values.map(
    ([name, value]) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value === '' ? NOTHING : value)}</td></tr>`,
  );
  return table([], rows, 'text');
}

export function compareTables(report: Report, other: Report): string {
  const rows = compareReports(report, other).map(({ name, here, there, change }) => rowOf([name, here, there, change]));
  const differing = differingSettings(report, other).map(
    ({ name, here, there }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(here)}</td><td>${escapeHtml(there)}</td></tr>`,
  );
  const unlike = table(['setting', 'this run', 'the other'], differing, 'text');
  return [
    wideTable('Compared with another run', ['', 'this run', 'the other', 'change'], rows),
    '<h3>Settings that differ</h3>',
    differing.length === 0 ? '<p>None: both runs had the same settings.</p>' : unlike,
  ].join('');
}

export function seriesTable({ series, settings }: Report): string {
  const open = settings.mode === 'open';
  const rows = series.map((point) => {
    const latencies = [point.p50Ms, point.p90Ms, point.p99Ms, point.maxMs, ...(open ? [point.uncorrectedP99Ms] : [])];
    const rates = [point.offeredPerSecond, point.ratePerSecond].map(formatCount);
    return rowOf([formatSeconds(point.atMs), ...rates, ...latencies.map((ms) => msOrNothing(ms, point.ratePerSecond))]);
  });
  const head = ['until', 'sent per second', 'answered per second', 'p50, ms', 'p90, ms', 'p99, ms', 'max, ms'];
  return folded('The charts over time as a table', open ? [...head, 'p99 uncorrected, ms'] : head, rows);
}

/** The chart has a few steps more to each halving of what is left. */
export function distributionTable({ distribution, settings }: Report): string {
  const open = settings.mode === 'open';
  const rows = distribution.corrected.flatMap(([percentile, ms], index) => {
    if (index % STEPS_PER_HALVING !== 0 && percentile < 100) return [];
    const sent = distribution.uncorrected[index]?.[1] ?? 0;
    return [rowOf([`${Number(percentile.toPrecision(7))} %`, formatMs(ms), ...(open ? [formatMs(sent)] : [])])];
  });
  const head = ['percentile', ...(open ? ['corrected, ms', 'uncorrected, ms'] : ['ms'])];
  return folded('The distribution as a table', head, rows);
}
