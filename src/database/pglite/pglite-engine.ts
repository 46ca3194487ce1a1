/**
 * PGlite: PostgreSQL as WebAssembly in this process. It has one session, so statements and
 * transactions wait for each other. Loaded only when a database is opened: it has 27 MB.
 */
import type { PGlite, QueryOptions, Results, Transaction } from '@electric-sql/pglite';
import { FolderInUseError } from '../../folder-lock/folder-in-use-error.ts';
import { type FolderLock, lockFolder } from '../../folder-lock/lock.ts';
import { DatabaseError } from '../database.ts';
import { type Engine, type EngineSession, type Isolation, type RawResult, SESSION_SETTINGS, type SqlText } from '../engine.ts';
import { isSqlStateError, sqlFailure } from '../sql-failure.ts';
import { newDatabaseFiles } from './new-database.ts';
import { damagedFolder, filesIn, makeFolder } from './pglite-folder.ts';

/** PostgreSQL writes a page of messages when it cannot start; a sentence replaces it. */
const SILENT = { onStdout: () => true, onStderr: () => true };
/** PostgreSQL takes 128 MB and clears them at each start; one session of an office needs far less. */
const LESS_MEMORY = ['-c', 'shared_buffers=16MB'];

function same(value: string): string {
  return value;
}

const ROWS_AS_ARRAYS: QueryOptions = { rowMode: 'array' };

/**
 * Texts in and out for every type that this PGlite knows. Set once: PGlite copies what is given with
 * a query, which took twice as long as most queries.
 */
function exchangeTexts({ parsers, serializers }: PGlite): void {
  for (const type of Object.keys(parsers)) parsers[Number(type)] = same;
  for (const type of Object.keys(serializers)) serializers[Number(type)] = same;
}

class PgliteEngine implements Engine {
  readonly description: string;
  readonly #pglite: PGlite;
  readonly #lock: FolderLock | undefined;

  constructor(description: string, pglite: PGlite, lock: FolderLock | undefined) {
    this.description = description;
    this.#pglite = pglite;
    this.#lock = lock;
    exchangeTexts(pglite);
  }

  query(text: string, values: readonly SqlText[]): Promise<RawResult> {
    return this.#queryBy(this.#pglite, text, values);
  }

  transaction<T>(isolation: Isolation, work: (session: EngineSession) => Promise<T>): Promise<T> {
    return this.#pglite.transaction(async (transaction) => {
      await transaction.exec(`SET TRANSACTION ISOLATION LEVEL ${isolation}`);
      return await work({
        query: (text, values) => this.#queryBy(transaction, text, values),
        script: async (text) => {
          await transaction.exec(text);
        },
      });
    });
  }

  failureOf(error: unknown): DatabaseError {
    if (error instanceof DatabaseError) return error;
    if (isSqlStateError(error)) return sqlFailure(this.description, error);
    return new DatabaseError('faulty', `The database ${this.description} has failed; start the process again.`);
  }

  async close(): Promise<void> {
    try {
      await this.#pglite.close();
    } finally {
      await this.#lock?.release();
    }
  }

  async #queryBy(runner: PGlite | Transaction, text: string, values: readonly SqlText[]): Promise<RawResult> {
    const { fields, rows }: Results<readonly SqlText[]> = await runner.query(text, [...values], ROWS_AS_ARRAYS);
    return { fields, rows };
  }
}

async function lockOf(folder: string): Promise<FolderLock> {
  await makeFolder(folder);
  try {
    return await lockFolder(folder);
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    throw new DatabaseError(
      'unreachable',
      `The database in ${folder} is in use: ${error.reason}; stop that process, or give another folder.`,
    );
  }
}

/** In memory without a folder. */
async function makeNew(folder?: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const files = await newDatabaseFiles();
  return await PGlite.create({
    ...SILENT,
    startParams: [...PGlite.defaultStartParams, ...LESS_MEMORY],
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(files === undefined ? {} : { loadDataDir: files }),
  });
}

async function startIn(folder: string): Promise<PGlite> {
  const { PGlite } = await import('@electric-sql/pglite');
  const files = await filesIn(folder, async (unfinished) => {
    try {
      await (await makeNew(unfinished)).close();
    } catch {
      throw new DatabaseError(
        'faulty',
        `The database in ${folder} cannot be made; see whether the disk has room and this user may write there.`,
      );
    }
  });
  try {
    return await PGlite.create({ ...SILENT, startParams: [...PGlite.defaultStartParams, ...LESS_MEMORY], dataDir: files });
  } catch {
    throw damagedFolder(folder);
  }
}

/** `folder` is made when it is missing; empty: in memory. Rejects with a DatabaseError. */
export async function openPglite(folder: string): Promise<Engine> {
  if (folder === '') {
    const pglite = await makeNew();
    await pglite.exec(SESSION_SETTINGS);
    return new PgliteEngine('pglite:', pglite, undefined);
  }
  const lock = await lockOf(folder);
  try {
    const pglite = await startIn(folder);
    await pglite.exec(SESSION_SETTINGS);
    return new PgliteEngine(`pglite:${folder}`, pglite, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}
