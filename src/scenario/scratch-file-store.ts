/** A file store in a new folder, which closing removes. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProfileSet } from '../limits/rules/profile.ts';
import { type Store, StoreError } from '../limits/store.ts';
import { openFileStore } from '../limits/stores/file/store.ts';

export const SCRATCH_FILE_FORM = 'file:';

export interface ScratchStore {
  readonly store: Store;
  /** Closes the store and removes everything it wrote. */
  close(): Promise<void>;
}

export interface ScratchFileOptions {
  readonly profiles: ProfileSet;
  readonly nowMs: () => number;
}

async function newFolder(parent: string): Promise<string> {
  try {
    return await mkdtemp(join(parent, 'aksept-scenario-'));
  } catch {
    throw new StoreError('unreachable', `No folder can be made in ${parent}; name a folder that exists and may be written to.`);
  }
}

/** `parent`: where the folder is made; empty: the system's temporary folder. Rejects with a StoreError. */
export async function openScratchFileStore(parent: string, { profiles, nowMs }: ScratchFileOptions): Promise<ScratchStore> {
  const folder = await newFolder(parent === '' ? tmpdir() : parent);
  const identity = { tokenCheck: 'scenario', clock: 'message' } as const;
  const store = await openFileStore({ folder, profiles, nowMs, identity, fsync: 'no', warn: () => undefined });
  return {
    store,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
