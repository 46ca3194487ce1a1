/**
 * The chunks of a snapshot behind its head: u8 kind, u32 length, u32 CRC-32, bytes. Low byte first.
 */
import { crc32 } from 'node:zlib';

const CHUNK_HEAD_BYTES = 9;
/** `moved`: records that were moved while the slabs were copied. `end`: the snapshot is whole. */
export const CHUNKS = { accounts: 1, slab: 2, moved: 3, end: 4 } as const;

export interface Chunk {
  readonly kind: number;
  readonly bytes: Buffer;
  /** Behind its last byte. */
  readonly end: number;
}

export function chunkOf(kind: number, bytes: Buffer): Buffer {
  const chunk = Buffer.allocUnsafe(CHUNK_HEAD_BYTES + bytes.length);
  chunk[0] = kind;
  chunk.writeUInt32LE(bytes.length, 1);
  chunk.writeUInt32LE(crc32(bytes, crc32(chunk.subarray(0, 5))), 5);
  bytes.copy(chunk, CHUNK_HEAD_BYTES);
  return chunk;
}

/** What the head says, which may be damaged. */
export function bytesOfChunkAt(bytes: Buffer, offset: number): number {
  return offset + CHUNK_HEAD_BYTES > bytes.length ? 0 : CHUNK_HEAD_BYTES + bytes.readUInt32LE(offset + 1);
}

/** Undefined when the chunk is cut or damaged. */
export function chunkAt(bytes: Buffer, offset: number): Chunk | undefined {
  const start = offset + CHUNK_HEAD_BYTES;
  if (start > bytes.length) return undefined;
  const end = start + bytes.readUInt32LE(offset + 1);
  if (end > bytes.length) return undefined;
  const content = bytes.subarray(start, end);
  if (crc32(content, crc32(bytes.subarray(offset, offset + 5))) !== bytes.readUInt32LE(offset + 5)) return undefined;
  return { kind: bytes[offset] ?? 0, bytes: content, end };
}
