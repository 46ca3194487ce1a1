/** The log for people at a terminal: one readable line for each JSON line of the log. */

import { createColors } from 'picocolors';
import type { DestinationStream } from 'pino';
import { printable } from '../inspect/show/printable.ts';

export interface ReadableLogOptions {
  readonly color: boolean;
  /** Sentences whose fields are left out, because they are shown in another way. */
  readonly plain: readonly string[];
  write(text: string): void;
}

type Fields = Readonly<Record<string, unknown>>;
type Colors = ReturnType<typeof createColors>;

/** Fields of pino that every line has. */
const USUAL_FIELDS: readonly string[] = ['level', 'time', 'pid', 'hostname', 'name', 'msg'];
const LEVELS: readonly { readonly from: number; readonly word: string; readonly paint: keyof Colors }[] = [
  { from: 50, word: 'ERROR', paint: 'red' },
  { from: 40, word: 'WARN ', paint: 'yellow' },
  { from: 30, word: 'info ', paint: 'green' },
  { from: 0, word: 'debug', paint: 'dim' },
];

function valueText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return /[\s"=]/.test(value) || value === '' ? JSON.stringify(value) : value;
}

/** `09:12:33 WARN  The sentence. key=value`, the time in UTC as in the JSON. */
function readable(fields: Fields, { color, plain }: ReadableLogOptions): string {
  const colors = createColors(color);
  const { level = 30, time = 0, msg = '' } = fields;
  const { word, paint } = LEVELS.find(({ from }) => Number(level) >= from) ?? { word: 'debug', paint: 'dim' };
  const others = plain.includes(String(msg)) ? [] : Object.entries(fields).filter(([name]) => !USUAL_FIELDS.includes(name));
  const rest = others.map(([name, value]) => `${name}=${valueText(value)}`).join(' ');
  const clock = new Date(Number(time)).toISOString().slice(11, 19);
  const paintWord = colors[paint] as (text: string) => string;
  const line = `${colors.dim(clock)} ${paintWord(word)} ${printable(String(msg))}`;
  return rest === '' ? line : `${line} ${colors.dim(printable(rest))}`;
}

/** Takes the JSON lines of the log. A line that is no JSON is written as it is. */
export function readableLog(options: ReadableLogOptions): DestinationStream {
  return {
    write: (line) => {
      let fields: unknown;
      try {
        fields = JSON.parse(line);
      } catch {
        options.write(line);
        return;
      }
      options.write(`${readable(Object(fields), options)}\n`);
    },
  };
}
