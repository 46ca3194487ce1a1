/** The report as one HTML file that needs nothing else: no script, no network, light and dark, screen and paper. */
import type { Report } from './report.ts';
import { unansweredTotal } from './report.ts';
import { compareCharts, distributionChart, latencyChart, rateChart } from './report-charts.ts';
import { settingsAndVersions } from './report-fields.ts';
import { troubleSentences } from './report-sentences.ts';
import { REPORT_STYLE } from './report-style.ts';
import {
  classTable,
  compareTables,
  distributionTable,
  kindTable,
  latencyTable,
  namedValues,
  outcomeTable,
  seriesTable,
  thresholdTable,
  troubleTable,
} from './report-tables.ts';
import { abortText, latencyNotes, loopText, NOTHING_ANSWERED, offerText, reconciliationText } from './report-words.ts';
import { type Chart, escapeHtml, legend, lineChart } from './svg-chart.ts';
import { formatCount, formatMs, formatSeconds, formatShare } from './words.ts';

const VERDICT_CLASSES = { equal: 'equal', unequal: 'unequal', 'not reconciled': 'open' } as const;

/** Nothing is fetched and nothing runs, whatever stands in the file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

function section(title: string, ...parts: readonly string[]): string {
  return `<section><h2>${escapeHtml(title)}</h2>${parts.join('')}</section>`;
}

function figure(chart: Chart, id: string): string {
  return `<figure>${legend(chart)}${lineChart(chart, id)}</figure>`;
}

function chartSection(chart: Chart, id: string, ...after: readonly string[]): string {
  return section(chart.title, figure(chart, id), ...after);
}

function paragraph(className: string, text: string): string {
  return `<p class="${className}">${escapeHtml(text)}</p>`;
}

/** `2026-11-28 21:18:28 UTC` of an instant in ISO 8601. */
function readableInstant(instant: string): string {
  return instant.replace(/^(.{10})T(.{8}).*Z$/, '$1 $2 UTC');
}

function tiles(report: Report): string {
  const approved = report.outcomes.approved + report.outcomes.approvedPartially;
  const { answered, notSent } = report.messages;
  const ms = (latency: number): string => (answered === 0 ? '–' : `${formatMs(latency)} ms`);
  const shown: readonly (readonly [string, string])[] = [
    [`${formatCount(report.ratePerSecond)}/s`, 'answered'],
    [ms(report.latencyMs.corrected.p50), 'median latency'],
    [ms(report.latencyMs.corrected.p99), '99th percentile'],
    [formatCount(answered), 'messages answered'],
    [answered === 0 ? '–' : formatShare(approved, answered), 'approved'],
    [formatCount(unansweredTotal(report) + notSent), 'without an answer'],
  ];
  return `<ul class="tiles">${shown.map(([value, name]) => `<li><b>${value}</b><span>${name}</span></li>`).join('')}</ul>`;
}

function verdicts(report: Report): string {
  const { reconciliation } = report;
  const offer = offerText(report);
  const books = reconciliationText(reconciliation);
  return [
    report.aborted === undefined ? '' : paragraph('verdict broken', abortText(report.aborted)),
    report.messages.answered > 0 ? '' : paragraph('verdict broken', NOTHING_ANSWERED),
    offer === '' ? '' : paragraph(`verdict ${report.offer.shortBy === 'generator' ? 'broken' : 'open'}`, offer),
    report.thresholds.length === 0 ? '' : section('Thresholds', thresholdTable(report)),
    section('Reconciliation', paragraph(`verdict ${VERDICT_CLASSES[reconciliation.kind]}`, books.charAt(0).toUpperCase() + books.slice(1))),
  ].join('');
}

function comparison(report: Report, other: Report): string {
  const { startedAt, settings } = other;
  const charts = compareCharts(report, other).map(
    (chart, index) => `<h3>${escapeHtml(chart.title)}</h3>${figure(chart, `compare-${index + 1}`)}`,
  );
  return section(
    'Compared with another run',
    paragraph('soft', `The other: ${readableInstant(startedAt)}, ${settings.target}, ${settings.codec}.`),
    compareTables(report, other),
    ...charts,
  );
}

/** With `other` the run is held against it, too. */
export function reportHtml(report: Report, other?: Report): string {
  const { settings, versions } = report;
  const title = `aksept ${settings.command} report`;
  const started = readableInstant(report.startedAt);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light dark">`,
    `<title>${escapeHtml(`${title}, ${started}`)}</title><style>${REPORT_STYLE}</style></head><body><main>`,
    `<h1>${title}</h1>`,
    paragraph('soft', `${started}, ${formatSeconds(report.measuredMs)} measured, aksept ${versions.aksept}`),
    paragraph(
      'soft',
      `${loopText(report)}; ${formatCount(settings.connections)} connections to ${settings.target}, ${settings.codec}; seed ${settings.seed}`,
    ),
    tiles(report),
    verdicts(report),
    chartSection(rateChart(report), 'rate'),
    section('Latency', latencyTable(report), ...latencyNotes(report).map((note) => paragraph('soft', note))),
    chartSection(latencyChart(report), 'latency', seriesTable(report)),
    chartSection(distributionChart(report), 'distribution', distributionTable(report)),
    other === undefined ? '' : comparison(report, other),
    section('Outcomes', report.messages.answered === 0 ? paragraph('soft', NOTHING_ANSWERED) : outcomeTable(report)),
    section('By kind of terminal', kindTable(report.kinds)),
    section('By kind of message', classTable(report)),
    section(
      'Errors and broken invariants',
      ...troubleSentences(report).map((sentence) => paragraph('soft', sentence)),
      troubleTable(report),
    ),
    section('Settings and versions', namedValues(settingsAndVersions(report))),
    '</main></body></html>\n',
  ].join('\n');
}
