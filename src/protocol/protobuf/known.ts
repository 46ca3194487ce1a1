/** Reads the fields of a malformed body that come before the error. */
import protobuf from 'protobufjs/minimal.js';
import type { Known } from '../codec.ts';
import type { TransactionClass } from '../message.ts';
import { toInteger } from './fields.ts';
import { typeName } from './vocabulary.ts';

const { Reader } = protobuf;
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * By tag: the field number in TransactionRequest and its wire type. A field with another wire type
 * is skipped as unknown.
 */
const READERS = new Map<number, (reader: protobuf.Reader) => Partial<Known>>([
  [tag(2, LENGTH_DELIMITED), (reader) => ({ terminalId: reader.string() })],
  [tag(4, VARINT), (reader) => ({ repeat: reader.bool() })],
  [tag(6, VARINT), (reader) => ({ type: typeName(reader.int32()) })],
  [tag(8, VARINT), (reader) => ({ amountMinor: toInteger(reader.int64()) })],
  [tag(14, LENGTH_DELIMITED), (reader) => ({ pan: reader.string() })],
  [tag(15, LENGTH_DELIMITED), (reader) => ({ track2: reader.string() })],
]);

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}

/**
 * `bodyOffset`: where the length of the body is. Without a repeat flag `repeat` is left out,
 * because the flag may come after the error.
 */
export function knownOfBody(frame: Buffer, bodyOffset: number, messageClass: TransactionClass, stan: number): Known {
  let known: Known = { class: messageClass, stan };
  try {
    const reader = new Reader(frame);
    reader.pos = bodyOffset;
    const length = reader.uint32();
    const end = Math.min(reader.pos + length, frame.length);
    while (reader.pos < end) {
      const found = reader.uint32();
      const read = READERS.get(found);
      if (read === undefined) reader.skipType(found & 7);
      else known = { ...known, ...read(reader) };
    }
  } catch {
    // The error in the body; the fields before it are kept.
  }
  return known;
}
