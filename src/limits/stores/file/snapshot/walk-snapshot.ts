/** Goes through the chunks of a snapshot, for those who load it and those who check it. */

import type { Account } from '../../../state/account.ts';
import { readAccount } from '../../../state/binary/account-bytes.ts';
import { ByteReader } from '../../../state/binary/byte-reader.ts';
import type { Vocabularies } from '../../../state/binary/vocabularies.ts';
import type { SlotPlace } from '../../memory/answer-table.ts';
import type { Files, LogFile } from '../files.ts';
import { repairAdvice } from '../log/damage.ts';
import type { LogPosition } from '../log/log-writer.ts';
import { HEAD_BLOCK_BYTES, isHeadProblem, readHeadBlock, vocabulariesOf } from '../log/segment.ts';
import { StoreFileError } from '../store-file-error.ts';
import { bytesOfChunkAt, CHUNKS, chunkAt } from './chunk.ts';
import type { SnapshotHead } from './write-snapshot.ts';

/** Most chunks are shorter; an account with very many spends is longer. */
const READ_BYTES = 4 * 1_048_576;

export interface SnapshotSource {
  readonly files: Files;
  readonly store: string;
  readonly name: string;
}

export interface SnapshotVisitor {
  readonly onAccount: (account: Account) => void;
  /** The slot of a stored answer and its names, or one that is free; one object for all of them. */
  readonly onAnswers: (slot: SlotPlace, vocabularies: Vocabularies) => void;
}

/** Where the log goes on. Throws a StoreFileError when the snapshot is damaged. */
export async function walkSnapshot({ files, store, name }: SnapshotSource, visitor: SnapshotVisitor): Promise<LogPosition> {
  const where = `${files.path}/${name}`;
  const advice = repairAdvice(files.path);
  const file = await files.open(name, 'read');
  try {
    const size = await file.size();
    const head = readHeadBlock<SnapshotHead>(await readAt(file, 0, HEAD_BLOCK_BYTES));
    if (isHeadProblem(head)) throw new StoreFileError(`${where} ${head.problem}${head.isNewer ? '' : `; ${advice}`}.`);
    if (head.store !== store) throw new StoreFileError(`${where} belongs to another store; ${advice}.`);
    const vocabularies = vocabulariesOf(head);
    const onSlot = (slot: SlotPlace): void => visitor.onAnswers(slot, vocabularies);
    let isWhole = false;
    for (let offset = HEAD_BLOCK_BYTES; offset < size && !isWhole; ) {
      let buffer = await readAt(file, offset, Math.min(READ_BYTES, size - offset));
      const needed = bytesOfChunkAt(buffer, 0);
      if (needed > buffer.length && needed <= size - offset) buffer = await readAt(file, offset, needed);
      let used = 0;
      for (let chunk = chunkAt(buffer, used); chunk !== undefined && !isWhole; chunk = chunkAt(buffer, used)) {
        used = chunk.end;
        if (chunk.kind === CHUNKS.end) isWhole = true;
        else if (chunk.kind === CHUNKS.accounts) {
          const reader = new ByteReader(chunk.bytes);
          while (!reader.isAtEnd) visitor.onAccount(readAccount(reader, vocabularies));
        } else if (chunk.kind === CHUNKS.moved) eachSlot(chunk.bytes, 0, chunk.bytes.length, onSlot);
        else eachSlot(chunk.bytes, 4, chunk.bytes.readUInt32LE(0), onSlot);
      }
      if (used === 0) throw new StoreFileError(`${where} is damaged at byte ${offset}; ${advice}.`);
      offset += used;
    }
    if (!isWhole) throw new StoreFileError(`${where} ends too early, at byte ${size}; ${advice}.`);
    return head.position;
  } finally {
    await file.close();
  }
}

function eachSlot(bytes: Buffer, first: number, slotBytes: number, onSlot: (slot: SlotPlace) => void): void {
  const slot = { bytes, start: 0, end: first };
  while (slot.end < bytes.length) {
    slot.start = slot.end;
    slot.end += slotBytes;
    onSlot(slot);
  }
}

async function readAt(file: LogFile, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, await file.read(buffer, offset));
}
