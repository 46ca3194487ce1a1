/**
 * Messages as JSON objects of fields, on one line or several: {"0": "0200", "3": "000000"},
 * {"mti": "0200", "fields": {"3": …}}, {"DE3": …}, [{"id": 3, "value": …}]; and our own trace lines
 * written over several lines.
 */
import { HEX_MESSAGES_MAX } from '../../input/input-limits.ts';
import { InputError, Notes } from '../../input/notes.ts';
import { isObject, type TraceLine, traceLineOf } from '../trace-lines.ts';
import { type FieldMessage, type FieldTree, type FormReader, formReading } from './form.ts';
import { indexedBytes } from './indexed-bytes.ts';
import { jsonObjects } from './json-objects.ts';
import { TextPositions } from './text-position.ts';

const MTI_NAMES = /^(?:mti|msg_?type|message_?type(?:_?(?:indicator|id))?|t|(?:de|f|field)?_?0{1,3})$/i;
const ELEMENT_NAMES = /^(?:de|df|f|field|bit|element)?[-_ ]?0{0,2}(\d{1,3})$/i;
const CONTAINERS = /^(?:fields|elements|data|data_?elements|de|body|message|iso8583|payload)$/i;
const BITMAP_NAMES = /^(?:p|bm|bitmap|primary_?bitmap|h|header)$/i;
const DEPTH_MAX = 6;
/** Elements that an object without an MTI must have to be taken for a message. */
const ELEMENTS_MIN = 4;

type Members = readonly (readonly [string, unknown])[];

/** [{"id": 3, "value": "000000"}] as members. */
function membersOf(value: unknown): Members {
  if (isObject(value)) return Object.entries(value);
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (!isObject(item)) return [];
    const id = item['id'] ?? item['field'] ?? item['number'] ?? item['de'];
    const content = item['value'] ?? item['data'];
    return (typeof id === 'string' || typeof id === 'number') && content !== undefined ? [[String(id), content] as const] : [];
  });
}

function numberOf(name: string): number {
  const number = Number(ELEMENT_NAMES.exec(name)?.[1] ?? -1);
  return number >= 2 && number <= 128 ? number : -1;
}

/** Text, fields within it, or undefined if it is empty. Bytes become hexadecimal digits. */
function contentOf(value: unknown, depth: number): string | FieldTree | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (!isObject(value) || depth === 0) return undefined;
  const data = value['data'];
  if (value['type'] === 'Buffer' && Array.isArray(data))
    return Buffer.from(data as readonly number[])
      .toString('hex')
      .toUpperCase();
  if (value['value'] !== undefined) return contentOf(value['value'], depth - 1);
  const tree: Record<string, string | FieldTree> = Object.create(null) as Record<string, string | FieldTree>;
  for (const [name, member] of Object.entries(value)) {
    const inner = contentOf(member, depth - 1);
    if (inner !== undefined) tree[name] = inner;
  }
  return tree;
}

function mtiOf(name: string, value: unknown): string | undefined {
  if (!MTI_NAMES.test(name)) return undefined;
  const found = contentOf(value, 2);
  const text = typeof found !== 'string' ? '' : typeof value === 'number' ? found.padStart(4, '0') : found;
  return /^\d{4}$/.test(text) ? text : undefined;
}

/** The message that an object is; undefined if it is none. */
function messageOf(value: Readonly<Record<string, unknown>>, label: string): FieldMessage | undefined {
  const elements = new Map<number, string | FieldTree>();
  const others: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let mti = '';
  const take = (members: Members, isTop: boolean): void => {
    for (const [name, member] of members) {
      const type = mtiOf(name, member);
      const number = numberOf(name);
      const content = number < 0 ? undefined : contentOf(member, DEPTH_MAX);
      if (type !== undefined) mti = type;
      else if (content !== undefined) elements.set(number, content);
      else if (isTop && CONTAINERS.test(name) && membersOf(member).some(([inner]) => numberOf(inner) > 0)) take(membersOf(member), false);
      else
        others[
          BITMAP_NAMES.test(name) && name.length < 3 ? ({ p: 'bitmap', bm: 'bitmap', h: 'header' }[name.toLowerCase()] ?? name) : name
        ] = member;
    }
  };
  take(membersOf(value), true);
  const isMessage = elements.size > 0 && (mti !== '' || (elements.size >= ELEMENTS_MIN && elements.has(11)));
  return isMessage ? { label, form: 'JSON', mti, elements, others } : undefined;
}

interface Found {
  readonly fields: FieldMessage[];
  readonly lines: TraceLine[];
}

/** Messages of a value: itself, or its members. */
function collect(value: unknown, label: string, found: Found, depth: number): void {
  if (depth === 0 || found.fields.length > HEX_MESSAGES_MAX) return;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${label}, item ${index + 1}`, found, depth - 1);
  } else if (isObject(value)) {
    const message = indexedBytes(value) === undefined ? messageOf(value, label) : undefined;
    if (message !== undefined) found.fields.push(message);
    else {
      for (const [name, member] of Object.entries(value)) {
        if (typeof member === 'object') collect(member, /^\w{1,20}$/.test(name) ? `${label}, ${name}` : label, found, depth - 1);
      }
    }
  }
}

export const readJsonFields: FormReader = (text, source) => {
  if (!text.includes('{')) return undefined;
  const notes = new Notes();
  const positions = new TextPositions(text);
  const found: Found = { fields: [], lines: [] };
  for (const { value, at } of jsonObjects(text)) {
    const number = positions.at(at).line;
    const before = found.fields.length;
    collect(value, `line ${number}`, found, DEPTH_MAX);
    if (found.fields.length > HEX_MESSAGES_MAX)
      throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} messages; give a part of it.`);
    if (found.fields.length > before || !isObject(value)) continue;
    const line = traceLineOf(value, number, notes, source);
    if (line.messages.length + line.chunks.length > 0) found.lines.push(line);
  }
  if (found.fields.length + found.lines.length === 0) return undefined;
  const chunks = found.lines.flatMap((line) => line.chunks);
  return formReading({ ...found, chunks, notes: notes.sentences(), isCertain: true });
};
