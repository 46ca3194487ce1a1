/**
 * Writes the report as one self-contained HTML file: no script, no network; light and dark, for
 * screen and paper.
 */
import type { Language } from '../../../protocol/language.ts';
import { formatCount, formatLatency, formatSeconds, formatShare } from '../number-text.ts';
import type { Report } from '../report.ts';
import { unansweredTotal } from '../report.ts';
import { settingsAndVersions } from '../words/fields.ts';
import { heading, phrase } from '../words/say.ts';
import { errorSentences } from '../words/sentences.ts';
import { abortText, generatorText, generatorWarning, latencyNotes, loopText, offerText, reconciliationText } from '../words/shared.ts';
import { compareCharts, distributionChart, latencyChart, rateChart } from './charts.ts';
import { outcomeTables } from './outcome-table.ts';
import { REPORT_STYLE } from './style.ts';
import { type Chart, escapeHtml, legend, lineChart } from './svg-chart.ts';
import { englishPart } from './table.ts';
import {
  classTable,
  compareTables,
  distributionTable,
  errorTable,
  kindTable,
  latencyTable,
  namedValues,
  seriesTable,
  thresholdTable,
} from './tables.ts';

const VERDICT_CLASSES = { equal: 'equal', unequal: 'unequal', 'not reconciled': 'open' } as const;

/** Nothing is fetched and no script runs, whatever the file holds. */
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

/** An ISO 8601 instant for people: `2026-11-28 21:18:28 UTC`, `28.11.2026 kl. 21.18.28 UTC`. */
function readableInstant(language: Language, instant: string): string {
  if (language === 'en') return instant.replace(/^(.{10})T(.{8}).*Z$/, '$1 $2 UTC');
  return instant.replace(/^(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d).*Z$/, '$3.$2.$1 kl. $4.$5.$6 UTC');
}

function tiles(language: Language, report: Report): string {
  const approved = report.outcomes.approved + report.outcomes.approvedPartially;
  const { answered, notSent } = report.messages;
  const ms = (latency: number): string => (answered === 0 ? '–' : formatLatency(language, latency));
  const shown = [
    [`${formatCount(language, report.ratePerSecond)}/s`, 'answered'],
    [ms(report.latencyMs.corrected.p50), 'median'],
    [ms(report.latencyMs.corrected.p99), 'p99'],
    [formatCount(language, answered), 'messagesAnswered'],
    [answered === 0 ? '–' : formatShare(language, approved, answered), 'approved'],
    [formatCount(language, unansweredTotal(report) + notSent), 'withoutAnswer'],
  ] as const;
  return `<ul class="tiles">${shown.map(([value, name]) => `<li><b>${value}</b><span>${heading(language, name)}</span></li>`).join('')}</ul>`;
}

function verdicts(language: Language, report: Report): string {
  const { reconciliation } = report;
  const offer = offerText(language, report);
  const warning = generatorWarning(language, report);
  const books = reconciliationText(language, reconciliation);
  return [
    report.aborted === undefined ? '' : paragraph('verdict broken', abortText(language, report.aborted)),
    report.messages.answered > 0 ? '' : paragraph('verdict broken', phrase(language, 'nothingAnswered')),
    offer === '' ? '' : paragraph(`verdict ${report.offer.shortBy === 'generator' ? 'broken' : 'open'}`, offer),
    warning === '' ? '' : paragraph('verdict open', warning),
    report.thresholds.length === 0 ? '' : section(heading(language, 'thresholds'), thresholdTable(language, report)),
    section(
      heading(language, 'reconciliation'),
      paragraph(`verdict ${VERDICT_CLASSES[reconciliation.kind]}`, books.charAt(0).toUpperCase() + books.slice(1)),
    ),
  ].join('');
}

function comparison(language: Language, report: Report, other: Report): string {
  const { startedAt, settings } = other;
  const { codec, target } = settings;
  const charts = compareCharts(language, report, other).map(
    (chart, index) => `<h3>${escapeHtml(chart.title)}</h3>${figure(chart, `compare-${index + 1}`)}`,
  );
  return section(
    heading(language, 'compared'),
    paragraph('soft', phrase(language, 'otherRun', { instant: readableInstant(language, startedAt), target, codec })),
    compareTables(language, report, other),
    ...charts,
  );
}

/** The errors, as sentences and counts. */
function errors(language: Language, report: Report): string {
  const sentences = errorSentences(language, report).map((sentence) =>
    sentence === report.errors.firstSentence ? `<p class="soft">${englishPart(language, sentence)}</p>` : paragraph('soft', sentence),
  );
  return section(heading(language, 'errors'), ...sentences, errorTable(language, report));
}

/** Title, settings and results. */
function summary(language: Language, report: Report, started: string): string {
  const { settings, versions } = report;
  const { codec, seed, target } = settings;
  const connections = formatCount(language, settings.connections);
  return [
    `<h1>${heading(language, 'title', { command: settings.command })}</h1>`,
    paragraph(
      'soft',
      phrase(language, 'started', { instant: started, time: formatSeconds(language, report.measuredMs), version: versions.aksept }),
    ),
    paragraph('soft', phrase(language, 'driven', { loop: loopText(language, report), connections, target, codec, seed })),
    paragraph('soft', generatorText(language, report)),
    tiles(language, report),
    verdicts(language, report),
  ].join('\n');
}

/** With `other`, the page also compares the run with it. */
export function reportHtml(report: Report, other?: Report, language: Language = 'en'): string {
  const title = heading(language, 'title', { command: report.settings.command });
  const started = readableInstant(language, report.startedAt);
  const notes = latencyNotes(language, report).map((note) => paragraph('soft', note));
  const nothing = paragraph('soft', phrase(language, 'nothingAnswered'));
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="color-scheme" content="light dark">`,
    `<title>${escapeHtml(`${title}, ${started}`)}</title><style>${REPORT_STYLE}</style></head><body><main>`,
    summary(language, report, started),
    chartSection(rateChart(language, report), 'rate'),
    section(heading(language, 'latency'), latencyTable(language, report), ...notes),
    chartSection(latencyChart(language, report), 'latency', seriesTable(language, report)),
    chartSection(distributionChart(language, report), 'distribution', distributionTable(language, report)),
    other === undefined ? '' : comparison(language, report, other),
    section(heading(language, 'outcomes'), report.messages.answered === 0 ? nothing : outcomeTables(language, report)),
    section(heading(language, 'byTerminal'), kindTable(language, report.kinds)),
    section(heading(language, 'byMessage'), classTable(language, report)),
    errors(language, report),
    section(heading(language, 'settings'), namedValues(settingsAndVersions(language, report))),
    '</main></body></html>\n',
  ].join('\n');
}
