/** The report as one HTML file that needs nothing else: no script, no network, light and dark. */
import type { Report } from './report.ts';
import { unansweredTotal } from './report.ts';
import { compareCharts, distributionChart, latencyChart, rateChart } from './report-charts.ts';
import { compareReports, differingSettings } from './report-compare.ts';
import { troubleSentences } from './report-sentences.ts';
import { REPORT_STYLE } from './report-style.ts';
import { classTable, distributionTable, kindTable, latencyTable, nameAndValue, outcomeTable, seriesTable, table } from './report-tables.ts';
import { abortText, offerText, reconciliationText } from './report-words.ts';
import { type Chart, escapeHtml, legend, lineChart } from './svg-chart.ts';
import { formatCount, formatMeasured, formatMs, formatShare } from './words.ts';

const VERDICT_CLASSES = { equal: 'equal', unequal: 'unequal', 'not reconciled': 'open' } as const;

function section(title: string, ...parts: readonly string[]): string {
  return `<section><h2>${escapeHtml(title)}</h2>${parts.join('')}</section>`;
}

function chartSection(chart: Chart, id: string, ...after: readonly string[]): string {
  return section(chart.title, `<figure>${legend(chart)}${lineChart(chart, id)}</figure>`, ...after);
}

function paragraph(className: string, text: string): string {
  return `<p class="${className}">${escapeHtml(text)}</p>`;
}

function tiles(report: Report): string {
  const approved = report.outcomes.approved + report.outcomes.approvedPartially;
  const shown: readonly (readonly [string, string])[] = [
    [`${formatCount(report.ratePerSecond)}/s`, 'answered'],
    [formatCount(report.messages.answered), 'messages answered'],
    [formatShare(approved, report.messages.answered), 'approved'],
    [`${formatMs(report.latencyMs.corrected.p50)} ms`, 'median latency'],
    [`${formatMs(report.latencyMs.corrected.p99)} ms`, '99th percentile'],
    [formatCount(unansweredTotal(report) + report.messages.notSent), 'without an answer'],
  ];
  return `<ul class="tiles">${shown.map(([value, name]) => `<li><b>${value}</b><span>${name}</span></li>`).join('')}</ul>`;
}

function verdicts(report: Report): string {
  const { reconciliation } = report;
  const offer = offerText(report);
  const thresholds = report.thresholds.map(({ threshold, kept, measured, unit }) => {
    const word = kept ? 'kept' : 'broken';
    return paragraph(`verdict ${word}`, `Threshold ${threshold}: ${word}, measured ${formatMeasured(measured, unit)}`);
  });
  return [
    report.aborted === undefined ? '' : paragraph('verdict broken', abortText(report.aborted)),
    offer === '' ? '' : paragraph(`verdict ${report.offer.shortBy === 'generator' ? 'broken' : 'open'}`, offer),
    thresholds.length === 0 ? '' : section('Thresholds', ...thresholds),
    section('Reconciliation', paragraph(`verdict ${VERDICT_CLASSES[reconciliation.kind]}`, reconciliationText(reconciliation))),
  ].join('');
}

function comparison(report: Report, other: Report): string {
  const rows = compareReports(report, other).map(
    ({ name, here, there, change }) => `<tr><td>${escapeHtml(name)}</td><td>${here}</td><td>${there}</td><td>${change}</td></tr>`,
  );
  const differing = differingSettings(report, other);
  const unlike = differing.length === 0 ? 'Both runs had the same settings.' : `The settings differ: ${differing.join('; ')}.`;
  return [
    section(
      'Compared with another run',
      paragraph('soft', `The other: ${other.startedAt}, ${other.settings.target}, ${other.settings.codec}. ${unlike}`),
      table(['', 'this run', 'the other', 'change'], rows),
    ),
    ...compareCharts(report, other).map((chart, index) => chartSection(chart, `compare-${index + 1}`)),
  ].join('');
}

function settingsSection(report: Report): string {
  const { settings, versions, measuredMs, settleMs, messages } = report;
  return section(
    'Settings and versions',
    nameAndValue({ ...settings, ...versions, measuredMs, settleMs, sentTotal: messages.sentTotal, report: `version ${report.version}` }),
  );
}

/** With `other` the run is held against it, too. */
export function reportHtml(report: Report, other?: Report): string {
  const { settings } = report;
  const title = `aksept ${settings.command} report`;
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${REPORT_STYLE}</style></head><body><main>`,
    `<h1>${title}</h1>`,
    paragraph('soft', `${report.startedAt} · ${settings.target} · ${settings.codec} · seed ${settings.seed}`),
    tiles(report),
    verdicts(report),
    chartSection(rateChart(report), 'rate'),
    chartSection(latencyChart(report), 'latency', seriesTable(report.series)),
    chartSection(distributionChart(report), 'distribution', distributionTable(report)),
    section('Latency', latencyTable(report)),
    other === undefined ? '' : comparison(report, other),
    section('Outcomes', outcomeTable(report)),
    section('By kind of terminal', kindTable(report.kinds)),
    section('By kind of message', classTable(report)),
    section(
      'Errors and broken invariants',
      ...troubleSentences(report).map((sentence) => paragraph('soft', sentence)),
      nameAndValue({
        ...report.errors,
        ...report.findings,
        notSent: report.messages.notSent,
        pinsAstray: report.pinsAstray,
        unfinished: report.messages.unfinished,
      }),
    ),
    settingsSection(report),
    '</main></body></html>\n',
  ].join('\n');
}
