/**
 * Writes the report as one self-contained HTML file: no script, no network; light and dark, for
 * screen and paper.
 */
import type { Language } from '../../../protocol/language.ts';
import { tailName } from '../../measure/supported-percentiles.ts';
import { formatCount, formatLatency, formatSeconds, formatShare, NOTHING } from '../number-text.ts';
import type { Report } from '../report.ts';
import { latencyName, settingsAndVersions } from '../words/fields.ts';
import { FATE_WORDS } from '../words/names.ts';
import { heading, phrase } from '../words/say.ts';
import { errorSentences } from '../words/sentences.ts';
import { endTexts, generatorText, generatorWarning, latencyNotes, loopText, offerText, reconciliationText } from '../words/shared.ts';
import { compareCharts, distributionChart, latencyChart, rateChart, uncharted } from './charts.ts';
import { outcomeTables } from './outcome-table.ts';
import { REPORT_STYLE } from './style.ts';
import { type Chart, escapeHtml, legend, lineChart } from './svg-chart.ts';
import { englishPart } from './table.ts';
import {
  classTable,
  compareTables,
  distributionTable,
  errorTable,
  kindTables,
  latencyTable,
  messageTable,
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
  const { corrected } = report.latencyMs;
  const { answered, approved, declined, notSent, unanswered } = report.messages;
  const tail = tailName(corrected);
  const ms = (latency: number | undefined): string => formatLatency(language, answered === 0 ? undefined : latency);
  const share = (count: number): string => (answered === 0 ? NOTHING : formatShare(language, count, answered));
  const shown = [
    [`${formatCount(language, report.ratePerSecond)}/s`, heading(language, 'answered')],
    [ms(corrected.p50), heading(language, 'median')],
    [ms(corrected[tail]), heading(language, 'highLatency', { name: latencyName(language, tail) })],
    [formatCount(language, answered), heading(language, 'messagesAnswered')],
    [share(approved), FATE_WORDS.approved[language]],
    [share(declined), FATE_WORDS.declined[language]],
    [formatCount(language, unanswered), FATE_WORDS.unanswered[language]],
    [formatCount(language, notSent), FATE_WORDS.notSent[language]],
  ] as const;
  return `<ul class="tiles">${shown.map(([value, name]) => `<li><b>${value}</b><span>${name}</span></li>`).join('')}</ul>`;
}

function verdicts(language: Language, report: Report): string {
  const { reconciliation } = report;
  const offer = offerText(language, report);
  const warning = generatorWarning(language, report);
  const books = reconciliationText(language, reconciliation);
  return [
    ...endTexts(language, report).map((text) => paragraph('verdict broken', text)),
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
  const counts = errorTable(language, report);
  const none = sentences.length === 0 && counts === '' ? paragraph('soft', phrase(language, 'noErrors')) : '';
  return section(heading(language, 'errors'), ...sentences, counts, none);
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

/** Names the percentiles that the chart over time leaves out; '' when it has them all. */
function fewInIntervals(language: Language, report: Report): string {
  const names = uncharted(report);
  if (names.length === 0 || report.messages.answered === 0) return '';
  return paragraph('soft', phrase(language, 'fewInInterval', { names: names.join(', ') }));
}

function slowestDot(language: Language, { messages }: Report): string {
  return messages.answered === 0 ? '' : paragraph('soft', phrase(language, 'slowest'));
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
    chartSection(latencyChart(language, report), 'latency', fewInIntervals(language, report), seriesTable(language, report)),
    chartSection(distributionChart(language, report), 'distribution', slowestDot(language, report), distributionTable(language, report)),
    other === undefined ? '' : comparison(language, report, other),
    section(heading(language, 'messages'), messageTable(language, report)),
    section(heading(language, 'outcomes'), report.messages.answered === 0 ? nothing : outcomeTables(language, report)),
    section(heading(language, 'byTerminal'), kindTables(language, report.kinds)),
    section(heading(language, 'byMessage'), classTable(language, report)),
    errors(language, report),
    section(heading(language, 'settings'), namedValues(settingsAndVersions(language, report))),
    '</main></body></html>\n',
  ].join('\n');
}
