/**
 * Byte values by their index, as JSON.stringify writes a Uint8Array: {"0": 48, "1": 50, …}, alone or
 * within another object.
 */
import { type InputChunk, inputChunk } from '../../input/input-chunk.ts';
import { HEX_MESSAGES_MAX } from '../../input/input-limits.ts';
import { InputError } from '../../input/notes.ts';
import { isObject } from '../trace-lines.ts';
import { type FormReader, formReading } from './form.ts';
import { jsonObjects } from './json-objects.ts';
import { TextPositions } from './text-position.ts';

const BYTES_MIN = 8;
const DEPTH_MAX = 6;

function isByte(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0xff;
}

/** The bytes of an object whose names are 0, 1, 2 … and whose values are bytes; undefined: it is another. */
export function indexedBytes(value: Readonly<Record<string, unknown>>): Buffer | undefined {
  const values = Object.values(value);
  if (values.length < BYTES_MIN || !Object.keys(value).every((name, index) => name === String(index)) || !values.every(isByte))
    return undefined;
  return Buffer.from(values as readonly number[]);
}

function collect(value: unknown, found: Buffer[], depth: number): void {
  if (depth === 0 || typeof value !== 'object' || value === null || found.length > HEX_MESSAGES_MAX) return;
  const bytes = isObject(value) ? indexedBytes(value) : undefined;
  if (bytes === undefined) for (const member of Object.values(value)) collect(member, found, depth - 1);
  else found.push(bytes);
}

export const readIndexedBytes: FormReader = (text, source) => {
  if (!/\{\s{0,80}"0"\s{0,8}:\s{0,8}\d{1,3}\s{0,80},/.test(text)) return undefined;
  const positions = new TextPositions(text);
  const chunks = jsonObjects(text).flatMap(({ value, at }): readonly InputChunk[] => {
    const found: Buffer[] = [];
    collect(value, found, DEPTH_MAX);
    return found.map((bytes) => inputChunk(bytes, `line ${positions.at(at).line}`));
  });
  if (chunks.length > HEX_MESSAGES_MAX) throw new InputError(`${source} holds more than ${HEX_MESSAGES_MAX} messages; give a part of it.`);
  return chunks.length === 0 ? undefined : formReading({ chunks, isCertain: true });
};
