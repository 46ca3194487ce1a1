/** Writes a file whole or not at all: aside first, then renamed to its path. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';

/** The folder takes no new file, or the path takes no other file (as a mount of one file does). */
const ONLY_IN_PLACE = new Set(['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'EXDEV']);

function isOnlyInPlace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ONLY_IN_PLACE.has(String(error.code));
}

/** A text, or pieces of one that is too long for a string. */
export type FileContent = string | (() => Iterable<string>);

function piecesOf(content: FileContent): Iterable<string> {
  return typeof content === 'string' ? [content] : content();
}

function writeAside(aside: string, content: FileContent, mode: number | undefined): void {
  const file = openSync(aside, 'wx', mode);
  try {
    // The umask does not apply to a mode that is asked for.
    if (mode !== undefined) fchmodSync(file, mode);
    for (const piece of piecesOf(content)) writeFileSync(file, piece);
    // Otherwise a crash of the machine could leave the new name with none of the text.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeInPlace(path: string, content: FileContent, mode: number | undefined): void {
  const file = openSync(path, 'w', mode);
  try {
    if (mode !== undefined && fstatSync(file).isFile()) fchmodSync(file, mode);
    for (const piece of piecesOf(content)) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/**
 * Replaces the content of a file, or makes it. When writing fails, a file that was there is as it
 * was, and nothing is left beside it. Links stay links. What is no regular file (a pipe, a device),
 * and a file whose folder is not writable, is written in place. Without `mode`, the mode stays.
 * Throws the error of the system.
 */
export function replaceFile(path: string, content: FileContent, mode?: number): void {
  const found = statSync(path, { throwIfNoEntry: false });
  // A link to nothing is no file, and must not be replaced.
  const isThere = found !== undefined || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere && found?.isFile() !== true) {
    writeInPlace(path, content, mode);
    return;
  }
  const target = found === undefined ? path : realpathSync(path);
  const aside = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    writeAside(aside, content, mode ?? (found === undefined ? undefined : found.mode & 0o777));
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { force: true });
    if (found === undefined || !isOnlyInPlace(error)) throw error;
    writeInPlace(path, content, mode);
  }
}
