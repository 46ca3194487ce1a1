/** The report as text, for a terminal window 80 columns wide. */
import { createColors } from 'picocolors';
import { isApproval, OUTCOMES } from '../protocol/outcome.ts';
import { type Latencies, PERCENTILES } from './histogram.ts';
import type { CardDifference, Reconciliation } from './reconcile.ts';
import { type Report, unansweredTotal } from './report.ts';
import { formatCount, formatKroner, formatMs, formatSeconds, formatShare } from './words.ts';

type Colors = ReturnType<typeof createColors>;
const NAME_WIDTH = 26;
const NUMBER_WIDTH = 12;

/** One sentence or two. */
export function reconciliationText(reconciliation: Reconciliation): string {
  if (reconciliation.kind === 'not reconciled') return `not reconciled: ${reconciliation.reason}`;
  const { cards, terminalsMinor, hostMinor, terminalsHeldMinor, hostHeldMinor, inDoubt, differing, first, unbalanced } = reconciliation;
  const doubt =
    inDoubt === 0 ? '' : ` ${formatCount(inDoubt)} cards stay in doubt: no answer ever came to a message that had to be answered.`;
  if (reconciliation.kind === 'equal') {
    const held = terminalsHeldMinor === 0 ? '' : ` spent and ${formatKroner(terminalsHeldMinor)} NOK held`;
    return `equal: on ${formatCount(cards)} cards the terminals and the host both count ${formatKroner(terminalsMinor)} NOK${held}.${doubt}`;
  }
  const books = unbalanced === 0 ? '' : ` On ${formatCount(unbalanced)} cards the ledger is not what was funded, posted and given back.`;
  const totals = `the terminals count ${countedText(terminalsMinor, terminalsHeldMinor)} and the host ${countedText(hostMinor, hostHeldMinor)}`;
  return `unequal: ${totals}; ${formatCount(differing)} of ${formatCount(cards)} cards differ.${firstText(first)}${books}${doubt}`;
}

function countedText(spentMinor: number, heldMinor: number): string {
  return `${formatKroner(spentMinor)} NOK${heldMinor === 0 ? '' : ` (and ${formatKroner(heldMinor)} held)`}`;
}

function firstText(first: CardDifference | undefined): string {
  if (first === undefined) return '';
  const { maskedPan, terminalsMinor, hostMinor, terminalsHeldMinor, hostHeldMinor } = first;
  const held =
    terminalsHeldMinor === hostHeldMinor
      ? ''
      : `; held: terminals ${formatKroner(terminalsHeldMinor)}, host ${formatKroner(hostHeldMinor)} NOK`;
  return ` First: card ${maskedPan}, terminals ${formatKroner(terminalsMinor)}, host ${formatKroner(hostMinor)} NOK${held}.`;
}

function latencyLine(name: string, latencies: Latencies): string {
  const cells = [...PERCENTILES, 'max' as const].map((key) => formatMs(latencies[key]).padStart(8));
  return `  ${name.padEnd(14)}${cells.join('')}`;
}

function outcomeLines(report: Report, colors: Colors): string[] {
  const { answered } = report.messages;
  return OUTCOMES.filter((row) => report.outcomes[row.name] > 0).map((row) => {
    const count = report.outcomes[row.name];
    const name = row.name.padEnd(NAME_WIDTH);
    const paint = isApproval(row.name) ? colors.green : (text: string) => text;
    return `  ${paint(name)}${row.de39.padEnd(4)}${formatCount(count).padStart(NUMBER_WIDTH)}${formatShare(count, answered).padStart(10)}`;
  });
}

function errorLines(report: Report): string[] {
  const { errors } = report;
  const shown: [string, number][] = [
    ['no answer in time', errors.timeout],
    ['lost with the connection', errors.connectionLost],
    ['too much unsent', errors.tooMuchUnsent],
    ['never sent, host too slow', report.messages.notSent],
    ['answers nobody waited for', errors.strayAnswers],
    ['unreadable answers', errors.unreadableAnswers],
    ['connections lost', errors.connectionsLost],
    ['connects failed', errors.connectsFailed],
    ['errands not finished', report.messages.unfinished],
    ['repeats answered otherwise', report.findings.differingRepeats],
    ['own reversals declined', report.findings.declinedReversals],
    ['advices declined', report.findings.declinedAdvices],
    ['right PINs refused', report.findings.refusedPins],
    ['PINs not changed back', report.pinsAstray],
  ];
  const lines = shown
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `  ${name.padEnd(NAME_WIDTH + 4)}${formatCount(count).padStart(NUMBER_WIDTH)}`);
  if (errors.firstSentence !== '') lines.push(`  ${errors.firstSentence}`);
  return lines;
}

/** Lines end with a line feed; no colour codes when `color` is false. */
export function reportText(report: Report, color: boolean): string {
  const colors = createColors(color);
  const { settings } = report;
  const loop =
    settings.mode === 'closed'
      ? `${formatCount(settings.concurrency)} errands at a time`
      : `${formatCount(settings.ratePerSecond)}/s offered, ${settings.arrivals} arrivals`;
  const lines = [
    '',
    `${colors.bold(`${formatCount(report.messages.answered)} messages answered`)} in ${formatSeconds(report.measuredMs)}: ${colors.bold(`${formatCount(report.ratePerSecond)}/s`)}`,
    `  ${loop}, seed ${settings.seed}`,
    `  ${formatCount(settings.connections)} connections to ${settings.target} (${settings.codec})`,
    '',
    colors.bold('Outcomes') + colors.dim('                    DE39       count     share'),
    ...outcomeLines(report, colors),
    '',
    colors.bold('Latency, ms') + colors.dim(`     ${[...PERCENTILES, 'max'].map((name) => name.padStart(8)).join('')}`),
    latencyLine(settings.mode === 'closed' ? 'as sent' : 'as intended', report.latencyMs.corrected),
  ];
  if (settings.mode === 'open') lines.push(latencyLine('as sent', report.latencyMs.uncorrected));
  const errors = errorLines(report);
  if (errors.length > 0)
    lines.push('', colors.yellow(`Not as it should be (${formatCount(unansweredTotal(report))} messages without an answer)`), ...errors);
  if (settings.skippedErrands.length > 0) {
    lines.push('', `No card for: ${settings.skippedErrands.join(', ')}. The card file has none of the kind.`);
  }
  for (const result of report.thresholds) {
    const verdict = result.kept ? colors.green('kept  ') : colors.red('broken');
    lines.push('', `Threshold ${verdict} ${result.threshold} (measured ${formatMs(result.measured)}${result.unit})`);
  }
  const paint = { equal: colors.green, unequal: colors.red, 'not reconciled': colors.yellow }[report.reconciliation.kind];
  lines.push('', `${colors.bold('Reconciliation')} ${paint(reconciliationText(report.reconciliation))}`, '');
  return lines.join('\n');
}
