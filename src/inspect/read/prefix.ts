/**
 * The prefix of a message: the bytes before its TPDU or MTI, which are a length header or something
 * unknown.
 */

import { type HeaderKind, headerKind } from '../../protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../protocol/iso8583/dialect/dialect.ts';
import { pluralize } from '../input/notes.ts';

export const HEADER_KINDS: readonly HeaderKind[] = HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]);

/** How far a count may exceed the bytes present and still be taken for a count. */
const COUNT_SPAN = 500;

/** The length that a header claims; below 0 if the bytes are no such header, or too few. */
export function claimedLength(kind: HeaderKind, bytes: Buffer, offset = 0): number {
  return bytes.length - offset < kind.bytes ? -1 : kind.read(bytes, offset);
}

/** Header kinds in which the first bytes count exactly the bytes that follow. */
export function matchingHeaders(bytes: Buffer): readonly HeaderKind[] {
  return HEADER_KINDS.filter((kind) => claimedLength(kind, bytes) === bytes.length - kind.bytes && bytes.length > kind.bytes);
}

/**
 * Header kinds in which the first bytes count more than follows: the message may be cut. Rare kinds
 * are believed only when they count right.
 */
export function longerHeaders(bytes: Buffer): readonly HeaderKind[] {
  return HEADER_KINDS.filter(({ name }) => !/^(?:1|.le)\b/.test(name)).filter((kind) => {
    const [claimed, follow] = [claimedLength(kind, bytes), bytes.length - kind.bytes];
    return claimed > follow && claimed < follow * 4 + COUNT_SPAN;
  });
}

/**
 * The header kind of this size whose count is close to the bytes that follow: the message may be
 * cut or counted wrongly.
 */
function likelyHeader(bytes: Buffer, prefixBytes: number): HeaderKind | undefined {
  const follow = bytes.length - prefixBytes;
  const off = (kind: HeaderKind): number => Math.abs(claimedLength(kind, bytes) - follow);
  const near = HEADER_KINDS.filter((kind) => {
    const claimed = claimedLength(kind, bytes);
    return kind.bytes === prefixBytes && claimed > follow / 4 && claimed < follow * 4 + COUNT_SPAN;
  });
  return near.sort((a, b) => off(a) - off(b))[0];
}

/** A prefix in words; undefined if there is none. */
export function describePrefix(bytes: Buffer, prefixBytes: number, kind: HeaderKind | undefined): string | undefined {
  if (prefixBytes === 0) return undefined;
  const follow = bytes.length - prefixBytes;
  const likely = kind ?? likelyHeader(bytes, prefixBytes);
  if (likely === undefined) return `${pluralize(prefixBytes, 'byte')} that ${prefixBytes === 1 ? 'is' : 'are'} no length header`;
  const claimed = claimedLength(likely, bytes);
  if (claimed < 0) return `no ${likely.description}`;
  return claimed === follow
    ? `${likely.description}: ${pluralize(claimed, 'byte')} follow`
    : `${likely.description}: it announces ${pluralize(claimed, 'byte')}, ${follow} follow`;
}
