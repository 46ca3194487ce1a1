/**
 * Encodings of tag, length and value that hosts use in private elements (DE48, DE60 to DE63), so
 * that the inspector can show elements of other systems.
 */
import { berTlvProblem, type TlvObject, walkBerTlv } from './ber-tlv.ts';

/** How a tag or a length is encoded: as characters or in binary. */
type Form = 'text' | 'binary';

interface TlvKind {
  readonly name: string;
  readonly about: string;
  readonly tag: Form;
  readonly tagBytes: number;
  /** `text` means digits. */
  readonly length: Form;
  readonly lengthBytes: number;
}

/** In the order in which they are tried, the strictest first. Lengths count the value only. */
export const TLV_KINDS = [
  { name: '4an+3n', about: 'tag of 4 characters, length of 3 digits', tag: 'text', tagBytes: 4, length: 'text', lengthBytes: 3 },
  { name: '3an+3n', about: 'tag of 3 characters, length of 3 digits', tag: 'text', tagBytes: 3, length: 'text', lengthBytes: 3 },
  { name: '2an+3n', about: 'tag of 2 characters, length of 3 digits', tag: 'text', tagBytes: 2, length: 'text', lengthBytes: 3 },
  { name: '3an+2n', about: 'tag of 3 characters, length of 2 digits', tag: 'text', tagBytes: 3, length: 'text', lengthBytes: 2 },
  { name: '2an+2n', about: 'tag of 2 characters, length of 2 digits', tag: 'text', tagBytes: 2, length: 'text', lengthBytes: 2 },
  { name: '2an+2b', about: 'tag of 2 characters, length of 2 bytes', tag: 'text', tagBytes: 2, length: 'binary', lengthBytes: 2 },
  { name: '2an+1b', about: 'tag of 2 characters, length of 1 byte', tag: 'text', tagBytes: 2, length: 'binary', lengthBytes: 1 },
  { name: 'ber', about: 'BER-TLV', tag: 'binary', tagBytes: 0, length: 'binary', lengthBytes: 0 },
  { name: '2b+2b', about: 'tag of 2 bytes, length of 2 bytes', tag: 'binary', tagBytes: 2, length: 'binary', lengthBytes: 2 },
  { name: '1b+1b', about: 'tag of 1 byte, length of 1 byte', tag: 'binary', tagBytes: 1, length: 'binary', lengthBytes: 1 },
] as const satisfies readonly TlvKind[];
export type TlvKindName = (typeof TLV_KINDS)[number]['name'];

const TEXT_TAG = /^[0-9A-Za-z]+$/;
const DIGITS = /^[0-9]+$/;

/**
 * A text tag as its characters, a binary one in upper-case hexadecimal; '' when a text tag is not
 * letters and digits.
 */
function tagAt(bytes: Buffer, at: number, kind: TlvKind): string {
  const end = at + kind.tagBytes;
  if (kind.tag === 'binary') return bytes.toString('hex', at, end).toUpperCase();
  const text = bytes.toString('latin1', at, end);
  return TEXT_TAG.test(text) ? text : '';
}

/** -1 when a text length is not digits. */
function lengthAt(bytes: Buffer, at: number, kind: TlvKind): number {
  if (kind.length === 'binary') return bytes.readUIntBE(at, kind.lengthBytes);
  const text = bytes.toString('latin1', at, at + kind.lengthBytes);
  return DIGITS.test(text) ? Number(text) : -1;
}

function readKind(bytes: Buffer, kind: TlvKind): readonly TlvObject[] | undefined {
  const objects: TlvObject[] = [];
  for (let at = 0; at < bytes.length; ) {
    const valueAt = at + kind.tagBytes + kind.lengthBytes;
    if (valueAt > bytes.length) return undefined;
    const tag = tagAt(bytes, at, kind);
    const length = lengthAt(bytes, at + kind.tagBytes, kind);
    if (tag === '' || length === -1 || valueAt + length > bytes.length) return undefined;
    objects.push({ tag, offset: at, value: bytes.subarray(valueAt, valueAt + length) });
    at = valueAt + length;
  }
  return objects;
}

/** The objects in order; undefined when the bytes are not complete objects of that kind. */
export function readTlv(bytes: Buffer, name: TlvKindName): readonly TlvObject[] | undefined {
  if (name === 'ber') return berTlvProblem(bytes) === '' ? walkBerTlv(bytes) : undefined;
  const kind = TLV_KINDS.find((row) => row.name === name);
  return kind === undefined ? undefined : readKind(bytes, kind);
}

interface Recognised {
  readonly kind: TlvKindName;
  readonly objects: readonly TlvObject[];
}

/**
 * How well objects of characters look like tags that someone chose: tags of digits only, all
 * different, in ascending order, none empty. A split at a wrong width has tags of letters and
 * digits that come from values.
 */
function likeness(objects: readonly TlvObject[]): number {
  const tags = objects.map(({ tag }) => tag);
  const areDigits = tags.every((tag) => DIGITS.test(tag)) || tags.every((tag) => !DIGITS.test(tag));
  const areDistinct = new Set(tags).size === tags.length;
  const areAscending = tags.every((tag, index) => index === 0 || (tags[index - 1] ?? '') < tag);
  const isFilled = objects.every(({ value }) => value.length > 0);
  return Number(areDigits) * 2 + Number(areDistinct) * 2 + Number(areAscending) + Number(isFilled);
}

/**
 * Guesses the kind: of those that read all bytes as objects, one of them with a value, the one
 * whose tags are most alike, and among equals the strictest. Undefined when none does.
 */
export function recogniseTlv(bytes: Buffer): Recognised | undefined {
  let best: (Recognised & { readonly score: number }) | undefined;
  for (const { name, tag } of TLV_KINDS) {
    const objects = readTlv(bytes, name);
    if (!objects?.some(({ value }) => value.length > 0)) continue;
    const score = tag === 'text' ? likeness(objects) : 0;
    if (best === undefined || score > best.score) best = { kind: name, objects, score };
  }
  return best === undefined ? undefined : { kind: best.kind, objects: best.objects };
}
