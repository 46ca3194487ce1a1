/** Reads the newest snapshot of a store into its accounts and answers. */
import { readAccount } from '../../../state/binary/account-bytes.ts';
import { ByteReader } from '../../../state/binary/byte-reader.ts';
import type { Accounts } from '../../memory/accounts.ts';
import type { AnswerTable } from '../../memory/answer-table.ts';
import type { Files, LogFile } from '../files.ts';
import { repairAdvice } from '../log/damage.ts';
import type { LogPosition } from '../log/log-writer.ts';
import { HEAD_BLOCK_BYTES, isHeadProblem, readHeadBlock, vocabulariesOf } from '../log/segment.ts';
import { StoreFileError } from '../store-file-error.ts';
import { bytesOfChunkAt, CHUNKS, chunkAt } from './chunk.ts';
import { isSnapshot, type SnapshotHead } from './write-snapshot.ts';

const START: LogPosition = { batch: 0, record: 0 };
/** Most chunks are shorter; an account with very many spends is longer. */
const READ_BYTES = 4 * 1_048_576;

export interface SnapshotTarget {
  readonly files: Files;
  readonly store: string;
  readonly accounts: Accounts;
  readonly answers: AnswerTable;
}

/** Where the log goes on. Throws a StoreFileError when the snapshot is damaged. */
export async function readSnapshot({ files, store, accounts, answers }: SnapshotTarget): Promise<LogPosition> {
  const name = (await files.list()).filter(isSnapshot).sort().at(-1);
  if (name === undefined) return START;
  const where = `${files.path}/${name}`;
  const file = await files.open(name, 'read');
  try {
    const size = await file.size();
    const block = Buffer.alloc(HEAD_BLOCK_BYTES);
    const head = readHeadBlock<SnapshotHead>(block.subarray(0, await file.read(block, 0)));
    if (isHeadProblem(head)) throw new StoreFileError(`${where} ${head.problem}${head.isNewer ? '' : `; ${repairAdvice(files.path)}`}.`);
    if (head.store !== store) throw new StoreFileError(`${where} belongs to another store; ${repairAdvice(files.path)}.`);
    const vocabularies = vocabulariesOf(head);
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
          while (!reader.isAtEnd) accounts.add(readAccount(reader, vocabularies));
        } else if (chunk.kind === CHUNKS.moved) answers.restore(chunk.bytes, vocabularies);
        else {
          const slotBytes = chunk.bytes.readUInt32LE(0);
          for (let at = 4; at < chunk.bytes.length; at += slotBytes)
            answers.restore(chunk.bytes.subarray(at, at + slotBytes), vocabularies);
        }
      }
      if (used === 0) throw new StoreFileError(`${where} is damaged at byte ${offset}; ${repairAdvice(files.path)}.`);
      offset += used;
    }
    if (!isWhole) throw new StoreFileError(`${where} ends too early, at byte ${size}; ${repairAdvice(files.path)}.`);
    return head.position;
  } finally {
    await file.close();
  }
}

async function readAt(file: LogFile, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, await file.read(buffer, offset));
}
