// Writes the files of a new PGlite database: node_modules/.cache/aksept/pglite-VERSION.tar.gz, once for each version. The build copies it into dist/.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './freshness.mjs';

const CACHE = join(ROOT, 'node_modules/.cache/aksept');

export function newDatabaseFile() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'));
  return join(CACHE, `pglite-${version}.tar.gz`);
}

if (import.meta.filename === process.argv[1] && !existsSync(newDatabaseFile())) {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  const files = await pglite.dumpDataDir('gzip');
  await pglite.close();
  mkdirSync(CACHE, { recursive: true });
  // Renamed when it is whole: another build may run beside this one.
  const unfinished = `${newDatabaseFile()}.${process.pid}`;
  writeFileSync(unfinished, Buffer.from(await files.arrayBuffer()));
  renameSync(unfinished, newDatabaseFile());
}
