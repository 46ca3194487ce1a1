/**
 * Several processes that change one file: each reads, changes and writes it while it has the lock,
 * so that no change is lost. The lock is a folder beside the file, which is removed afterwards.
 */
import { mkdir, rmdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { FolderInUseError } from './folder-in-use-error.ts';
import { type FolderLock, lockFolder } from './lock.ts';

/** A change takes milliseconds; whoever waits longer waits for a process that hangs. */
const TRIES_MAX = 200;
const PAUSE_MS = 50;

/** The file may be the only thing that can be written, as a mount of one file is. Then there is no lock. */
const NO_FOLDER = new Set(['EACCES', 'EPERM', 'EROFS']);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Undefined where no folder can be made. */
async function lockBeside(folder: string): Promise<FolderLock | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return await lockFolder(folder);
    } catch (error) {
      if (NO_FOLDER.has(codeOf(error))) return undefined;
      // ENOENT: the process that had the lock has just removed the folder.
      const isTaken = error instanceof FolderInUseError || codeOf(error) === 'ENOENT';
      if (!isTaken || tries === TRIES_MAX) throw error;
      await setTimeout(PAUSE_MS);
    }
  }
}

/** `work` does not wait. The folder of `path` must exist. Rejects with a FolderInUseError when the lock cannot be had. */
export async function whileLocked<T>(path: string, work: () => T): Promise<T> {
  const folder = `${path}.lock`;
  const lock = await lockBeside(folder);
  try {
    return work();
  } finally {
    await lock?.release();
    // Another process may be in it.
    if (lock !== undefined) await rmdir(folder).catch(() => {});
  }
}
