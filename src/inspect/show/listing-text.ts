/** A listing and a diagnosis as text: a table with one line for each element. */

import { createColors } from 'picocolors';
import { mtiKind } from '../../protocol/iso8583/elements/mti.ts';
import type { Defect } from '../diagnose/defect.ts';
import type { Examined } from '../diagnose/examine.ts';
import { pluralize } from '../input/notes.ts';
import type { Listing, Row } from '../listing/listing.ts';
import type { ParseAttempt } from '../read/parse-attempt.ts';

export interface TextOptions {
  readonly color: boolean;
  /** Shows all bytes and values in full. */
  readonly full: boolean;
}

type Colors = ReturnType<typeof createColors>;

const NAME_WIDTH = 30;
/** Bytes shown in the line of an element. */
const BYTES_SHOWN = 8;
const VALUE_WIDTH = 28;
const PART_WIDTH = 48;
/** Bytes in a line of all bytes of an element. */
const FULL_BYTES = 32;
const HEADINGS = ['DE', 'offset', '', 'name', 'bytes', 'value', 'meaning'] as const;
const LABELS: Readonly<Record<Row['kind'], string>> = { front: 'len', tpdu: 'tpdu', prefix: 'pre', mti: 'mti', bitmap: 'map', element: '' };

/** Replaces control characters, which a terminal would execute. */
function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '.');
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function hexOffset(offset: number): string {
  return `0x${offset.toString(16).padStart(4, '0')}`;
}

/** `31 36|39 35 37 …`: the length, then the value. */
function bytesCell(row: Row): string {
  const value = row.valueHex.split(' ');
  const length = row.lengthHex === '' ? [] : row.lengthHex.split(' ');
  const room = Math.max(1, BYTES_SHOWN - length.length);
  const shown = value.length <= room ? row.valueHex : `${value.slice(0, room).join(' ')} …`;
  return length.length === 0 ? shown : `${row.lengthHex}|${shown}`;
}

/** Blanks at the ends are part of a value. */
function valueText(row: Row): string {
  const value = printable(row.value);
  return value !== value.trim() && value.trim() !== '' ? `"${value}"` : value;
}

function cellsOf(row: Row): readonly string[] {
  const label = row.kind === 'element' ? String(row.element) : LABELS[row.kind];
  const { offset } = row;
  return [
    label,
    String(offset),
    hexOffset(offset),
    cut(row.name, NAME_WIDTH),
    bytesCell(row),
    cut(valueText(row), VALUE_WIDTH),
    printable(row.meaning),
  ];
}

/** Widths of the columns in front of the name. */
interface Margin {
  readonly label: number;
  readonly offset: number;
  readonly hex: number;
}

function marginText(margin: Margin, offset?: number): string {
  const [decimal, hex] = offset === undefined ? ['', ''] : [String(offset), hexOffset(offset)];
  return `${''.padEnd(margin.label)}  ${decimal.padStart(margin.offset)}  ${hex.padEnd(margin.hex)}    `;
}

function partLines(row: Row, full: boolean, margin: Margin): readonly string[] {
  const width = Math.min(44, Math.max(0, ...row.parts.map(({ label }) => label.length)));
  return row.parts.map(({ label, value, meaning, offset }) => {
    const shown = printable(value);
    return `${marginText(margin, offset)}${label.padEnd(width)}  ${full ? shown : cut(shown, PART_WIDTH)}${meaning === '' ? '' : `  ${printable(meaning)}`}`.trimEnd();
  });
}

function chunks(items: readonly string[], size: number): readonly string[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, index) => items.slice(index * size, (index + 1) * size).join(' '));
}

/** Lines for details that do not fit into the line of an element. */
function fullLines(row: Row): readonly string[] {
  const value = valueText(row);
  const isCut = bytesCell(row).endsWith('…');
  return [
    ...(row.name.length > NAME_WIDTH ? [row.name] : []),
    ...(isCut ? chunks(row.valueHex.split(' '), FULL_BYTES) : []),
    ...(value.length > VALUE_WIDTH ? [value] : []),
  ];
}

/** The table with its headings. */
export function listingText(listing: Listing, { color, full }: TextOptions): string {
  const colors = createColors(color);
  const cells = listing.rows.map(cellsOf);
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const paint: readonly ((text: string) => string)[] = [
    colors.bold,
    colors.dim,
    colors.dim,
    (text) => text,
    colors.cyan,
    colors.bold,
    (text) => text,
  ];
  const line = (row: readonly string[], painted: boolean): string => {
    const last = row.findLastIndex((cell) => cell !== '');
    return row
      .slice(0, last + 1)
      .map((cell, column) => {
        const width = column === last ? 0 : (widths[column] ?? 0);
        const padded = column < 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(width);
        return painted && cell !== '' ? (paint[column]?.(padded) ?? padded) : padded;
      })
      .join('  ');
  };
  const margin: Margin = { label: widths[0] ?? 0, offset: widths[1] ?? 0, hex: widths[2] ?? 0 };
  const lines = listing.rows.flatMap((row, index) => {
    const below = [...(full ? fullLines(row).map((text) => `${marginText(margin)}${text}`) : []), ...partLines(row, full, margin)];
    return [line(cells[index] ?? [], true), ...below.map((text) => colors.dim(text))];
  });
  return [colors.underline(line(HEADINGS, false)), ...lines].join('\n');
}

/** `DE35 (Track 2 data) at offset 61 (0x003d)`. */
function placeWords({ element, name, offset }: Defect): string {
  const what = element === 0 ? 'The message' : element === 1 ? 'The bitmap' : `DE${element}${name === '' ? '' : ` (${name})`}`;
  return `${what}, at offset ${offset} (${hexOffset(offset)})`;
}

/** `0200 financial request in 1987-ascii, 122 bytes`. */
export function readingWords({ unpacked, dialect, bytes, layout }: ParseAttempt): string {
  const isKnown = unpacked.mti.startsWith(dialect.version) && mtiKind(Number(unpacked.mti)) !== undefined;
  const mti = unpacked.mti === '' ? 'No MTI' : `${isKnown ? '' : 'Unknown MTI '}${unpacked.mti}`;
  const tpdu = layout.tpduBytes > 0 ? ' with TPDU' : '';
  return `${mti} in ${dialect.name}${tpdu}, ${pluralize(bytes.length, 'byte')}`;
}

function brokenLines(broken: Defect, colors: Colors): readonly string[] {
  const reason = broken.reason.replace(/^.*?: /, '');
  return [colors.red(`${placeWords(broken)}: ${reason}`), `  expected  ${broken.expected}`, `  found     ${broken.found}`];
}

function findingLines({ findings }: Examined, colors: Colors): readonly string[] {
  const [best, ...others] = findings;
  if (best === undefined) return ['No cause found: in no other dialect, header or encoding that was tried does it read whole.'];
  const more = others.map(({ sentence }) => `Also possible: ${sentence}`);
  return [colors.bold(`Likeliest cause: ${best.sentence}`), ...more];
}

/** The message as it was read first, and what is wrong with it so. */
function firstReadingLines({ listing, attempt, broken, remarks }: Examined, options: TextOptions): readonly string[] {
  const colors = createColors(options.color);
  const verdict = broken === undefined ? colors.green('in order') : colors.red('BROKEN');
  const hasRows = listing.rows.some(({ kind }) => kind === 'mti');
  const lines = [`${readingWords(attempt)}: ${verdict}`, ...(hasRows ? [listingText(listing, options)] : [])];
  if (broken === undefined) return [...lines, ...remarks.map((remark) => colors.yellow(remark))];
  const { restBytes } = listing;
  const rest = restBytes === 0 ? [] : [`${pluralize(restBytes, 'byte')} from offset ${attempt.bytes.length - restBytes} on: not shown.`];
  return [...lines, ...rest, '', ...brokenLines(broken, colors)];
}

/** The whole report on one message, without its label. */
export function examinedText(examined: Examined, options: TextOptions): string {
  const colors = createColors(options.color);
  const { broken, better, attempt, shows } = examined;
  const broke = colors.red('BROKEN');
  if (shows === 'none') {
    return [`No ISO 8583 message, ${pluralize(attempt.bytes.length, 'byte')}: ${broke}`, ...findingLines(examined, colors)].join('\n');
  }
  if (shows === 'better' && better !== undefined && broken !== undefined) {
    const [place, ...details] = brokenLines(broken, colors);
    return [
      `${readingWords(better.attempt)}: ${broke}`,
      ...findingLines(examined, colors),
      'Read so:',
      listingText(better.listing, options),
      '',
      `${attempt.dialect.name}${attempt.layout.tpduBytes > 0 ? ' with TPDU' : ''} was tried first. ${place}`,
      ...details,
    ].join('\n');
  }
  const lines = [...firstReadingLines(examined, options)];
  if (broken !== undefined) lines.push(...findingLines(examined, colors));
  if (better !== undefined) lines.push('Read so:', readingWords(better.attempt), listingText(better.listing, options));
  return lines.join('\n');
}
