/** Names what stands in front of an MTI: length headers, a TPDU, headers of networks, STX. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { pluralize } from '../input/notes.ts';
import { claimedLength, HEADER_KINDS } from './prefix.ts';

export interface Front {
  /** A noun for each part, in order. */
  readonly words: readonly string[];
  /** Bytes of it that nothing explains. */
  readonly unknownBytes: number;
}

const TPDU_BYTES = 5;
/** The protocol identifiers of TPDUs. */
const TPDU_IDS: ReadonlySet<number> = new Set([0x60, 0x68]);
const STX = 0x02;
/** Network headers begin with their own length. */
const COUNTED_HEADER = { min: 8, max: 64 } as const;
const ISO_HEADER = /^ISO\d{9}$/;
const NONE: Front = { words: [], unknownBytes: 0 };

interface Place {
  readonly bytes: Buffer;
  /** The part of the front that is not yet named. */
  readonly from: number;
  readonly to: number;
}

function headerAt({ bytes, from, to }: Place): HeaderKind | undefined {
  return HEADER_KINDS.find((kind) => from + kind.bytes <= to && claimedLength(kind, bytes, from) === bytes.length - from - kind.bytes);
}

function withPart(words: string, rest: Front): Front {
  return { ...rest, words: [words, ...rest.words] };
}

/** The whole of what is left, if it is known. */
function wholePart({ bytes, from, to }: Place): string {
  const count = to - from;
  const part = bytes.subarray(from, to);
  const text = part.toString('latin1');
  if (ISO_HEADER.test(text)) return 'a text header of 12 bytes (ISO and nine digits, as BASE24 has it)';
  if (part[0] === count && count >= COUNTED_HEADER.min && count <= COUNTED_HEADER.max)
    return `a network header of ${count} bytes, whose first byte is its length`;
  if (count === 1 && part[0] === STX) return 'STX';
  return count >= 3 && /^[A-Za-z][ -~]*$/.test(text) ? `a text header of ${count} bytes` : '';
}

function named(place: Place): Front {
  const { bytes, from, to } = place;
  if (from === to) return NONE;
  const whole = wholePart(place);
  if (whole !== '') return withPart(whole, NONE);
  if (to - from >= TPDU_BYTES && TPDU_IDS.has(bytes[from] ?? 0)) return withPart('a TPDU', named({ ...place, from: from + TPDU_BYTES }));
  const kind = headerAt(place);
  if (kind !== undefined) {
    const words = `a ${kind.description}${from === 0 ? '' : ' behind that'}: ${pluralize(bytes.length - from - kind.bytes, 'byte')} follow`;
    return withPart(words, named({ ...place, from: from + kind.bytes }));
  }
  // Some networks send the length in the first two of four bytes.
  const isPadded = to - from >= 4 && bytes.readUInt16BE(from) === bytes.length - from - 4 && bytes.readUInt16BE(from + 2) === 0;
  if (isPadded) return withPart('a 2-byte length and two bytes of zeros', named({ ...place, from: from + 4 }));
  return { words: [`${pluralize(to - from, 'byte')} of unknown meaning`], unknownBytes: to - from };
}

/** What stands in the first `frontBytes` bytes. */
export function nameFront(bytes: Buffer, frontBytes: number): Front {
  return named({ bytes, from: 0, to: frontBytes });
}
