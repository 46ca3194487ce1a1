/** Output of commands: results on standard output, everything else on standard error. */
import { errorText } from '../cards/card-data/card-data.ts';

export const EXIT_CODES = { fine: 0, failed: 1, usage: 2, threshold: 99 } as const;

/** Ends the command with one sentence on standard error. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = EXIT_CODES.failed) {
    super(errorText(message));
    this.exitCode = exitCode;
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

export function note(text: string): void {
  process.stderr.write(`${errorText(text)}\n`);
}

/** Aligns the cells of each column; `rightAligned` are the indexes of columns with numbers. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], rightAligned: readonly number[] = []): string {
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (rightAligned.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [headings, ...rows].map(line).join('\n');
}
