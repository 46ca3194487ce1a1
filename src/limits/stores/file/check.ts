/** What the folder of a store holds and what of it cannot be read. Changes nothing. */

import { isLockFile } from '../../../folder-lock/lock.ts';
import { CLOCK_FILE } from './clock-file.ts';
import type { Files } from './files.ts';
import { IDENTITY_FILE } from './identity.ts';
import { type ReadJournal, readJournal } from './journal.ts';
import { segmentNumber } from './log/segment.ts';
import { SPARE_SEGMENT } from './log/segments.ts';
import { isSnapshot, UNFINISHED_SNAPSHOT } from './snapshot/write-snapshot.ts';

/** A running store may write, or make a snapshot, while it is read. */
const TRIES = 3;

export interface StoreCheck extends ReadJournal {
  /** Of the records that were read; undefined: none was. */
  readonly firstAtMs: number | undefined;
  readonly lastAtMs: number | undefined;
  /** Of the last record that the state can be brought to. */
  readonly stateAtMs: number | undefined;
  /** Names in the folder that are no files of a store. */
  readonly otherFiles: readonly string[];
}

/** True when something is damaged; a torn end is not. */
export function isDamaged({ log, snapshots, unreadable }: StoreCheck): boolean {
  return log.damage.length > 0 || unreadable !== '' || snapshots.some(({ problem }) => problem !== '');
}

/** Throws a StoreFileError when the folder holds no store, or one of a later version. */
export async function checkStore(files: Files): Promise<StoreCheck> {
  for (let left = TRIES - 1; ; left -= 1) {
    const found = await checkOnce(files).catch((error: unknown) => {
      // The store replaced a snapshot or removed a segment meanwhile.
      if (left > 0 && error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (found !== undefined && (left === 0 || !isDamaged(found))) return found;
  }
}

async function checkOnce(files: Files): Promise<StoreCheck> {
  let firstAtMs: number | undefined;
  let lastAtMs: number | undefined;
  let stateAtMs: number | undefined;
  const journal = await readJournal(files, ({ entry, isBehindDamage }) => {
    const { atMs } = entry;
    firstAtMs = Math.min(firstAtMs ?? atMs, atMs);
    lastAtMs = Math.max(lastAtMs ?? atMs, atMs);
    if (!isBehindDamage) stateAtMs = lastAtMs;
  });
  const otherFiles = (await files.list()).filter((name) => !isStoreFile(name));
  return { ...journal, firstAtMs, lastAtMs, stateAtMs, otherFiles };
}

/** The folders of earlier repairs are the store's, too. */
const REPAIR_FOLDER = /^repair-\d{8}T\d{9}Z$/;

function isStoreFile(name: string): boolean {
  const isOwn =
    [IDENTITY_FILE, CLOCK_FILE, SPARE_SEGMENT, UNFINISHED_SNAPSHOT].includes(name) || isLockFile(name) || REPAIR_FOLDER.test(name);
  return isOwn || segmentNumber(name) !== undefined || isSnapshot(name);
}
