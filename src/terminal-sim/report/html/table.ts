/** The parts of the tables of the HTML report: rows, cells and tables that scroll or fold. */
import type { Language } from '../../../protocol/language.ts';
import { formatMs, NOTHING } from '../number-text.ts';
import { heading } from '../words/say.ts';
import { escapeHtml } from './svg-chart.ts';

/** A folded table longer than this stays folded on paper. */
const PRINTED_ROWS_MAX = 100;

/**
 * Rows are `<tr>` elements. Cells hold numbers; with class `text` words.
 */
export function table(head: readonly string[], rows: readonly string[], className = ''): string {
  const cells = head.map((name) => (name === '' ? '<td></td>' : `<th scope="col">${escapeHtml(name)}</th>`)).join('');
  const named = head.length === 0 ? '' : `<thead><tr>${cells}</tr></thead>`;
  return `<table${className === '' ? '' : ` class="${className}"`}>${named}<tbody>${rows.join('')}</tbody></table>`;
}

/** A table that scrolls, also by keyboard, when it is too wide. */
export function wideTable(caption: string, head: readonly string[], rows: readonly string[], className = ''): string {
  return `<div class="scroll" role="group" tabindex="0" aria-label="${escapeHtml(caption)}">${table(head, rows, className)}</div>`;
}

/**
 * Where a long name may break: between words of camel case, and before the braces or the sign of a
 * threshold.
 */
const BREAKS = /(?<=[a-z])(?=[A-Z])|(?=\{)|(?<=[\w}])(?=&lt;|&gt;|==|!=)/g;

/** The name of a row as HTML; a long one may break at BREAKS. `after` is HTML that follows it. */
export function rowName(name: string, after = ''): string {
  return `<th scope="row">${escapeHtml(name).replace(BREAKS, '<wbr>')}${after}</th>`;
}

/** The first cell names the row. Text is escaped. */
export function rowOf(cells: readonly string[], className = ''): string {
  const [name = '', ...values] = cells;
  const start = className === '' ? '<tr>' : `<tr class="${className}">`;
  return `${start}${rowName(name)}${values.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

/** A table that opens on a click, and is printed open. Empty without rows. */
export function folded(language: Language, caption: string, head: readonly string[], rows: readonly string[], className = ''): string {
  if (rows.length === 0) return '';
  const paper = rows.length <= PRINTED_ROWS_MAX ? ' class="printed"' : '';
  const summary = heading(language, 'withRows', { caption, rows: String(rows.length) });
  return `<details${paper}><summary>${escapeHtml(summary)}</summary>${wideTable(caption, head, rows, className)}</details>`;
}

export function msOrNothing(language: Language, ms: number | undefined, answered: number): string {
  return answered > 0 ? formatMs(language, ms) : NOTHING;
}

/**
 * English text as HTML; on a page of another language it is marked as English for screen readers.
 */
export function englishPart(language: Language, text: string): string {
  return language === 'en' ? escapeHtml(text) : `<span lang="en">${escapeHtml(text)}</span>`;
}
