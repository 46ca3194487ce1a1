/** The .sql files of a folder, in the order of their numbers. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseError } from '../database.ts';

/** `0001-members.sql` */
const NAME = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/;
/** A migration is one transaction; a statement that ends it would leave half of it. */
const ENDS_TRANSACTION = /^\s*(?:BEGIN|START\s+TRANSACTION|COMMIT|ROLLBACK|ABORT|END)(?:\s+(?:WORK|TRANSACTION))?\s*;/im;

export interface Migration {
  readonly name: string;
  readonly text: string;
  readonly sha256: string;
}

function faulty(sentence: string): DatabaseError {
  return new DatabaseError('faulty', sentence);
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  // A checkout on Windows may have other line ends.
  const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  if (ENDS_TRANSACTION.test(text)) throw faulty(`The migration ${name} begins or ends a transaction; leave that to the program.`);
  return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  } catch {
    throw faulty(`The migrations of the database, ${folder}, cannot be read; install the program again.`);
  }
}

/** Rejects with a DatabaseError when a name is none, or a number is missing or there twice. */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = await namesIn(folder);
  for (const [index, name] of names.entries()) {
    const number = NAME.exec(name)?.[1];
    const expected = String(index + 1).padStart(4, '0');
    if (number === undefined) throw faulty(`The migration ${name} has no name such as ${expected}-members.sql.`);
    if (number !== expected) throw faulty(`The migration ${name} stands where number ${expected} must be; number the files one by one.`);
  }
  return await Promise.all(names.map((name) => readMigration(folder, name)));
}
