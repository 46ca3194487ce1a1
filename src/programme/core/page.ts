/** Lists are given in pages. The cursor of a page is the key of its last row. */
import { refusalsOf } from './refusal.ts';

export const PAGE_ROWS_MAX = 500;
const PAGE_ROWS = 100;
/** All keys of rows are digits: numbers of rows, and account numbers. */
const CURSOR_FORM = /^\d{1,15}$/;

const refuse = refusalsOf({
  cursorWrong: {
    kind: 'invalid',
    en: 'The cursor is of no page of this list; start again without one.',
    nb: 'Markøren hører ikke til noen side i denne listen; begynn på nytt uten.',
  },
} as const);

export interface PageRequest {
  /** Of the page before; undefined: the first page. */
  readonly cursor?: string | undefined;
  /** Rows; at most 500. */
  readonly pageSize?: number | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Undefined: this is the last page. */
  readonly cursor: string | undefined;
}

/** Also checks the cursor. Throws a Refusal. */
export function pageSizeOf({ cursor, pageSize = PAGE_ROWS }: PageRequest): number {
  if (cursor !== undefined && !CURSOR_FORM.test(cursor)) throw refuse('cursorWrong');
  return Math.min(PAGE_ROWS_MAX, Math.max(1, Math.trunc(pageSize)));
}

/** `rows`: one more than the page has, when there is a further page. */
export function pageOf<Row>(rows: readonly Row[], size: number, keyOf: (row: Row) => string): Page<Row> {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { rows: page, cursor: rows.length > size && last !== undefined ? keyOf(last) : undefined };
}
