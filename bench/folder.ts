/** Folders of benchmarks that write files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Calls with a folder that is not there yet, in a new one of its own, which is removed afterwards. */
export async function inFolder<Result>(parent: string, call: (folder: string) => Promise<Result>): Promise<Result> {
  const own = mkdtempSync(join(parent, 'aksept-bench-'));
  try {
    return await call(join(own, 'store'));
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}
