/** A comparison of request and response as text. */
import { createColors } from 'picocolors';
import type { Match, MatchRow, MatchVerdict } from '../diagnose/match.ts';

const HEADINGS = ['DE', 'name', '', 'request', 'response', 'remark'] as const;
const VERDICTS: Readonly<Record<MatchVerdict, string>> = { equal: 'equal', missing: 'MISSING', different: 'DIFFERENT', added: 'added' };
const CELL_WIDTH = 30;

function cut(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '.');
  const quoted = plain === plain.trim() ? plain : `"${plain}"`;
  return quoted.length <= CELL_WIDTH ? quoted : `${quoted.slice(0, CELL_WIDTH - 1)}…`;
}

function cellsOf({ element, name, verdict, request, response, remark, isKey }: MatchRow): readonly string[] {
  return [`${element}${isKey ? '*' : ' '}`, cut(name), VERDICTS[verdict], cut(request), cut(response), remark];
}

/** The table of elements, and the verdict as a sentence. */
export function matchText({ mti, rows, responseCode, matches, sentence }: Match, color: boolean): string {
  const colors = createColors(color);
  const head = `MTI ${mti.request} and ${mti.response}${mti.isRight ? ': a pair' : mti.expected === '' ? '' : `: ${mti.expected} was to come`}`;
  const cells = rows.map(cellsOf);
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padStart(widths[0] ?? 0) : cell.padEnd(column === row.length - 1 ? 0 : (widths[column] ?? 0)),
      )
      .join('  ')
      .trimEnd();
  const painted = rows.map((row, index) => {
    const text = line(cells[index] ?? []);
    if (row.verdict === 'equal' || row.verdict === 'added') return text;
    return row.isKey ? colors.red(text) : colors.yellow(text);
  });
  const code = responseCode === '' ? 'The response has no response code.' : `Response code: ${responseCode}.`;
  const table = rows.length === 0 ? ['Neither has an element that is repeated.'] : [colors.underline(line(HEADINGS)), ...painted];
  return [head, ...table, '* what most clients match on', code, (matches ? colors.green : colors.red)(colors.bold(sentence))].join('\n');
}
