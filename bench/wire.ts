/** What a benchmark speaks: protobuf, or ISO 8583 in a shipped dialect. */
import type { Codec } from '../src/protocol/codec.ts';
import { HEADER_4B, type HeaderKind, headerKind } from '../src/protocol/framing/frame.ts';
import { createIsoCodec } from '../src/protocol/iso8583/codec/codec.ts';
import { loadDialect } from '../src/protocol/iso8583/dialect/dialect-file.ts';
import { protobufCodec } from '../src/protocol/protobuf/codec.ts';

export const PROTOBUF = 'protobuf';

export interface Wire {
  readonly codec: Codec;
  readonly header: HeaderKind;
  /** The byte with the third digit of the MTI; -1: there is none. */
  readonly mtiOffset: number;
  /** Writes another STAN over a framed request's own. */
  readonly setStan: (bytes: Buffer, offset: number, stan: number) => void;
}

/** A varint of three bytes. */
function setVarint(bytes: Buffer, offset: number, stan: number): void {
  bytes[offset] = (stan & 0x7f) | 0x80;
  bytes[offset + 1] = ((stan >>> 7) & 0x7f) | 0x80;
  bytes[offset + 2] = stan >>> 14;
}

/** Six ASCII digits. */
export function setDigits(bytes: Buffer, offset: number, stan: number): void {
  let rest = stan;
  for (let at = offset + 5; at >= offset; at -= 1) {
    bytes[at] = 0x30 + (rest % 10);
    rest = Math.trunc(rest / 10);
  }
}

function setBcd(bytes: Buffer, offset: number, stan: number): void {
  let rest = stan;
  for (let at = offset + 2; at >= offset; at -= 1) {
    bytes[at] = (Math.trunc((rest % 100) / 10) << 4) | (rest % 10);
    rest = Math.trunc(rest / 100);
  }
}

export function wireOf(name: string): Wire {
  if (name === PROTOBUF) return { codec: protobufCodec, header: HEADER_4B, mtiOffset: -1, setStan: setVarint };
  const dialect = loadDialect(name);
  const codec = createIsoCodec(dialect, { nowMs: Date.now });
  const header = headerKind(dialect.header, dialect.headerInclusive);
  const isBcd = dialect.mti === 'bcdLeft';
  const mtiOffset = (dialect.tpdu ? 5 : 0) + (isBcd ? 1 : 2);
  return { codec, header, mtiOffset, setStan: isBcd ? setBcd : setDigits };
}
