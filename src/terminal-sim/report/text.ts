/** Writes the report as text, for a terminal window 80 columns wide. */
import { createColors } from 'picocolors';
import type { Language } from '../../protocol/language.ts';
import { isApproval } from '../../protocol/outcome.ts';
import { type Latencies, PERCENTILES } from '../measure/histogram.ts';
import { compareReports, differingSettings } from './compare.ts';
import { formatCount, formatMeasured, formatMs, formatSeconds, formatShare } from './number-text.ts';
import { countedOutcomes, hasCodes } from './outcome-rows.ts';
import { type Report, unansweredTotal } from './report.ts';
import { errorCounts, latencyName } from './words/fields.ts';
import { KIND_WORDS } from './words/names.ts';
import { heading, phrase } from './words/say.ts';
import { errorSentences } from './words/sentences.ts';
import { abortText, generatorText, generatorWarning, loopText, offerText, reconciliationText } from './words/shared.ts';

type Colors = ReturnType<typeof createColors>;
const NAME_WIDTH = 26;
/** DE39 has two or three characters; `others` stands for the rarest of very many codes. */
const CODE_WIDTH = 6;
const CODE_HEAD = 'DE39';
const NUMBER_WIDTH = 12;
const SHARE_WIDTH = 10;
const LATENCY_NAME_WIDTH = 14;
const LATENCY_WIDTH = 8;
const KIND_NAME_WIDTH = 16;
const KIND_WIDTH = 10;
const CHANGE_WIDTH = 14;
const LATENCIES = [...PERCENTILES, 'max'] as const;

/** A section title above names that are indented by two, followed by the heads of its columns. */
function headLine(title: string, nameWidth: number, columns: string, colors: Colors): string {
  return colors.bold(title) + colors.dim(' '.repeat(Math.max(1, nameWidth + 2 - title.length)) + columns);
}

function latencyLines(language: Language, { latencyMs, settings }: Report, colors: Colors): string[] {
  const line = (name: string, latencies: Latencies): string => {
    const cells = LATENCIES.map((key) => formatMs(language, latencies[key]).padStart(LATENCY_WIDTH));
    return `  ${name.padEnd(LATENCY_NAME_WIDTH)}${cells.join('')}`;
  };
  const columns = LATENCIES.map((name) => latencyName(language, name).padStart(LATENCY_WIDTH)).join('');
  const head = headLine(heading(language, 'textLatency'), LATENCY_NAME_WIDTH, columns, colors);
  if (settings.mode === 'closed') return [head, line(heading(language, 'asSent'), latencyMs.corrected)];
  const beside = line(heading(language, 'asSentBeside'), latencyMs.uncorrected);
  return [head, line(heading(language, 'asIntended'), latencyMs.corrected), beside];
}

function outcomeLines(language: Language, report: Report, colors: Colors): string[] {
  const codeHead = hasCodes(report) ? CODE_HEAD : '';
  const cells = (code: string, count: number): string => {
    const share = formatShare(language, count, report.messages.answered).padStart(SHARE_WIDTH);
    return `${code.padEnd(CODE_WIDTH)}${formatCount(language, count).padStart(NUMBER_WIDTH)}${share}`;
  };
  const rows = countedOutcomes(report).flatMap(({ row, code, count, codes }) => {
    const paint = isApproval(row.name) ? colors.green : (text: string) => text;
    const received = codes.map((each) => {
      const name = heading(language, each.isKnown ? 'ofThese' : 'ofTheseUnknown');
      return `    ${name.padEnd(NAME_WIDTH - 2)}${cells(each.code, each.count)}`;
    });
    return [`  ${paint(row.name.padEnd(NAME_WIDTH))}${cells(code, count)}`, ...received];
  });
  const columns = [
    codeHead.padEnd(CODE_WIDTH),
    heading(language, 'count').padStart(NUMBER_WIDTH),
    heading(language, 'share').padStart(SHARE_WIDTH),
  ];
  return [headLine(heading(language, 'outcomes'), NAME_WIDTH, columns.join(''), colors), ...rows];
}

function errorLines(language: Language, report: Report, colors: Colors): string[] {
  const counts = errorCounts(language, report)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `  ${name.padEnd(NAME_WIDTH + CODE_WIDTH)}${formatCount(language, count).padStart(NUMBER_WIDTH)}`);
  const lines = [...counts, ...errorSentences(language, report).map((sentence) => `  ${sentence}`)];
  if (lines.length === 0) return [];
  return ['', colors.yellow(phrase(language, 'errors', { count: formatCount(language, unansweredTotal(report)) })), ...lines];
}

function kindLines(language: Language, report: Report, colors: Colors): string[] {
  const line = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(KIND_WIDTH)).join('');
  const counted = (['answered', 'approved', 'noAnswer'] as const).map((name) => heading(language, name));
  const columns = line([...counted, 'p50', 'p99', latencyName(language, 'max')]);
  const rows = report.kinds.map(({ kind, answered, approved, unanswered, latencyMs }) => {
    const counts = [formatCount(language, answered), formatShare(language, approved, answered), formatCount(language, unanswered)];
    const latencies = [latencyMs.p50, latencyMs.p99, latencyMs.max].map((ms) => formatMs(language, ms));
    return `  ${KIND_WORDS[kind][language].padEnd(KIND_NAME_WIDTH)}${line([...counts, ...latencies])}`;
  });
  return [headLine(heading(language, 'textByTerminal'), KIND_NAME_WIDTH, columns, colors), ...rows];
}

function compareLines(language: Language, report: Report, other: Report, colors: Colors): string[] {
  const compared = compareReports(language, report, other);
  const changeWidth = Math.max(CHANGE_WIDTH, ...compared.map(({ change }) => change.length));
  const line = (here: string, there: string, change: string): string =>
    `${here.padStart(NUMBER_WIDTH)}${there.padStart(NUMBER_WIDTH)}  ${change.padStart(changeWidth)}`;
  const rows = compared.map(({ name, here, there, change }) => `  ${name.padEnd(NAME_WIDTH)}${line(here, there, change)}`);
  const columns = line(heading(language, 'this'), heading(language, 'other'), heading(language, 'change'));
  const settings = differingSettings(language, report, other).map((setting) => phrase(language, 'otherSetting', setting));
  return [
    '',
    headLine(heading(language, 'textCompared'), NAME_WIDTH, columns, colors),
    `  ${phrase(language, 'otherStarted', { instant: other.startedAt })}`,
    ...rows,
    ...(settings.length === 0 ? [] : [`  ${phrase(language, 'otherSettings', { settings: settings.join('; ') })}`]),
  ];
}

function verdictLines(language: Language, report: Report, colors: Colors): string[] {
  const offer = offerText(language, report);
  const warning = generatorWarning(language, report);
  const [kept, broken] = [heading(language, 'kept'), heading(language, 'broken')];
  const width = Math.max(kept.length, broken.length);
  return [
    ...(report.aborted === undefined ? [] : ['', colors.red(abortText(language, report.aborted))]),
    ...(offer === '' ? [] : ['', colors.yellow(offer)]),
    ...(warning === '' ? [] : ['', colors.yellow(warning)]),
    ...(report.thresholds.length === 0 ? [] : ['']),
    ...report.thresholds.map(({ kept: isKept, threshold, measured, unit }) => {
      const verdict = isKept ? colors.green(kept.padEnd(width)) : colors.red(broken.padEnd(width));
      const found = phrase(language, 'measuredAt', { measured: formatMeasured(language, measured, unit) });
      return `${heading(language, 'textThreshold')} ${verdict} ${threshold} ${found}`;
    }),
  ];
}

function titleLines(language: Language, report: Report, colors: Colors): string[] {
  const { measuredMs, messages, ratePerSecond, settings } = report;
  const { codec, connections, seed, target, workers, workload } = settings;
  const answered = colors.bold(phrase(language, 'answeredCount', { count: formatCount(language, messages.answered) }));
  const time = phrase(language, 'inTime', { time: formatSeconds(language, measuredMs) });
  const threads = workers === 1 ? '' : phrase(language, 'inThreads', { workers: String(workers) });
  // The usual workload is not named.
  const work = workload === 'usual' || workload === 'given' ? '' : phrase(language, 'ofWorkload', { workload });
  return [
    `${answered} ${time}: ${colors.bold(`${formatCount(language, ratePerSecond)}/s`)}`,
    `  ${loopText(language, report)}${threads}, ${work}${phrase(language, 'ofSeed', { seed })}`,
    `  ${phrase(language, 'connectionsTo', { connections: formatCount(language, connections), target, codec })}`,
    `  ${generatorText(language, report)}`,
  ];
}

/**
 * Lines end with a line feed; no colour codes when `color` is false. With `other`, the text also
 * compares the run with it.
 */
export function reportText(report: Report, color: boolean, other?: Report, language: Language = 'en'): string {
  const colors = createColors(color);
  const { reconciliation, settings } = report;
  const paint = { equal: colors.green, unequal: colors.red, 'not reconciled': colors.yellow }[reconciliation.kind];
  const skipped = settings.skippedErrands.join(', ');
  return [
    '',
    ...titleLines(language, report, colors),
    '',
    ...outcomeLines(language, report, colors),
    '',
    ...latencyLines(language, report, colors),
    '',
    ...kindLines(language, report, colors),
    ...errorLines(language, report, colors),
    ...(skipped === '' ? [] : ['', phrase(language, 'noCardFor', { errands: skipped })]),
    ...(other === undefined ? [] : compareLines(language, report, other, colors)),
    ...verdictLines(language, report, colors),
    '',
    `${colors.bold(heading(language, 'reconciliation'))} ${paint(reconciliationText(language, reconciliation))}`,
    '',
  ].join('\n');
}
