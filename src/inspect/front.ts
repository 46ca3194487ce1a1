/** What stands in front of a message: length headers of all kinds, and what they count compared with what follows. */

import { type HeaderKind, headerKind } from '../protocol/frame.ts';
import { HEADER_NAMES } from '../protocol/iso8583/dialect.ts';

export const HEADER_KINDS: readonly HeaderKind[] = HEADER_NAMES.flatMap((name) => [headerKind(name, false), headerKind(name, true)]);

/** The header's length; below 0 when these bytes are none, or too few. */
export function claimedLength(kind: HeaderKind, bytes: Buffer, offset = 0): number {
  return bytes.length - offset < kind.bytes ? -1 : kind.read(bytes, offset);
}

/** Headers of the bytes' beginning that count exactly what follows. */
export function fittingHeaders(bytes: Buffer): readonly HeaderKind[] {
  return HEADER_KINDS.filter((kind) => claimedLength(kind, bytes) === bytes.length - kind.bytes && bytes.length > kind.bytes);
}

/** What so many bytes in front may be; '' for none. */
export function frontWords(bytes: Buffer, frontBytes: number, kind: HeaderKind | undefined): string {
  if (frontBytes === 0) return '';
  const follow = bytes.length - frontBytes;
  const likely = kind ?? fittingHeaders(bytes).find((header) => header.bytes === frontBytes);
  if (likely === undefined) return `${frontBytes} bytes that are no length header`;
  const claimed = claimedLength(likely, bytes);
  if (claimed < 0) return `no ${likely.description}`;
  return claimed === follow
    ? `${likely.description}: ${claimed} bytes follow`
    : `${likely.description}: it announces ${claimed} bytes, ${follow} follow`;
}
