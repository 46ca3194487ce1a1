/** Opens the database of the back office and brings it to the state of the program. */
import { join } from 'node:path';
import { type Database, DatabaseError } from './database.ts';
import type { Engine } from './engine.ts';
import { EngineDatabase } from './engine-database.ts';
import { migrate } from './migration/migrate.ts';
import { readMigrations } from './migration/migration-files.ts';
import { openPglite } from './pglite/pglite-engine.ts';
import { shownAddress } from './postgres/postgres-address.ts';
import { openPostgres } from './postgres/postgres-engine.ts';
import { requireServer } from './postgres/require-server.ts';

const PGLITE_FORM = 'pglite:';
const POSTGRES_FORM = /^postgres(?:ql)?:/;
const FORMS = 'pglite:FOLDER, or an address such as postgres://USER@HOST/DATABASE';

/** The tables of the back office. One sequence for all parts that have tables. */
export const OFFICE_MIGRATIONS: string = join(import.meta.dirname, 'migrations');

export interface OpenDatabaseOptions {
  /** `pglite:FOLDER`, `pglite:` for one in memory, or `postgres://…`. */
  readonly address: string;
  /** The folder of the .sql files. */
  readonly migrations: string;
  /** Takes a sentence. */
  readonly warn: (sentence: string) => void;
  /** Between 0 and 1, for pauses. */
  readonly random?: () => number;
  readonly nowMs?: () => number;
}

async function openEngine({ address, warn }: OpenDatabaseOptions): Promise<Engine> {
  if (address.startsWith(PGLITE_FORM)) return await openPglite(address.slice(PGLITE_FORM.length));
  const description = POSTGRES_FORM.test(address) ? shownAddress(address) : undefined;
  // The address itself may hold a password.
  if (description === undefined) throw new DatabaseError('faulty', `The address of the database must be ${FORMS}.`);
  const engine = await openPostgres({ address, description, warn });
  try {
    await requireServer(engine);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Rejects with a DatabaseError whose message is one sentence. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  const { migrations, random = Math.random, nowMs = Date.now } = options;
  const files = await readMigrations(migrations);
  const engine = await openEngine(options);
  try {
    await migrate(engine, files, nowMs);
    return new EngineDatabase(engine, random);
  } catch (error) {
    await engine.close();
    throw error;
  }
}
