/**
 * The outcomes of a run as tables: approvals, and declines with bars that compare them with each
 * other.
 */
import type { Language } from '../../../protocol/language.ts';
import { isApproval } from '../../../protocol/outcome.ts';
import { formatCount, formatShare } from '../number-text.ts';
import { type CountedOutcome, countedOutcomes, hasCodes, type ReceivedCount } from '../outcome-rows.ts';
import type { Report } from '../report.ts';
import { heading } from '../words/say.ts';
import { escapeHtml } from './svg-chart.ts';
import { rowName, table } from './table.ts';

/** What the cells of a row need to know of the whole table. */
interface Shown {
  readonly language: Language;
  readonly withCodes: boolean;
  readonly answered: number;
  /** The largest count, whose bar has the full width; 0: no bars. */
  readonly mostWithBar: number;
}

function numberCells({ language, withCodes, answered }: Shown, code: string, count: number): string {
  const codeCell = withCodes ? `<td>${escapeHtml(code)}</td>` : '';
  return `${codeCell}<td>${formatCount(language, count)}</td><td>${formatShare(language, count, answered)}</td>`;
}

function barCell({ mostWithBar }: Shown, count: number): string {
  if (mostWithBar === 0) return '';
  return `<td class="bar"><div style="width:${((count / mostWithBar) * 100).toFixed(1)}%"></div></td>`;
}

function codeRow(shown: Shown, { code, count, isKnown }: ReceivedCount): string {
  const name = heading(shown.language, isKnown ? 'ofThese' : 'ofTheseUnknown');
  const noBar = shown.mostWithBar === 0 ? '' : '<td></td>';
  return `<tr class="part">${rowName(name)}${numberCells(shown, code, count)}${noBar}</tr>`;
}

function outcomeRows(shown: Shown, { row, code, count, codes }: CountedOutcome): string {
  const name = rowName(row.name, `<small>${escapeHtml(row[shown.language])}</small>`);
  const own = `<tr>${name}${numberCells(shown, code, count)}${barCell(shown, count)}</tr>`;
  return own + codes.map((each) => codeRow(shown, each)).join('');
}

function outcomesOf(shown: Shown, counted: readonly CountedOutcome[], name: 'approvals' | 'declines'): string {
  if (counted.length === 0) return '';
  const { language } = shown;
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  const counts = { count: formatCount(language, all), share: formatShare(language, all, shown.answered) };
  const codes = shown.withCodes ? ['DE39'] : [];
  const bars = shown.mostWithBar === 0 ? [] : [''];
  const head = [heading(language, 'outcome'), ...codes, heading(language, 'count'), heading(language, 'share'), ...bars];
  const rows = counted.map((each) => outcomeRows(shown, each));
  return `<h3>${escapeHtml(heading(language, name, counts))}</h3>${table(head, rows, 'outcomes')}`;
}

export function outcomeTables(language: Language, report: Report): string {
  const counted = countedOutcomes(report);
  const approvals = counted.filter(({ row }) => isApproval(row.name));
  const declines = counted.filter(({ row }) => !isApproval(row.name));
  const shown: Shown = { language, withCodes: hasCodes(report), answered: report.messages.answered, mostWithBar: 0 };
  return [
    outcomesOf(shown, approvals, 'approvals'),
    outcomesOf({ ...shown, mostWithBar: declines[0]?.count ?? 0 }, declines, 'declines'),
  ].join('');
}
