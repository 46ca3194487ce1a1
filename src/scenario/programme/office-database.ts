/**
 * One database in memory for all scenarios of a process: its start takes seconds, so it starts when
 * the first scenario needs it. Each scenario has it alone, and finds its tables empty.
 */
import type { Database } from '../../database/database.ts';

/** Tables that the migrations own, not the office. */
const KEPT_TABLES = "'aksept_migrations'";

let started: Promise<Database> | undefined;
/** Resolves when the scenario before is done. */
let free: Promise<void> = Promise.resolve();

async function start(): Promise<Database> {
  const { OFFICE_MIGRATIONS, openDatabase } = await import('../../database/open-database.ts');
  return await openDatabase({ address: 'pglite:', migrations: OFFICE_MIGRATIONS, warn: () => {} });
}

async function empty(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT IN (${KEPT_TABLES})`,
  );
  await database.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} RESTART IDENTITY CASCADE`);
}

export interface TakenDatabase {
  readonly database: Database;
  /** Lets the next scenario have it. */
  release(): void;
}

/** Rejects with a DatabaseError when it cannot start. */
export async function takeOfficeDatabase(): Promise<TakenDatabase> {
  const before = free;
  let release = (): void => {};
  free = new Promise((resolve) => {
    release = resolve;
  });
  await before;
  try {
    started ??= start();
    const database = await started;
    await empty(database);
    return { database, release };
  } catch (error) {
    started = undefined;
    release();
    throw error;
  }
}
