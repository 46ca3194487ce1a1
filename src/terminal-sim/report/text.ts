/** Writes the report as text, for a terminal window 80 columns wide. */
import { createColors } from 'picocolors';
import type { Language } from '../../protocol/language.ts';
import { isApproval } from '../../protocol/outcome.ts';
import { type SupportedLatencies, supportedPercentiles } from '../measure/supported-percentiles.ts';
import { compareReports, differingSettings } from './compare.ts';
import { messageRows } from './message-rows.ts';
import { formatCount, formatMeasured, formatMs, formatSeconds, formatShare, NOTHING } from './number-text.ts';
import { countedOutcomes, hasCodes } from './outcome-rows.ts';
import type { Report } from './report.ts';
import { errorCounts, latencyName } from './words/fields.ts';
import { KIND_WORDS } from './words/names.ts';
import { heading, phrase } from './words/say.ts';
import { errorSentences } from './words/sentences.ts';
import {
  endTexts,
  generatorText,
  generatorWarning,
  leftOutLine,
  loopText,
  offerText,
  reconciliationText,
  tooFewText,
} from './words/shared.ts';

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

/** A section title above names that are indented by two, followed by the heads of its columns. */
function headLine(title: string, nameWidth: number, columns: string, colors: Colors): string {
  return colors.bold(title) + colors.dim(' '.repeat(Math.max(1, nameWidth + 2 - title.length)) + columns);
}

/** The percentiles that the answers support, and the maximum. */
function latencyTableLines(language: Language, { latencyMs, messages, settings }: Report, colors: Colors): string[] {
  const shown = [...supportedPercentiles(messages.answered), 'max' as const];
  const line = (name: string, latencies: SupportedLatencies): string => {
    const cells = shown.map((key) => formatMs(language, latencies[key]).padStart(LATENCY_WIDTH));
    return `  ${name.padEnd(LATENCY_NAME_WIDTH)}${cells.join('')}`;
  };
  const columns = shown.map((name) => latencyName(language, name).padStart(LATENCY_WIDTH)).join('');
  const head = headLine(heading(language, 'textLatency'), LATENCY_NAME_WIDTH, columns, colors);
  if (settings.mode === 'closed') return [head, line(heading(language, 'asSent'), latencyMs.corrected)];
  const beside = line(heading(language, 'asSentBeside'), latencyMs.uncorrected);
  return [head, line(heading(language, 'asIntended'), latencyMs.corrected), beside];
}

function latencyLines(language: Language, report: Report, colors: Colors): string[] {
  const leftOut = leftOutLine(language, report);
  return [...latencyTableLines(language, report, colors), ...(leftOut === '' ? [] : [colors.dim(`  ${leftOut}`)])];
}

/** What became of the messages that were due. */
function messageLines(language: Language, report: Report, colors: Colors): string[] {
  const rows = messageRows(language, report).map(({ name, count, level, isShare }) => {
    const share = isShare ? formatShare(language, count, report.messages.due).padStart(SHARE_WIDTH) : '';
    const indented = `${'  '.repeat(level + 1)}${name}`.padEnd(NAME_WIDTH + CODE_WIDTH + 2);
    return `${indented}${formatCount(language, count).padStart(NUMBER_WIDTH)}${share}`;
  });
  const columns = `${heading(language, 'count').padStart(NUMBER_WIDTH)}${heading(language, 'share').padStart(SHARE_WIDTH)}`;
  return [headLine(heading(language, 'textMessages'), NAME_WIDTH + CODE_WIDTH, columns, colors), ...rows];
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
  const counts = errorCounts(language, report).map(
    ([name, count]) => `  ${name.padEnd(NAME_WIDTH + CODE_WIDTH)}${formatCount(language, count).padStart(NUMBER_WIDTH)}`,
  );
  const lines = [...counts, ...errorSentences(language, report).map((sentence) => `  ${sentence}`)];
  if (lines.length === 0) return [];
  return ['', colors.yellow(heading(language, 'textErrors')), ...lines];
}

function kindLines(language: Language, report: Report, colors: Colors): string[] {
  const line = (cells: readonly string[]): string => cells.map((cell) => cell.padStart(KIND_WIDTH)).join('');
  // Both do not fit into 80 columns.
  const withNotSent = report.kinds.some(({ notSent }) => notSent > 0);
  const counted = (['answered', 'approved', 'noAnswer'] as const).map((name) => heading(language, name));
  const columns = line([
    ...counted,
    ...(withNotSent ? [heading(language, 'notSent'), 'p50'] : ['p50', 'p99']),
    latencyName(language, 'max'),
  ]);
  const rows = report.kinds.map(({ kind, answered, approved, unanswered, notSent, latencyMs }) => {
    const share = answered > 0 ? formatShare(language, approved, answered) : NOTHING;
    const counts = [formatCount(language, answered), share, formatCount(language, unanswered)];
    const [p50, p99, max] = [latencyMs.p50, latencyMs.p99, answered > 0 ? latencyMs.max : undefined].map((ms) => formatMs(language, ms));
    const measured = withNotSent ? [formatCount(language, notSent), p50] : [p50, p99];
    return `  ${KIND_WORDS[kind][language].padEnd(KIND_NAME_WIDTH)}${line([...counts, ...measured, max].map((cell) => cell ?? ''))}`;
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
    ...endTexts(language, report).flatMap((text) => ['', colors.red(text)]),
    ...(offer === '' ? [] : ['', colors.yellow(offer)]),
    ...(warning === '' ? [] : ['', colors.yellow(warning)]),
    ...(report.thresholds.length === 0 ? [] : ['']),
    ...report.thresholds.map((result) => {
      const { kept: isKept, threshold, measured, unit } = result;
      const verdict = isKept ? colors.green(kept.padEnd(width)) : colors.red(broken.padEnd(width));
      const tooFew = tooFewText(language, result, report);
      const value = `${formatMeasured(language, measured, unit)}${tooFew === '' ? '' : `; ${tooFew}`}`;
      const found = phrase(language, 'measuredAt', { measured: value });
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
    ...messageLines(language, report, colors),
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
