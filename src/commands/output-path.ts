/** Checks the paths that a command will write to, before it does its work. */
import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandError, EXIT_CODES } from './output.ts';

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** What is wrong with a folder that must be there or, with `isMade`, can be made. */
function folderProblem(folder: string, isMade: boolean): string | undefined {
  const found = statOf(folder);
  if (found === undefined) {
    return isMade && dirname(folder) !== folder ? folderProblem(dirname(folder), isMade) : `there is no folder ${folder}`;
  }
  if (!found.isDirectory()) return `${folder} is not a folder`;
  return isWritable(folder) ? undefined : `the folder ${folder} is not writable`;
}

function problemOf(path: string, makesFolders: boolean): string | undefined {
  try {
    const found = statOf(path);
    if (found === undefined) return folderProblem(dirname(resolve(path)), makesFolders);
    if (found.isDirectory()) return 'it is a folder';
    return isWritable(path) ? undefined : 'the file is not writable';
  } catch (error) {
    // For example, a file where a folder should be.
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  }
}

/**
 * Throws a CommandError of one sentence when the file of an option cannot be written. Opens and
 * changes nothing, so that a file that is there stays as it is if the command fails later. Empty and
 * `-` (standard output) are no files. `makesFolders`: the command makes missing folders.
 */
export function checkOutputPath(option: string, path: string | undefined, makesFolders = false): void {
  if (path === undefined || path === '' || path === '-') return;
  const problem = problemOf(path, makesFolders);
  if (problem === undefined) return;
  throw new CommandError(`${option} ${path} cannot be written: ${problem}; choose another path.`, EXIT_CODES.usage);
}

/** The files of several options, such as `{ '--json': 'load.json' }`; no two may be the same. */
export function checkOutputPaths(paths: Readonly<Record<string, string | undefined>>, makesFolders = false): void {
  const options = new Map<string, string>();
  for (const [option, path] of Object.entries(paths)) {
    checkOutputPath(option, path, makesFolders);
    if (path === undefined || path === '' || path === '-') continue;
    const other = options.get(resolve(path));
    if (other !== undefined) throw new CommandError(`${other} and ${option} are the same file; give each its own.`, EXIT_CODES.usage);
    options.set(resolve(path), option);
  }
}
