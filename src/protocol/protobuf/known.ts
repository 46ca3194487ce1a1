/** What of a broken body is certain: the fields that stand whole before it breaks. */
import protobuf from 'protobufjs/minimal.js';
import type { Known } from '../codec.ts';
import type { TransactionClass } from '../message.ts';
import { toInteger } from './fields.ts';
import { typeName } from './vocabulary.ts';

const { Reader } = protobuf;
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** By tag, the field's number in TransactionRequest with its wire type; a known number with another type is some other field. */
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

/** `bodyOffset`: where the body's length stands. A repeat flag that does not come may still be behind the break: not known. */
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
    // Here it breaks.
  }
  return known;
}
