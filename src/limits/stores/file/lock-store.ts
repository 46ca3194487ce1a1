/** The lock of a store's folder, with the error of a store. */
import { FolderInUseError } from '../../../folder-lock/folder-in-use-error.ts';
import { type FolderLock, lockFolder } from '../../../folder-lock/lock.ts';
import { StoreInUseError } from './store-in-use-error.ts';

/** Rejects with a StoreInUseError when another process owns the folder, which must exist. */
export async function lockStore(folder: string): Promise<FolderLock> {
  try {
    return await lockFolder(folder);
  } catch (error) {
    throw error instanceof FolderInUseError ? new StoreInUseError(folder, error.reason) : error;
  }
}
