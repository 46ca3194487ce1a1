/**
 * Databases of offices in memory that one test file of a worker leaves to the next: to start one takes
 * a second or two. Each is taken with its tables empty.
 */
import type { Database } from '../../src/database/database.ts';
import { OFFICE_MIGRATIONS, openDatabase } from '../../src/database/open-database.ts';

export interface TakenDatabase {
  readonly database: Database;
  /** Whoever took it uses it no more. */
  giveBack(): void;
}

const idle: Database[] = [];

async function empty(database: Database): Promise<void> {
  const tables = await database.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'aksept_migrations'",
  );
  await database.query(`TRUNCATE ${tables.map(({ name }) => name).join(', ')} RESTART IDENTITY CASCADE`);
}

export async function takeMemoryDatabase(): Promise<TakenDatabase> {
  const kept = idle.pop();
  if (kept !== undefined) await empty(kept);
  const database = kept ?? (await openDatabase({ address: 'pglite:', migrations: OFFICE_MIGRATIONS, warn: () => {} }));
  return { database, giveBack: () => void idle.push(database) };
}
