/** File stores as the tests open them. */
import type { Files } from '../../src/limits/stores/file/files.ts';
import { type FileStore, type FileStoreOptions, openFileStore } from '../../src/limits/stores/file/store.ts';
import { TEST_PROFILES } from '../limits/stores/conformance/world.ts';

/** In a folder, or on other files. By default every warning is an error. */
export function openTestStore(place: string | Files, options: Partial<FileStoreOptions> = {}): Promise<FileStore> {
  const where = typeof place === 'string' ? { folder: place } : { folder: place.path, files: place };
  return openFileStore({
    ...where,
    profiles: TEST_PROFILES,
    nowMs: Date.now,
    identity: { tokenCheck: 'test', clock: 'message' },
    fsync: 'always',
    warn: (sentence) => {
      throw new Error(sentence);
    },
    ...options,
  });
}

/** A seeded generator from 0 to 1: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
