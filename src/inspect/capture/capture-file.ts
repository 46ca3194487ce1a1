/**
 * Reads the packets of a capture file: pcap (draft-ietf-opsawg-pcap) or pcapng
 * (draft-ietf-opsawg-pcapng), in either byte order, with microseconds or nanoseconds. If the file
 * is cut, the packets before the cut are read, with a note.
 */

import { PACKET_BYTES_MAX, PACKETS_MAX } from '../input/input-limits.ts';
import { InputError, type Notes } from '../input/notes.ts';
import type { OnPacket } from './packet.ts';
import { readPcapng } from './pcapng.ts';

interface PcapForm {
  readonly littleEndian: boolean;
  readonly partsPerMs: number;
  readonly recordBytes: number;
}

/** By the first four bytes of the file, read as big-endian. */
const PCAP_MAGICS: ReadonlyMap<number, PcapForm> = new Map([
  [0xa1b2c3d4, { littleEndian: false, partsPerMs: 1e3, recordBytes: 16 }],
  [0xd4c3b2a1, { littleEndian: true, partsPerMs: 1e3, recordBytes: 16 }],
  [0xa1b23c4d, { littleEndian: false, partsPerMs: 1e6, recordBytes: 16 }],
  [0x4d3cb2a1, { littleEndian: true, partsPerMs: 1e6, recordBytes: 16 }],
  // The variant of A. Kuznetzov, with the interface after each record header.
  [0xa1b2cd34, { littleEndian: false, partsPerMs: 1e3, recordBytes: 24 }],
  [0x34cdb2a1, { littleEndian: true, partsPerMs: 1e3, recordBytes: 24 }],
]);
const PCAPNG_MAGIC = 0x0a0d0d0a;
const PCAP_HEADER_BYTES = 24;

export function isCapture(bytes: Buffer): boolean {
  if (bytes.length < 4) return false;
  const magic = bytes.readUInt32BE(0);
  return magic === PCAPNG_MAGIC || PCAP_MAGICS.has(magic);
}

/** `source` names the file in errors. Throws InputError if the file is not a capture. */
export function readCapture(bytes: Buffer, source: string, notes: Notes, onPacket: OnPacket): void {
  const magic = bytes.length < 4 ? 0 : bytes.readUInt32BE(0);
  const form = PCAP_MAGICS.get(magic);
  if (magic !== PCAPNG_MAGIC && form === undefined) {
    throw new InputError(
      `${source} is no capture: it begins with none of the marks of pcap and pcapng files; save it again as one of these.`,
    );
  }
  const problem = form === undefined ? readPcapng(bytes, onPacket) : readPcap(bytes, form, onPacket);
  if (problem !== undefined) notes.add('damaged captures', `${source}, ${problem}; what came before is shown.`);
}

/** Returns where and why reading stopped before the end; undefined if it did not. */
function readPcap(bytes: Buffer, form: PcapForm, onPacket: OnPacket): string | undefined {
  const read32 = (offset: number): number => (form.littleEndian ? bytes.readUInt32LE(offset) : bytes.readUInt32BE(offset));
  if (bytes.length < PCAP_HEADER_BYTES) return `byte ${bytes.length}: it ends within the file header of ${PCAP_HEADER_BYTES} bytes`;
  // The upper bits tell whether frames end with a check sequence, which is after any TCP payload.
  const linkType = read32(20) & 0x03ffffff;
  let offset = PCAP_HEADER_BYTES;
  for (let number = 1; offset < bytes.length; number += 1) {
    if (number > PACKETS_MAX) return `packet ${number}: more than ${PACKETS_MAX} packets are not read`;
    const start = offset + form.recordBytes;
    if (start > bytes.length) return `packet ${number}: the file ends within its header`;
    const captured = read32(offset + 8);
    if (captured > PACKET_BYTES_MAX) return `packet ${number} at byte ${offset}: it claims ${captured} bytes, so the file is damaged`;
    const timeMs = read32(offset) * 1000 + read32(offset + 4) / form.partsPerMs;
    const end = start + captured;
    const lostBytes = Math.max(0, read32(offset + 12) - captured) + Math.max(0, end - bytes.length);
    onPacket({ number, timeMs, linkType, bytes: bytes.subarray(start, end), lostBytes });
    if (end > bytes.length) return `packet ${number}: the file ends within it`;
    offset = end;
  }
  return undefined;
}
