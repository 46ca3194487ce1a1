/** What stands in front of a message: length headers of all kinds, and what they count compared with what follows. */

import { type HeaderKind, headerKind } from '../../protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../protocol/iso8583/dialect/dialect.ts';
import { counted } from '../input/notes.ts';

export const HEADER_KINDS: readonly HeaderKind[] = HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]);

/** Bytes by which a count may be too high and still be taken for one. */
const COUNT_SPAN = 500;

/** The header's length; below 0 when these bytes are none, or too few. */
export function claimedLength(kind: HeaderKind, bytes: Buffer, offset = 0): number {
  return bytes.length - offset < kind.bytes ? -1 : kind.read(bytes, offset);
}

/** Headers of the bytes' beginning that count exactly what follows. */
export function fittingHeaders(bytes: Buffer): readonly HeaderKind[] {
  return HEADER_KINDS.filter((kind) => claimedLength(kind, bytes) === bytes.length - kind.bytes && bytes.length > kind.bytes);
}

/** Headers of the bytes' beginning that announce more than follows: the message may be cut. */
export function cutHeaders(bytes: Buffer): readonly HeaderKind[] {
  return HEADER_KINDS.filter((kind) => {
    const [claimed, follow] = [claimedLength(kind, bytes), bytes.length - kind.bytes];
    return claimed > follow && claimed < follow * 4 + COUNT_SPAN;
  });
}

/** A header of so many bytes that counts about what follows: the message may be cut, or have been counted wrongly. */
function likelyHeader(bytes: Buffer, frontBytes: number): HeaderKind | undefined {
  const follow = bytes.length - frontBytes;
  const off = (kind: HeaderKind): number => Math.abs(claimedLength(kind, bytes) - follow);
  const near = HEADER_KINDS.filter((kind) => {
    const claimed = claimedLength(kind, bytes);
    return kind.bytes === frontBytes && claimed > follow / 4 && claimed < follow * 4 + COUNT_SPAN;
  });
  return near.sort((a, b) => off(a) - off(b))[0];
}

/** What so many bytes in front may be; '' for none. */
export function frontWords(bytes: Buffer, frontBytes: number, kind: HeaderKind | undefined): string {
  if (frontBytes === 0) return '';
  const follow = bytes.length - frontBytes;
  const likely = kind ?? likelyHeader(bytes, frontBytes);
  if (likely === undefined) return `${counted(frontBytes, 'byte')} that ${frontBytes === 1 ? 'is' : 'are'} no length header`;
  const claimed = claimedLength(likely, bytes);
  if (claimed < 0) return `no ${likely.description}`;
  return claimed === follow
    ? `${likely.description}: ${counted(claimed, 'byte')} follow`
    : `${likely.description}: it announces ${counted(claimed, 'byte')}, ${follow} follow`;
}
