/**
 * Whether a message may begin at an offset, by its MTI alone. It costs so little that every offset
 * of a stream can be asked; what it lets through is then parsed.
 */
import { mtiKind } from '../../protocol/iso8583/elements/mti.ts';

const TPDU_BYTES = 5;
const ASCII_ZONE = 3;
const EBCDIC_ZONE = 15;
/** ISO 8583:1987 and 1993. */
const VERSION_MAX = 1;

function isMti(mti: number): boolean {
  return mti < (VERSION_MAX + 1) * 1_000 && mtiKind(mti) !== undefined;
}

function isBcdMti(bytes: Buffer, at: number): boolean {
  const first = bytes[at] ?? 0xff;
  const second = bytes[at + 1] ?? 0xff;
  if (first >> 4 > VERSION_MAX || (first & 15) > 9 || second >> 4 > 9 || (second & 15) > 9) return false;
  return isMti((first >> 4) * 1_000 + (first & 15) * 100 + (second >> 4) * 10 + (second & 15));
}

function isCharacterMti(bytes: Buffer, at: number): boolean {
  const zone = (bytes[at] ?? 0) >> 4;
  if (zone !== ASCII_ZONE && zone !== EBCDIC_ZONE) return false;
  let mti = 0;
  for (let index = at; index < at + 4; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte >> 4 !== zone || (byte & 15) > 9) return false;
    mti = mti * 10 + (byte & 15);
  }
  return isMti(mti);
}

/** True if an MTI that aksept knows stands at the offset, in any encoding. */
export function isMtiAt(bytes: Buffer, at: number): boolean {
  return isBcdMti(bytes, at) || isCharacterMti(bytes, at);
}

/** True if a message may begin at the offset: an MTI is there, or behind a TPDU. */
export function mayBeginAt(bytes: Buffer, at: number): boolean {
  return isMtiAt(bytes, at) || isMtiAt(bytes, at + TPDU_BYTES);
}
