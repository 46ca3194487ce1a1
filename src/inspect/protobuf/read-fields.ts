/** Cuts a protobuf message into its fields, with the place of each (https://protobuf.dev/programming-guides/encoding). */
import protobuf from 'protobufjs/minimal.js';
import { toInteger } from '../../protocol/protobuf/fields.ts';
import type { ProtoField, ProtoSchema } from './proto-schema.ts';

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** One field as it is on the wire. Offsets count from the first byte of the buffer that was read. */
export interface WireField {
  readonly number: number;
  /** Undefined: this release does not know it. */
  readonly field: ProtoField | undefined;
  /** Of the tag. */
  readonly offset: number;
  readonly valueOffset: number;
  readonly end: number;
  /** Of a varint; NaN when it is outside the 53 bits that a number holds exactly. */
  readonly integer: number;
  /** Of a field that is a message itself. */
  readonly inner: readonly WireField[];
}

/** Throws a RangeError when the bytes are no such message. */
export function readFields(schema: ProtoSchema, message: string, bytes: Uint8Array, from: number, to: number): readonly WireField[] {
  const reader = protobuf.Reader.create(bytes);
  const fields: WireField[] = [];
  reader.pos = from;
  while (reader.pos < to) {
    const offset = reader.pos;
    const tag = reader.uint32();
    const number = tag >>> 3;
    const field = schema.field(message, number);
    let valueOffset = reader.pos;
    let integer = 0;
    let inner: readonly WireField[] = [];
    if ((tag & 7) === LENGTH_DELIMITED) {
      const length = reader.uint32();
      valueOffset = reader.pos;
      reader.skip(length);
      if (field !== undefined && schema.isMessage(field.type)) inner = readFields(schema, field.type, bytes, valueOffset, reader.pos);
    } else if ((tag & 7) === VARINT) {
      integer = toInteger(reader.int64());
    } else {
      reader.skipType(tag & 7);
    }
    if (reader.pos > to) throw new RangeError('A field reaches past the end of its message.');
    fields.push({ number, field, offset, valueOffset, end: reader.pos, integer, inner });
  }
  return fields;
}
