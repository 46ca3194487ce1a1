/** Prints answers of the back office: tables for people, the answer itself with --json. */
import { note, print, printJson, table } from '../output.ts';
import type { OfficeFlags } from './office-client.ts';

/** `right`: a column of numbers. */
export type Column<T> = readonly [heading: string, cell: (row: T) => string | number, right?: 'right'];

/** Seconds are enough to read. */
export function instantText(atMs: number | undefined): string {
  return atMs === undefined ? '' : `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

export function rowsText<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  return table(
    columns.map(([heading]) => heading),
    rows.map((row) => columns.map(([, cell]) => String(cell(row)))),
    columns.flatMap(([, , right], index) => (right === undefined ? [] : [index])),
  );
}

/** `none` is printed when there are no rows; a page that goes on has a cursor. */
export function tellRows<T>(answer: object, rows: readonly T[], columns: readonly Column<T>[], none: string, { json }: OfficeFlags): void {
  if (json === true) {
    printJson(answer);
    return;
  }
  print(rows.length === 0 ? none : rowsText(columns, rows));
  if ('cursor' in answer && answer.cursor !== undefined) note(`There are more; go on with --cursor ${answer.cursor}.`);
}

export function tell(answer: unknown, sentence: string, { json }: OfficeFlags): void {
  if (json === true) printJson(answer);
  else print(sentence);
}
