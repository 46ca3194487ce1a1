/** The files of the web console, read once at start and sent from memory. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface ConsoleFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly etag: string;
}

/** Beside the compiled server; scripts/build.mjs puts it there. */
const FOLDER = join(import.meta.dirname, '../console');
const PAGE = 'index.html';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

function readConsoleFile(path: string): ConsoleFile {
  const bytes = readFileSync(path);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, type: TYPES[extname(path)] ?? 'application/octet-stream', etag };
}

/** By path of the URL; the page is `/`. Empty when the console is not built, as in a run from the sources. */
export function readConsole(folder: string = FOLDER): ReadonlyMap<string, ConsoleFile> {
  let names: readonly string[];
  try {
    names = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch {
    return new Map();
  }
  return new Map(names.map((name) => [name === PAGE ? '/' : `/${name.replaceAll('\\', '/')}`, readConsoleFile(join(folder, name))]));
}
