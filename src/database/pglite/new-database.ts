/**
 * The files of a new database, which the build makes (scripts/new-database.mjs): without them
 * PGlite makes them by itself, and a first start takes three times as long and twice the memory.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = 'new-database.tar.gz';
/** In the package beside this file. From the sources of a checkout, where its build has put it. */
const PLACES = [import.meta.dirname, join(import.meta.dirname, '../../../dist/database/pglite')];

/** What PGlite takes as `loadDataDir`. Undefined: they were not made. */
export async function newDatabaseFiles(): Promise<Blob | undefined> {
  for (const place of PLACES) {
    const files = await readFile(join(place, NAME)).catch(() => undefined);
    if (files !== undefined) return new Blob([files], { type: 'application/x-gzip' });
  }
  return undefined;
}
