/**
 * How the record of a stored answer lies in its slot:
 *
 *   0      kind: an answer, or a name whose message was reversed before it came
 *   1–4    card number, 0 for all cards that are not on file
 *   5–10   Unix milliseconds: the answer is forgotten at this instant
 *   11–    sequence, key, count of names, names, answer (state/binary)
 *
 * A name is the difference between the instant until which it leads here and that of the answer, its
 * first letter, the number of characters that it shares with the start of the key, and the rest:
 * most names hold the terminal and STAN of the key.
 */
import { ByteReader } from '../../state/binary/byte-reader.ts';
import { ByteWriter } from '../../state/binary/byte-writer.ts';
import { readAnswer, writeAnswer } from '../../state/binary/stored-answer-bytes.ts';
import type { Vocabularies } from '../../state/binary/vocabularies.ts';
import type { StoredAnswer } from '../../state/stored-answer.ts';

export const KINDS = { answer: 1, reversedFirst: 2 } as const;

const CARD_AT = 1;
const KEPT_UNTIL_AT = 5;
export const HEAD_BYTES = 11;
/** A letter and a stroke: limits/rules/names.ts. */
const NAME_PREFIX = 2;
const SHARED_MAX = 255;
const HIGH = 0x1_0000_0000;

/** A name that leads to a record until an instant. */
export interface Name {
  readonly name: string;
  readonly untilMs: number;
}

export interface RecordParts {
  readonly card: number;
  readonly keptUntilMs: number;
  /** Later records have a higher one. */
  readonly sequence: number;
  readonly key: string;
  readonly names: readonly Name[];
  /** Undefined: a name whose message was reversed first. */
  readonly answer: StoredAnswer | undefined;
}

const writer = new ByteWriter();
const reader = new ByteReader(Buffer.alloc(0));

/** Shares memory with the next record that is written. */
export function writeRecord(parts: RecordParts): Buffer {
  writer.reset();
  writer.zeros(HEAD_BYTES);
  const { bytes } = writer;
  bytes[0] = parts.answer === undefined ? KINDS.reversedFirst : KINDS.answer;
  putU32(bytes, CARD_AT, parts.card);
  putU48(bytes, KEPT_UNTIL_AT, parts.keptUntilMs);
  writer.uint(parts.sequence);
  writer.text(parts.key);
  writer.u8(parts.names.length);
  for (const { name, untilMs } of parts.names) {
    const shared = sharedWithKey(name, parts.key);
    writer.int(untilMs - parts.keptUntilMs);
    writer.u8(name.charCodeAt(0));
    writer.u8(shared);
    writer.text(name.slice(NAME_PREFIX + shared));
  }
  if (parts.answer !== undefined) writeAnswer(writer, parts.answer);
  return writer.written;
}

export function readRecord(bytes: Buffer, offset: number, vocabularies?: Vocabularies): RecordParts {
  const head = reader.move(bytes, offset + HEAD_BYTES);
  const sequence = head.uint();
  const key = head.text();
  const untilMs = keptUntilMs(bytes, offset);
  const names: Name[] = [];
  for (let left = head.u8(); left > 0; left -= 1) {
    const nameUntilMs = untilMs + head.int();
    const letter = String.fromCharCode(head.u8());
    names.push({ name: `${letter}/${key.slice(0, head.u8())}${head.text()}`, untilMs: nameUntilMs });
  }
  return {
    card: cardOf(bytes, offset),
    keptUntilMs: untilMs,
    sequence,
    key,
    names,
    answer: bytes[offset] !== KINDS.reversedFirst ? readAnswer(head, vocabularies) : undefined,
  };
}

export function cardOf(bytes: Buffer, offset: number): number {
  const at = offset + CARD_AT;
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
}

export function keptUntilMs(bytes: Buffer, offset: number): number {
  return u48(bytes, offset + KEPT_UNTIL_AT);
}

export function hasKey(bytes: Buffer, offset: number, card: number, key: string): boolean {
  if (cardOf(bytes, offset) !== card || bytes[offset] === KINDS.reversedFirst) return false;
  const head = reader.move(bytes, offset + HEAD_BYTES);
  head.uint();
  return head.isText(key);
}

/**
 * Until when a name leads to the key of the record, Unix milliseconds; 0: it does not. That can be
 * longer than the answer is kept.
 */
export function nameUntilMs(bytes: Buffer, offset: number, card: number, name: string): number {
  if (cardOf(bytes, offset) !== card) return 0;
  const head = reader.move(bytes, offset + HEAD_BYTES);
  head.uint();
  const shared = sharedWithKey(name, head.text());
  for (let left = head.u8(); left > 0; left -= 1) {
    const after = head.int();
    const fits = head.u8() === name.charCodeAt(0);
    if (head.u8() !== shared || !fits) head.skipText();
    else if (head.isText(name, NAME_PREFIX + shared)) return keptUntilMs(bytes, offset) + after;
  }
  return 0;
}

/** The instant from which neither the answer nor any of its names counts. */
export function overAtMs(bytes: Buffer, offset: number): number {
  const untilMs = keptUntilMs(bytes, offset);
  const head = reader.move(bytes, offset + HEAD_BYTES);
  head.uint();
  head.skipText();
  let lastMs = untilMs;
  for (let left = head.u8(); left > 0; left -= 1) {
    lastMs = Math.max(lastMs, untilMs + head.int());
    head.u8();
    head.u8();
    head.skipText();
  }
  return lastMs;
}

/** Names are a letter, a stroke and the name. */
function sharedWithKey(name: string, key: string): number {
  let shared = 0;
  while (shared < SHARED_MAX && shared < key.length && name.charCodeAt(NAME_PREFIX + shared) === key.charCodeAt(shared)) shared += 1;
  return shared;
}

function putU32(bytes: Buffer, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

function putU48(bytes: Buffer, at: number, value: number): void {
  const high = Math.floor(value / HIGH);
  putU32(bytes, at, value % HIGH);
  bytes[at + 4] = high;
  bytes[at + 5] = high >>> 8;
}

function u48(bytes: Buffer, at: number): number {
  const low = ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
  return low + ((bytes[at + 4] ?? 0) | ((bytes[at + 5] ?? 0) << 8)) * HIGH;
}
