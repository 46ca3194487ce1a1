import { readdirSync } from 'node:fs';
import { IDENTITY_FILE } from './identity.ts';
import { segmentNumber } from './log/segment.ts';
import { isSnapshot } from './snapshot/write-snapshot.ts';
import { StoreFileError } from './store-file-error.ts';

/**
 * Whether the folder holds a store, or a part of one. Throws a StoreFileError when that cannot be
 * known.
 */
export function holdsStore(folder: string): boolean {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') return false;
    throw new StoreFileError(`The folder ${folder} cannot be read (${code}); give a folder that can be read and written.`);
  }
  return names.some((name) => name === IDENTITY_FILE || segmentNumber(name) !== undefined || isSnapshot(name));
}
