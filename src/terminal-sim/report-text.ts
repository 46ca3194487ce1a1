/** The report as text, for a terminal window 80 columns wide. */
import { createColors } from 'picocolors';
import { isApproval, OUTCOMES } from '../protocol/outcome.ts';
import { type Latencies, PERCENTILES } from './histogram.ts';
import { type Report, unansweredTotal } from './report.ts';
import { compareReports, differingSettings } from './report-compare.ts';
import { troubles } from './report-fields.ts';
import { troubleSentences } from './report-sentences.ts';
import { abortText, KIND_WORDS, loopText, offerText, reconciliationText } from './report-words.ts';
import { formatCount, formatMeasured, formatMs, formatSeconds, formatShare } from './words.ts';

type Colors = ReturnType<typeof createColors>;
const NAME_WIDTH = 26;
const NUMBER_WIDTH = 12;

function latencyLine(name: string, latencies: Latencies): string {
  const cells = [...PERCENTILES, 'max' as const].map((key) => formatMs(latencies[key]).padStart(8));
  return `  ${name.padEnd(14)}${cells.join('')}`;
}

function outcomeLines(report: Report, colors: Colors): string[] {
  const { answered } = report.messages;
  const known = OUTCOMES.filter((row) => report.outcomes[row.name] > 0).map((row) => {
    const count = report.outcomes[row.name];
    const name = row.name.padEnd(NAME_WIDTH);
    const paint = isApproval(row.name) ? colors.green : (text: string) => text;
    return `  ${paint(name)}${row.de39.padEnd(4)}${formatCount(count).padStart(NUMBER_WIDTH)}${formatShare(count, answered).padStart(10)}`;
  });
  const unknown = Object.entries(report.unknownCodes).map(([code, count]) => {
    return `  ${'of these, unknown'.padEnd(NAME_WIDTH)}${code.padEnd(4)}${formatCount(count).padStart(NUMBER_WIDTH)}${formatShare(count, answered).padStart(10)}`;
  });
  return [...known, ...unknown];
}

function errorLines(report: Report): string[] {
  const lines = troubles(report)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `  ${name.padEnd(NAME_WIDTH + 4)}${formatCount(count).padStart(NUMBER_WIDTH)}`);
  return [...lines, ...troubleSentences(report).map((sentence) => `  ${sentence}`)];
}

function kindLines(report: Report, colors: Colors): string[] {
  const head = ['answered', 'approved', 'no answer', 'p50', 'p99', 'max'].map((name) => name.padStart(10)).join('');
  const rows = report.kinds.map(({ kind, answered, approved, unanswered, latencyMs }) => {
    const counts = [formatCount(answered), formatShare(approved, answered), formatCount(unanswered)];
    const latencies = [latencyMs.p50, latencyMs.p99, latencyMs.max].map(formatMs);
    return `  ${KIND_WORDS[kind].padEnd(16)}${[...counts, ...latencies].map((cell) => cell.padStart(10)).join('')}`;
  });
  return [colors.bold('By terminal') + colors.dim(`       ${head}`), ...rows];
}

function compareLines(report: Report, other: Report, colors: Colors): string[] {
  const differing = differingSettings(report, other);
  const rows = compareReports(report, other).map(
    ({ name, here, there, change }) =>
      `  ${name.padEnd(NAME_WIDTH)}${here.padStart(NUMBER_WIDTH)}${there.padStart(NUMBER_WIDTH)}  ${change.padStart(14)}`,
  );
  const head = `${colors.bold('Compared')}${colors.dim(`${' '.repeat(NAME_WIDTH - 6)}${'this'.padStart(NUMBER_WIDTH)}${'other'.padStart(NUMBER_WIDTH)}${'change'.padStart(16)}`)}`;
  const unlike =
    differing.length === 0
      ? []
      : [`  Other settings: ${differing.map(({ name, here, there }) => `${name} ${here}, there ${there}`).join('; ')}`];
  return ['', head, `  The other: ${other.startedAt}`, ...rows, ...unlike];
}

function verdictLines(report: Report, colors: Colors): string[] {
  const offer = offerText(report);
  return [
    ...(report.aborted === undefined ? [] : ['', colors.red(abortText(report.aborted))]),
    ...(offer === '' ? [] : ['', colors.yellow(offer)]),
    ...(report.thresholds.length === 0 ? [] : ['']),
    ...report.thresholds.map(({ kept, threshold, measured, unit }) => {
      const verdict = kept ? colors.green('kept  ') : colors.red('broken');
      return `Threshold ${verdict} ${threshold} (measured ${formatMeasured(measured, unit)})`;
    }),
  ];
}

/** Lines end with a line feed; no colour codes when `color` is false. With `other` the run is held against it, too. */
export function reportText(report: Report, color: boolean, other?: Report): string {
  const colors = createColors(color);
  const { settings } = report;
  const threads = settings.workers === 1 ? '' : ` in ${settings.workers} threads`;
  const lines = [
    '',
    `${colors.bold(`${formatCount(report.messages.answered)} messages answered`)} in ${formatSeconds(report.measuredMs)}: ${colors.bold(`${formatCount(report.ratePerSecond)}/s`)}`,
    `  ${loopText(report)}${threads}, ${workloadWords(settings.workload)}seed ${settings.seed}`,
    `  ${formatCount(settings.connections)} connections to ${settings.target} (${settings.codec})`,
    '',
    colors.bold('Outcomes') + colors.dim('                    DE39       count     share'),
    ...outcomeLines(report, colors),
    '',
    colors.bold('Latency, ms') + colors.dim(`     ${[...PERCENTILES, 'max'].map((name) => name.padStart(8)).join('')}`),
    latencyLine(settings.mode === 'closed' ? 'as sent' : 'as intended', report.latencyMs.corrected),
  ];
  if (settings.mode === 'open') lines.push(latencyLine('as sent', report.latencyMs.uncorrected));
  lines.push('', ...kindLines(report, colors));
  const errors = errorLines(report);
  if (errors.length > 0)
    lines.push('', colors.yellow(`Not as it should be (${formatCount(unansweredTotal(report))} messages without an answer)`), ...errors);
  if (settings.skippedErrands.length > 0) {
    lines.push('', `No card for: ${settings.skippedErrands.join(', ')}. The card file has none of the kind.`);
  }
  if (other !== undefined) lines.push(...compareLines(report, other, colors));
  lines.push(...verdictLines(report, colors));
  const paint = { equal: colors.green, unequal: colors.red, 'not reconciled': colors.yellow }[report.reconciliation.kind];
  lines.push('', `${colors.bold('Reconciliation')} ${paint(reconciliationText(report.reconciliation))}`, '');
  return lines.join('\n');
}

/** Of the usual workload nothing is said. */
function workloadWords(workload: string): string {
  return workload === 'usual' || workload === 'given' ? '' : `workload ${workload}, `;
}
