/** The tables of the HTML report. */
import { isApproval, OUTCOMES } from '../protocol/outcome.ts';
import { type Latencies, PERCENTILES } from './histogram.ts';
import type { KindReport, Report } from './report.ts';
import { MESSAGE_WORDS } from './report-sentences.ts';
import { KIND_WORDS } from './report-words.ts';
import type { SeriesPoint } from './statistics.ts';
import { escapeHtml } from './svg-chart.ts';
import type { MessageName } from './tally.ts';
import { formatCount, formatMs, formatSeconds, formatShare } from './words.ts';

const LATENCY_COLUMNS = ['min', 'mean', ...PERCENTILES, 'max'] as const;

/** Rows are `<tr>` elements. */
export function table(head: readonly string[], rows: readonly string[]): string {
  const cells = head.map((name) => (name === '' ? '<td></td>' : `<th scope="col">${escapeHtml(name)}</th>`)).join('');
  const named = head.some((name) => name !== '');
  return `<div class="scroll"><table>${named ? `<thead><tr>${cells}</tr></thead>` : ''}<tbody>${rows.join('')}</tbody></table></div>`;
}

function cellsOf(cells: readonly string[]): string {
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

export function outcomeTable(report: Report): string {
  const { answered } = report.messages;
  const shown = OUTCOMES.filter((row) => report.outcomes[row.name] > 0);
  const most = Math.max(1, ...shown.map((row) => report.outcomes[row.name]));
  const rows = shown.map((row) => {
    const count = report.outcomes[row.name];
    const width = ((count / most) * 100).toFixed(1);
    const rowClass = isApproval(row.name) ? ' class="approved"' : '';
    const name = `<td title="${escapeHtml(row.en)}">${row.name}</td><td>${row.de39}</td>`;
    return `<tr${rowClass}>${name}<td>${formatCount(count)}</td><td>${formatShare(count, answered)}</td><td class="bar"><div style="width:${width}%"></div></td></tr>`;
  });
  for (const [code, count] of Object.entries(report.unknownCodes)) {
    rows.push(cellsOf(['of these, unknown', escapeHtml(code), formatCount(count), formatShare(count, answered), '']));
  }
  return table(['outcome', 'DE39', 'count', 'share', ''], rows);
}

export function kindTable(kinds: readonly KindReport[]): string {
  const rows = kinds.map(({ kind, answered, approved, declined, unanswered, latencyMs }) =>
    cellsOf([
      KIND_WORDS[kind],
      formatCount(answered),
      formatCount(approved),
      formatCount(declined),
      formatShare(approved, answered),
      formatCount(unanswered),
      formatMs(latencyMs.p50),
      formatMs(latencyMs.p99),
      formatMs(latencyMs.max),
    ]),
  );
  return table(['', 'answered', 'approved', 'declined', 'share', 'no answer', 'p50 ms', 'p99 ms', 'max ms'], rows);
}

export function classTable({ classes }: Report): string {
  const rows = Object.entries(classes).map(([name, { answered, unanswered }]) =>
    cellsOf([MESSAGE_WORDS[name as MessageName], formatCount(answered), formatCount(unanswered)]),
  );
  return table(['', 'answered', 'no answer'], rows);
}

function latencyRow(name: string, latencies: Latencies): string {
  return cellsOf([name, ...LATENCY_COLUMNS.map((column) => formatMs(latencies[column]))]);
}

export function latencyTable(report: Report): string {
  const { corrected, uncorrected } = report.latencyMs;
  const open = report.settings.mode === 'open';
  const rows = [latencyRow(open ? 'from the intended instant' : 'from the sending', corrected)];
  if (open) rows.push(latencyRow('from the sending', uncorrected));
  return table(['milliseconds', ...LATENCY_COLUMNS], rows);
}

export function nameAndValue(fields: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(fields).map(([name, value]) => {
    const text = Array.isArray(value)
      ? value.join(', ')
      : typeof value === 'object' && value !== null
        ? JSON.stringify(value)
        : String(value);
    return `<tr><th scope="row">${escapeHtml(name)}</th><td class="free">${escapeHtml(text === '' ? '–' : text)}</td></tr>`;
  });
  return table(['', ''], rows);
}

export function seriesTable(series: readonly SeriesPoint[]): string {
  const rows = series.map((point) =>
    cellsOf([
      formatSeconds(point.atMs),
      formatCount(point.offeredPerSecond),
      formatCount(point.ratePerSecond),
      formatMs(point.p50Ms),
      formatMs(point.p90Ms),
      formatMs(point.p99Ms),
      formatMs(point.maxMs),
    ]),
  );
  const head = ['until', 'sent per second', 'answered per second', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms'];
  return `<details><summary>The charts over time as a table</summary>${table(head, rows)}</details>`;
}

export function distributionTable({ distribution, settings }: Report): string {
  const open = settings.mode === 'open';
  const rows = distribution.corrected.map(([percentile, ms], index) => {
    const sent = distribution.uncorrected[index]?.[1] ?? 0;
    return cellsOf([`${Number(percentile.toPrecision(7))} %`, formatMs(ms), ...(open ? [formatMs(sent)] : [])]);
  });
  const head = ['percentile', open ? 'from the intended instant, ms' : 'ms', ...(open ? ['from the sending, ms'] : [])];
  return `<details><summary>The distribution as a table</summary>${table(head, rows)}</details>`;
}
