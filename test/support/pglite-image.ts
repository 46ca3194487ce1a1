/**
 * The files of an empty PGlite database, kept in node_modules/.cache: to make them takes most of the
 * start of a database in memory, and many test files start one.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/aksept');

function versionOfPglite(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version }: { readonly version: string } = JSON.parse(readFileSync(join(entry, '../../package.json'), 'utf8'));
  return version;
}

async function madeImage(): Promise<Buffer> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create();
  const dump = await pglite.dumpDataDir('none');
  await pglite.close();
  return Buffer.from(await dump.arrayBuffer());
}

/** A kept image is of this version of PGlite, and whole: it is renamed when it is complete. */
export async function pgliteImage(): Promise<Blob> {
  const file = join(CACHE, `pglite-${versionOfPglite()}.tar`);
  try {
    return new Blob([readFileSync(file)]);
  } catch {
    const image = await madeImage();
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, image);
    renameSync(`${file}.${process.pid}`, file);
    return new Blob([new Uint8Array(image)]);
  }
}
