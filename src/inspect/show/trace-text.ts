/** A line of a trace as text or JSON: request, response, and all other members. */
import { createColors } from 'picocolors';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import type { TraceLine } from '../read/trace-lines.ts';
import { isoTime } from './json.ts';
import { cut, printable } from './printable.ts';
import { type FieldRow, fieldRows } from './trace-fields.ts';

const VALUE_WIDTH = 60;

function rowsText(rows: readonly FieldRow[], full: boolean): string {
  const shown = rows.map(({ element, field, name, value, meaning }) => {
    const plain = printable(value);
    const shownValue = full ? plain : cut(plain, VALUE_WIDTH);
    return [element === 0 ? '' : String(element), printable(field), shownValue, [meaning, name].filter((text) => text !== '').join(', ')];
  });
  const widths = [0, 1, 2].map((column) => Math.max(0, ...shown.map((row) => row[column]?.length ?? 0)));
  return shown
    .map(([element = '', field = '', value = '', rest = '']) =>
      `${element.padStart(Math.max(3, widths[0] ?? 0))}  ${field.padEnd(widths[1] ?? 0)}  ${value.padEnd(widths[2] ?? 0)}  ${rest}`.trimEnd(),
    )
    .join('\n');
}

/** `exchange 12`, `card`. */
function kindWords({ others }: TraceLine): string {
  const { kind, sequence } = others;
  return typeof kind !== 'string' ? '' : printable(typeof sequence === 'number' ? `${kind} ${sequence}` : kind);
}

export function traceLineText(line: TraceLine, dialect: Dialect, options: { readonly color: boolean; readonly full: boolean }): string {
  const colors = createColors(options.color);
  const time = isoTime(line.timeMs);
  const lines = [colors.bold([`line ${line.number}`, kindWords(line), time ?? ''].filter((text) => text !== '').join('  '))];
  for (const { member, fields } of line.messages) lines.push(`${member}:`, rowsText(fieldRows(fields, dialect), options.full));
  const others = fieldRows(line.others, dialect);
  if (others.length > 0) lines.push('besides:', rowsText(others, options.full));
  return lines.join('\n');
}

export function traceLineJson(line: TraceLine, dialect: Dialect): Readonly<Record<string, unknown>> {
  const time = isoTime(line.timeMs);
  return {
    line: line.number,
    ...(time === undefined ? {} : { time }),
    ...Object.fromEntries(line.messages.map(({ member, fields }) => [member, fieldRows(fields, dialect)])),
    besides: fieldRows(line.others, dialect),
  };
}
