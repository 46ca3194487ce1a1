/** The repository's own files, for the tests that hold them to the house rules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');

/** Text of a file, its path from the root. */
export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Paths from the root, sorted, of the files under a folder whose names end with one of the extensions. */
export function filesUnder(folder: string, ...extensions: readonly string[]): readonly string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .sort();
}

const SPECIFIERS = [
  /^\s*(?:import|export)\b[^;'"]*?\bfrom\s+['"]([^'"]+)['"]/gm,
  /^\s*import\s+['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g,
];

/** What a module imports, types included. */
export function importsOf(source: string): readonly string[] {
  return SPECIFIERS.flatMap((pattern) => [...source.matchAll(pattern)].flatMap((match) => match[1] ?? []));
}
