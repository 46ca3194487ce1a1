/** A small file system of a test's own, where this machine lets root mount one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Mounted {
  readonly path: string;
  /** Such as `size=8m` or `ro`; throws when the system refuses. */
  remount(options: string): void;
  remove(): void;
}

/** With options such as `size=1m`; the reason when it cannot be mounted. */
export function mountSmall(options: string): Mounted | { readonly reason: string } {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return { reason: 'only root on Linux can mount one' };
  const path = mkdtempSync(join(tmpdir(), 'aksept-mount-'));
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'aksept-test', path], { encoding: 'utf8' });
  if (status !== 0) {
    rmSync(path, { recursive: true, force: true });
    return { reason: `it could not be mounted (${(error?.message ?? stderr).trim()})` };
  }
  return {
    path,
    remount: (changed) => {
      const remounted = spawnSync('mount', ['-o', `remount,${changed}`, path], { encoding: 'utf8' });
      if (remounted.status !== 0) throw new Error(`The file system could not be mounted with ${changed} (${remounted.stderr.trim()}).`);
    },
    remove: () => {
      spawnSync('umount', ['--lazy', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}
