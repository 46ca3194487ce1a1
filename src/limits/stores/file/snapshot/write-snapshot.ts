/**
 * Writes the state of a store beside its work: a few accounts or one slab at a time, so that no
 * request waits for the whole. The parts are of different instants: each account says which record
 * of the log changed it last, and the records since the start of the snapshot are read again over
 * the stored answers, which they set to what they became.
 */

import { writeAccount } from '../../../state/binary/account-bytes.ts';
import { ByteWriter } from '../../../state/binary/byte-writer.ts';
import type { Accounts } from '../../memory/accounts.ts';
import type { AnswerTable } from '../../memory/answer-table.ts';
import type { Files, LogFile } from '../files.ts';
import type { LogPosition } from '../log/log-writer.ts';
import { type FileHead, headBlock, ownFileHead } from '../log/segment.ts';
import { CHUNKS, chunkOf } from './chunk.ts';

export const UNFINISHED_SNAPSHOT = 'snapshot.unfinished';
const NAME = /^snapshot-(\d{12})\.aksept$/;
/** An accounts chunk is written when it holds so much. */
const CHUNK_BYTES_GOAL = 65_536;

export interface SnapshotHead extends FileHead {
  /** Records after this one are read from the log. */
  readonly position: LogPosition;
}

export interface SnapshotSource {
  readonly files: Files;
  readonly store: string;
  readonly accounts: Accounts;
  readonly answers: AnswerTable;
  readonly position: LogPosition;
  /** Resolves when all that is in the state by now is durable in the log. */
  readonly durable: () => Promise<void>;
}

export function snapshotName({ batch }: LogPosition): string {
  return `snapshot-${String(batch).padStart(12, '0')}.aksept`;
}

/** The batch after which the log goes on; undefined when the file is no finished snapshot. */
export function snapshotNumber(name: string): number | undefined {
  const number = NAME.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** True for the name of a finished snapshot. */
export function isSnapshot(name: string): boolean {
  return NAME.test(name);
}

/** Rejects when it cannot be written; the snapshots before it stay. */
export async function writeSnapshot(source: SnapshotSource): Promise<void> {
  const { files, position } = source;
  const name = snapshotName(position);
  try {
    await writeUnfinished(source);
    // What was decided and not yet durable may be in it.
    await source.durable();
    await files.rename(UNFINISHED_SNAPSHOT, name);
  } catch (error) {
    // On a full disk others need its room.
    await files.remove(UNFINISHED_SNAPSHOT).catch(() => {});
    throw error;
  }
  for (const old of await files.list()) if (isSnapshot(old) && old !== name) await files.remove(old);
}

async function writeUnfinished({ files, store, accounts, answers, position }: SnapshotSource): Promise<void> {
  const head: SnapshotHead = { ...ownFileHead(store), position };
  await files.remove(UNFINISHED_SNAPSHOT);
  const file = await files.open(UNFINISHED_SNAPSHOT, 'create');
  try {
    answers.noteMoved();
    const output = new Output(file);
    await output.write(headBlock(head));
    await writeAccounts(accounts, output);
    // Slabs that are added meanwhile hold records of the log since the start.
    for (let slab = 0; slab < answers.slabs; slab += 1) {
      const { slotBytes, bytes } = answers.slotsOf(slab);
      if (bytes.length === 0) continue;
      await output.write(chunkOf(CHUNKS.slab, slotsChunk(slotBytes, bytes)));
    }
    for (const slot of answers.takeMoved()) await output.write(chunkOf(CHUNKS.moved, slot));
    await output.write(chunkOf(CHUNKS.end, Buffer.alloc(0)));
    await file.sync();
  } finally {
    answers.takeMoved();
    await file.close();
  }
}

class Output {
  readonly #file: LogFile;
  #offset = 0;

  constructor(file: LogFile) {
    this.#file = file;
  }

  async write(bytes: Buffer): Promise<void> {
    await this.#file.write(bytes, this.#offset);
    this.#offset += bytes.length;
  }
}

async function writeAccounts(accounts: Accounts, output: Output): Promise<void> {
  const writer = new ByteWriter();
  for (const account of accounts.from(0)) {
    writeAccount(writer, account);
    if (writer.length < CHUNK_BYTES_GOAL) continue;
    const chunk = chunkOf(CHUNKS.accounts, writer.written);
    writer.reset();
    await output.write(chunk);
  }
  await output.write(chunkOf(CHUNKS.accounts, writer.written));
}

function slotsChunk(slotBytes: number, slots: Buffer): Buffer {
  const chunk = Buffer.allocUnsafe(4 + slots.length);
  chunk.writeUInt32LE(slotBytes, 0);
  slots.copy(chunk, 4);
  return chunk;
}
