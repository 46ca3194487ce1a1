/**
 * A frame of the protobuf wire as rows: length header, envelope and every field, with offset, bytes,
 * value and meaning, masked like the elements of ISO 8583.
 */
import { HEADER_4B } from '../../protocol/framing/frame.ts';
import type { Part } from '../listing/element-parts.ts';
import type { Row } from '../listing/listing.ts';
import type { HiddenBytes } from '../mask/hidden-bytes.ts';
import { describePrefix } from '../read/prefix.ts';
import { hiddenInFields } from './field-mask.ts';
import { type ProtoSchema, protoSchema } from './proto-schema.ts';
import { readFields, type WireField } from './read-fields.ts';
import { integerMeaning, textMeaning } from './value-meaning.ts';

/**
 * `element` is the number of the field, 0 of the length header; `lengthHex` its tag and length. The
 * parts of a field that is a message are its fields, with their paths.
 */
export interface ProtobufRow extends Omit<Row, 'kind'> {
  readonly kind: 'front' | 'envelope' | 'field';
}

/** What all rows of a message need. */
interface Frame {
  readonly bytes: Buffer;
  readonly schema: ProtoSchema;
  readonly hidden: HiddenBytes;
  readonly currency: number;
}

function maskedText({ bytes, hidden }: Frame, from: number, to: number): string {
  if (!hidden.hidesBytes(from, to - from)) return bytes.toString('utf8', from, to);
  const masked = Buffer.from(bytes.subarray(from, to));
  for (let at = 0; at < masked.length; at += 1) if (hidden.hidesBytes(from + at, 1)) masked[at] = 0x2a;
  return masked.toString('utf8');
}

interface Reading {
  readonly value: string;
  readonly meaning: string;
}

function readingOf(frame: Frame, { field, integer, valueOffset, end, number }: WireField): Reading {
  const byteCount = end - valueOffset;
  if (field === undefined) return { value: '', meaning: `field ${number} is not known to this release` };
  if (field.type === 'string') {
    const value = maskedText(frame, valueOffset, end);
    return { value, meaning: textMeaning(field.name, frame.bytes.toString('utf8', valueOffset, end)) };
  }
  if (field.type === 'bytes') return { value: '', meaning: field.name.endsWith('pin_block') ? `${byteCount} bytes, enciphered` : '' };
  if (field.type === 'bool') return { value: String(integer !== 0), meaning: '' };
  if (frame.schema.isEnum(field.type)) return { value: String(integer), meaning: frame.schema.valueName(field.type, integer) };
  if (frame.schema.isMessage(field.type)) return { value: '', meaning: field.type };
  return { value: String(integer), meaning: integerMeaning(field.name, integer, frame.currency) };
}

/** The fields of a message within the message, in the order of the bytes; `limits.0.name`. */
function partsOf(frame: Frame, fields: readonly WireField[], path = ''): readonly Part[] {
  const counts = new Map<string, number>();
  return fields.flatMap((wire) => {
    const { field, inner, offset } = wire;
    const name = field?.name ?? String(wire.number);
    const index = counts.get(name) ?? 0;
    counts.set(name, index + 1);
    const label = `${path}${name}${field?.isRepeated === true ? `.${index}` : ''}`;
    if (inner.length > 0) return partsOf(frame, inner, `${label}.`);
    return [{ label, offset, ...readingOf(frame, wire) }];
  });
}

function rowOf(frame: Frame, wire: WireField): ProtobufRow {
  const { number, field, offset, valueOffset, end, inner } = wire;
  return {
    kind: 'field',
    element: number,
    name: field?.name ?? '',
    offset,
    byteCount: end - offset,
    lengthHex: frame.hidden.hex(offset, valueOffset),
    valueHex: frame.hidden.hex(valueOffset, end),
    ...readingOf(frame, wire),
    parts: partsOf(frame, inner),
  };
}

/**
 * `bytes`: one frame with its length header. `pans`: card numbers that are known to occur. Throws a
 * RangeError when it is no such frame.
 */
export function protobufListing(bytes: Buffer, pans: readonly string[] = []): readonly ProtobufRow[] {
  const schema = protoSchema();
  const front = HEADER_4B.bytes;
  const [body] = readFields(schema, 'Envelope', bytes, front, bytes.length);
  if (body?.field === undefined) throw new RangeError('The frame holds no Envelope with a message that this release knows.');
  const hidden = hiddenInFields(bytes, body.inner, pans);
  const currency = body.inner.find(({ field }) => field?.name === 'currency')?.integer ?? 0;
  const frame = { bytes, schema, hidden, currency };
  const header = {
    kind: 'front',
    element: 0,
    name: 'Length header',
    offset: 0,
    byteCount: front,
    lengthHex: '',
    valueHex: hidden.hex(0, front),
    value: '',
    meaning: describePrefix(bytes, front, HEADER_4B) ?? '',
    parts: [],
  } as const;
  const envelope = {
    kind: 'envelope',
    element: body.number,
    name: body.field.name,
    offset: body.offset,
    byteCount: body.valueOffset - body.offset,
    lengthHex: '',
    valueHex: hidden.hex(body.offset, body.valueOffset),
    value: '',
    meaning: `Envelope with ${body.field.type}, ${body.end - body.valueOffset} bytes`,
    parts: [],
  } as const;
  return [header, envelope, ...body.inner.map((wire) => rowOf(frame, wire))];
}
