/**
 * The folder of a database in this process:
 *
 *     lock-….sock           who owns it (src/folder-lock)
 *     postgres/             the files of PGlite
 *     postgres-unfinished/  the same while they are made; a first start that was killed leaves it
 */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isLockFile } from '../../folder-lock/lock.ts';
import { DatabaseError } from '../database.ts';

const FILES = 'postgres';
const UNFINISHED = 'postgres-unfinished';
/** Of the root of a file system. */
const LOST_AND_FOUND = 'lost+found';
/** Only the owner reads what the office keeps of people. */
const FOLDER_MODE = 0o700;
const ENTRIES_SHOWN = 1;
/** The version of PostgreSQL that PGlite is. */
export const PGLITE_MAJOR = '18';

/** What the system refuses becomes one sentence. */
async function orSentence<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseError || !(error instanceof Error)) throw error;
    throw new DatabaseError('faulty', `The folder ${folder} cannot be used for the database (${error.message}); give another folder.`);
  }
}

export async function makeFolder(folder: string): Promise<void> {
  await orSentence(folder, () => mkdir(folder, { recursive: true, mode: FOLDER_MODE }));
}

/** Refuses a folder that is used for something else. */
async function requireOwn(folder: string): Promise<void> {
  const foreign = (await readdir(folder)).filter((name) => ![FILES, UNFINISHED, LOST_AND_FOUND].includes(name) && !isLockFile(name));
  if (foreign.length === 0) return;
  const shown = foreign.slice(0, ENTRIES_SHOWN).join(', ');
  throw new DatabaseError('faulty', `The folder ${folder} holds something else (${shown}); give an empty folder, or that of a database.`);
}

/** Refuses files of another version of PostgreSQL, which this one cannot read. */
async function requireVersion(folder: string): Promise<void> {
  const text = await readFile(join(folder, FILES, 'PG_VERSION'), 'utf8').catch(() => undefined);
  const version = text?.trim();
  if (version === PGLITE_MAJOR) return;
  if (version === undefined || !/^\d+$/.test(version)) throw damagedFolder(folder);
  throw new DatabaseError(
    'faulty',
    `The database in ${folder} was written by PostgreSQL ${version}, and this is PostgreSQL ${PGLITE_MAJOR}; use the version of aksept that wrote it.`,
  );
}

export function damagedFolder(folder: string): DatabaseError {
  return new DatabaseError('faulty', `The database in ${folder} is damaged; restore the folder from a copy, or give another folder.`);
}

/**
 * The folder of PGlite's files within ours, which this process has locked. `make` is called with
 * another one when there is none yet, and leaves a whole database in it.
 */
export async function filesIn(folder: string, make: (files: string) => Promise<void>): Promise<string> {
  return await orSentence(folder, async () => {
    await requireOwn(folder);
    const files = join(folder, FILES);
    const unfinished = join(folder, UNFINISHED);
    await rm(unfinished, { recursive: true, force: true });
    if (!(await readdir(folder)).includes(FILES)) {
      await mkdir(unfinished, { mode: FOLDER_MODE });
      await make(unfinished);
      await rename(unfinished, files);
    }
    await requireVersion(folder);
    return files;
  });
}
