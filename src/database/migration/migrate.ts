/**
 * Brings a database to the state of the program: each migration once, in order, each in one
 * transaction. Several processes may start together; a lock makes them take turns.
 */
import { DatabaseError } from '../database.ts';
import type { Engine, EngineSession } from '../engine.ts';
import type { Migration } from './migration-files.ts';

/** Chosen at random, so that no other program locks by it. */
const LOCK_KEY = '4702915388264917003';

const TABLE = `CREATE TABLE IF NOT EXISTS aksept_migrations (
  name text PRIMARY KEY,
  sha256 text NOT NULL,
  applied_at_ms bigint NOT NULL
)`;

/**
 * The lock comes first, in a statement of its own: with READ COMMITTED, what follows sees what the
 * process before has committed.
 */
const LOCK = `SELECT pg_advisory_xact_lock(${LOCK_KEY})`;

/** How many of the migrations have been applied. Throws when they are not the first ones of ours. */
async function appliedCount(session: EngineSession, migrations: readonly Migration[], where: string): Promise<number> {
  const { rows } = await session.query('SELECT name, sha256 FROM aksept_migrations ORDER BY name', []);
  for (const [index, [name, sha256]] of rows.entries()) {
    const migration = migrations[index];
    if (migration === undefined) {
      throw new DatabaseError(
        'faulty',
        `The database ${where} is of a later version of aksept, which applied ${name}; use that version, or give another database.`,
      );
    }
    if (migration.name === name && migration.sha256 === sha256) continue;
    throw new DatabaseError(
      'faulty',
      `The migration ${migration.name} is another one than ${name} as it was applied to the database ${where}; restore the file, or give another database.`,
    );
  }
  return rows.length;
}

/** Applies the first migration that is missing. False when there is none. */
async function applyNext(session: EngineSession, migrations: readonly Migration[], where: string, nowMs: () => number): Promise<boolean> {
  await session.script(`${LOCK}; ${TABLE}`);
  const migration = migrations[await appliedCount(session, migrations, where)];
  if (migration === undefined) return false;
  await session.script(migration.text);
  await session.query('INSERT INTO aksept_migrations (name, sha256, applied_at_ms) VALUES ($1, $2, $3)', [
    migration.name,
    migration.sha256,
    String(nowMs()),
  ]);
  return true;
}

/** Rejects with a DatabaseError; the migrations before the one that failed stay applied. */
export async function migrate(engine: Engine, migrations: readonly Migration[], nowMs: () => number): Promise<void> {
  for (;;) {
    const applied = await engine
      .transaction('READ COMMITTED', (session) => applyNext(session, migrations, engine.description, nowMs))
      .catch((error: unknown) => {
        throw engine.failureOf(error);
      });
    if (!applied) return;
  }
}
