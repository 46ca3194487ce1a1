/** Tells whether files are the same as before, by looking: watching misses replaced links and mounts. */
import { statSync } from 'node:fs';

/** Inode, size and time of each file: another text when one was replaced or written. */
export function stampOf(paths: readonly string[]): string {
  const stamps = paths.map((path) => {
    const found = statSync(path, { throwIfNoEntry: false, bigint: true });
    return found === undefined ? 'none' : `${found.ino}:${found.size}:${found.mtimeNs}`;
  });
  return stamps.join(' ');
}
