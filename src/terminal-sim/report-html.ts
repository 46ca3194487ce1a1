/** The report as one HTML file that needs nothing else: no script, no network, light and dark. */
import { isApproval, OUTCOMES } from '../protocol/outcome.ts';
import { type Latencies, PERCENTILES } from './histogram.ts';
import { type Report, unansweredTotal } from './report.ts';
import { REPORT_STYLE } from './report-style.ts';
import { reconciliationText } from './report-text.ts';
import type { SeriesPoint } from './statistics.ts';
import { type Chart, escapeHtml, legend, lineChart } from './svg-chart.ts';
import { formatCount, formatMs, formatSeconds, formatShare } from './words.ts';

const LATENCY_COLUMNS = ['min', 'mean', ...PERCENTILES, 'max'] as const;
const VERDICT_CLASSES = { equal: 'equal', unequal: 'unequal', 'not reconciled': 'open' } as const;

function points(series: readonly SeriesPoint[], of: (point: SeriesPoint) => number): { x: number; y: number }[] {
  return series.map((point) => ({ x: point.atMs / 1000, y: of(point) }));
}

function rateChart(series: readonly SeriesPoint[]): Chart {
  const rates = series.map((point) => point.ratePerSecond);
  const lowest = rates.length === 0 ? 0 : Math.min(...rates);
  return {
    title: 'Rate over time',
    description: `Answered messages per second, between ${formatCount(lowest)} and ${formatCount(Math.max(0, ...rates))}.`,
    unit: 'messages per second',
    formatY: formatCount,
    lines: [
      { name: 'answered', className: 'line-1', points: points(series, (point) => point.ratePerSecond) },
      { name: 'approved', className: 'line-2', points: points(series, (point) => (point.approved * 1000) / Math.max(1, point.durationMs)) },
    ],
  };
}

function latencyChart(series: readonly SeriesPoint[]): Chart {
  const worst = Math.max(0, ...series.map((point) => point.p99Ms));
  return {
    title: 'Latency over time',
    description: `Median and 99th percentile per stretch of time; the highest 99th percentile is ${formatMs(worst)} ms.`,
    unit: 'milliseconds',
    formatY: formatMs,
    lines: [
      { name: 'p50', className: 'line-1', points: points(series, (point) => point.p50Ms) },
      { name: 'p99', className: 'line-2', points: points(series, (point) => point.p99Ms) },
    ],
  };
}

function chartSection(chart: Chart, id: string): string {
  return `<h2>${escapeHtml(chart.title)}</h2>${legend(chart)}${lineChart(chart, id)}`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  const cells = head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  return `<div class="scroll"><table><thead><tr>${cells}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function outcomeTable(report: Report): string {
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
  return table(['outcome', 'DE39', 'count', 'share', ''], rows);
}

function latencyRow(name: string, latencies: Latencies): string {
  return `<tr><td>${name}</td>${LATENCY_COLUMNS.map((column) => `<td>${formatMs(latencies[column])}</td>`).join('')}</tr>`;
}

function latencyTable(report: Report): string {
  const { corrected, uncorrected } = report.latencyMs;
  const open = report.settings.mode === 'open';
  const rows = [latencyRow(open ? 'from the intended instant' : 'from sending', corrected)];
  if (open) rows.push(latencyRow('from sending', uncorrected));
  return table(['milliseconds', ...LATENCY_COLUMNS], rows);
}

function nameAndValue(fields: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
    return `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(text === '' ? '–' : text)}</td></tr>`;
  });
  return table(['', ''], rows);
}

function seriesTable(series: readonly SeriesPoint[]): string {
  const rows = series.map(
    (point) =>
      `<tr><td>${formatSeconds(point.atMs)}</td><td>${formatCount(point.ratePerSecond)}</td><td>${formatMs(point.p50Ms)}</td><td>${formatMs(point.p99Ms)}</td><td>${formatMs(point.maxMs)}</td></tr>`,
  );
  return `<details><summary>The charts as a table</summary>${table(['until', 'per second', 'p50 ms', 'p99 ms', 'max ms'], rows)}</details>`;
}

function tiles(report: Report): string {
  const approved = report.outcomes.approved + report.outcomes.approvedPartially;
  const shown: readonly (readonly [string, string])[] = [
    [`${formatCount(report.ratePerSecond)}/s`, 'rate'],
    [formatCount(report.messages.answered), 'messages answered'],
    [formatShare(approved, report.messages.answered), 'approved'],
    [`${formatMs(report.latencyMs.corrected.p50)} ms`, 'median latency'],
    [`${formatMs(report.latencyMs.corrected.p99)} ms`, '99th percentile'],
    [formatCount(unansweredTotal(report) + report.messages.notSent), 'without an answer'],
  ];
  return `<ul class="tiles">${shown.map(([value, name]) => `<li><b>${value}</b><span>${name}</span></li>`).join('')}</ul>`;
}

export function reportHtml(report: Report): string {
  const { settings, reconciliation } = report;
  const verdict = `<p class="verdict ${VERDICT_CLASSES[reconciliation.kind]}">${escapeHtml(reconciliationText(reconciliation))}</p>`;
  const thresholds = report.thresholds.map((result) => {
    const measured = `${formatMs(result.measured)} ${result.unit}`.trim();
    const word = result.kept ? 'kept' : 'broken';
    return `<p class="verdict ${word}">Threshold ${escapeHtml(result.threshold)}: ${word}, measured ${measured}</p>`;
  });
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>aksept ${settings.command} report</title><style>${REPORT_STYLE}</style></head><body><main>`,
    `<h1>aksept ${settings.command} report</h1>`,
    `<p class="soft">${escapeHtml(report.startedAt)} · ${escapeHtml(settings.target)} · ${escapeHtml(settings.codec)} · seed ${escapeHtml(settings.seed)}</p>`,
    tiles(report),
    '<h2>Reconciliation</h2>',
    verdict,
    thresholds.length === 0 ? '' : `<h2>Thresholds</h2>${thresholds.join('')}`,
    '<h2>Outcomes</h2>',
    outcomeTable(report),
    chartSection(rateChart(report.series), 'rate'),
    chartSection(latencyChart(report.series), 'latency'),
    seriesTable(report.series),
    '<h2>Latency</h2>',
    latencyTable(report),
    '<h2>Errors and broken invariants</h2>',
    nameAndValue({
      ...report.errors,
      ...report.findings,
      notSent: report.messages.notSent,
      pinsAstray: report.pinsAstray,
      unfinished: report.messages.unfinished,
    }),
    '<h2>Settings and versions</h2>',
    nameAndValue({
      ...settings,
      ...report.versions,
      measuredMs: report.measuredMs,
      settleMs: report.settleMs,
      sentTotal: report.messages.sentTotal,
    }),
    '</main></body></html>\n',
  ].join('\n');
}
