/** A message of which only the fields are there, as text or JSON: no offsets, no bytes. */
import { createColors } from 'picocolors';
import { withoutCardData } from '../../cards/card-data/card-data.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { fieldMessageListing } from '../listing/field-message-listing.ts';
import type { Row } from '../listing/listing.ts';
import type { FieldMessage } from '../read/forms/form.ts';
import { specOf } from '../read/parse-attempt.ts';
import { cut, printable } from './printable.ts';
import { type FieldRow, fieldRows } from './trace-fields.ts';

/** A field within an element, masked. */
interface InnerField {
  readonly name: string;
  readonly value: string;
}

export interface ShownFieldMessage {
  readonly message: FieldMessage;
  readonly dialect: Dialect;
  readonly rows: readonly Row[];
  readonly inner: readonly InnerField[];
  readonly besides: readonly FieldRow[];
  readonly remarks: readonly string[];
}

const NAME_WIDTH = 30;
const VALUE_WIDTH = 40;
const PART_INDENT = 8;
/** As long as a PIN block, and hexadecimal. */
const MAY_BE_PIN_BLOCK = /^[0-9a-f]{16,}$/i;

function innerField(path: string, text: string, dialect: Dialect): InnerField {
  const element = Number(path.split('.')[0]);
  const last = path.split('.').at(-1) ?? '';
  const isHidden = (specOf(dialect, element)?.mask ?? 'none') !== 'none' || MAY_BE_PIN_BLOCK.test(text);
  const named = /^\d/.test(last) ? undefined : fieldRows({ [last]: text }, dialect)[0]?.value;
  return { name: path, value: isHidden ? '*'.repeat(text.length) : (named ?? withoutCardData(text)) };
}

/** `nearMs`: dates without a year get one that puts them before it. */
export function shownFieldMessage(message: FieldMessage, dialect: Dialect, nearMs: number): ShownFieldMessage {
  const { rows, inner, remarks } = fieldMessageListing(message, dialect, nearMs);
  return {
    message,
    dialect,
    rows,
    inner: [...inner].map(([path, text]) => innerField(path, text, dialect)),
    // The elements say what a bitmap says.
    besides: fieldRows(message.others, dialect).filter(({ field }) => !/bitmap/i.test(field)),
    remarks,
  };
}

function rowLines(row: Row, widths: readonly number[], full: boolean): readonly string[] {
  const value = full ? printable(row.value) : cut(printable(row.value), VALUE_WIDTH);
  const label = (row.kind === 'mti' ? 'mti' : String(row.element)).padStart(3);
  const line = `${label}  ${cut(row.name, NAME_WIDTH).padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${printable(row.meaning)}`;
  const parts = row.parts.map(({ label: part, value: text, meaning }) =>
    `${' '.repeat(PART_INDENT)}${part}  ${printable(text)}  ${printable(meaning)}`.trimEnd(),
  );
  return [line.trimEnd(), ...parts];
}

export function fieldMessageText(shown: ShownFieldMessage, options: { readonly color: boolean; readonly full: boolean }): string {
  const { message, dialect, rows, inner, besides, remarks } = shown;
  const colors = createColors(options.color);
  const mti = message.mti === '' ? 'No MTI' : message.mti;
  const widths = [
    Math.max(4, ...rows.map(({ name }) => Math.min(NAME_WIDTH, name.length))),
    Math.max(5, ...rows.map(({ value }) => (options.full ? value.length : Math.min(VALUE_WIDTH, value.length)))),
  ];
  return [
    `${mti} as fields in ${message.form}, shown in the terms of ${dialect.name}`,
    'There are no bytes: encoding, lengths and bitmap are not checked.',
    colors.underline(` DE  ${'name'.padEnd(widths[0] ?? 0)}  ${'value'.padEnd(widths[1] ?? 0)}  meaning`),
    ...rows.flatMap((row) => rowLines(row, widths, options.full)),
    ...inner.map(({ name, value }) => `${' '.repeat(PART_INDENT)}${printable(name)}  ${printable(value)}`),
    ...besides.map(({ field, value }) => `${' '.repeat(PART_INDENT)}${printable(field)}  ${cut(printable(value), VALUE_WIDTH)}`),
    ...remarks.map((remark) => colors.yellow(remark)),
  ].join('\n');
}

export function fieldMessageJson({
  message,
  dialect,
  rows,
  inner,
  besides,
  remarks,
}: ShownFieldMessage): Readonly<Record<string, unknown>> {
  return {
    ...(message.label === '' ? {} : { label: message.label }),
    form: message.form,
    hasBytes: false,
    dialect: dialect.name,
    mti: message.mti,
    rows: rows.map(({ kind, element, name, value, meaning, parts }) => ({
      ...(kind === 'element' ? { element } : { kind }),
      name,
      value,
      meaning,
      ...(parts.length === 0
        ? {}
        : { parts: parts.map(({ label, value: text, meaning: words }) => ({ label, value: text, meaning: words })) }),
    })),
    ...(inner.length === 0 ? {} : { inner }),
    ...(besides.length === 0 ? {} : { besides }),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

/** Cells of --brief, in the columns of other messages. */
export function fieldMessageCells({ message, dialect, rows }: ShownFieldMessage, number: number): readonly string[] {
  const { stan, terminalId, responseCode } = dialect.fields;
  const field = (element: number): string => printable(rows.find((row) => row.element === element)?.value ?? '').trim();
  const what = rows.find(({ kind }) => kind === 'mti')?.meaning ?? '';
  return [`#${number}`, '', '', '', message.mti, what, field(stan), field(terminalId), field(responseCode), 'fields only'];
}
