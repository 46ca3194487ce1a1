/** A PostgreSQL server that is stopped, refuses, or is not what it must be. */
import { afterEach, expect, test } from 'vitest';
import { type Database, DatabaseError } from '../../../src/database/database.ts';
import { openDatabase } from '../../../src/database/open-database.ts';
import { openPostgres } from '../../../src/database/postgres/postgres-engine.ts';
import { requireServer } from '../../../src/database/postgres/require-server.ts';
import { freePort } from '../../support/free-port.ts';
import { type PostgresServer, startPostgres } from '../../support/postgres.ts';
import { describeOwnPostgres, describePostgres, runSql, sharedPostgres } from '../../support/postgres-suite.ts';
import { migrationsOf, TEST_MIGRATIONS } from '../support/migrations.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const warnings: string[] = [];

async function open(address: string): Promise<Database> {
  warnings.length = 0;
  const warn = (sentence: string): void => void warnings.push(sentence);
  const database = await openDatabase({ address, migrations: migrationsOf(TEST_MIGRATIONS), warn });
  closing.push(() => database.close());
  return database;
}

async function refusalOf(promise: Promise<unknown>): Promise<DatabaseError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DatabaseError) return error;
  throw new Error(`expected a DatabaseError, got ${String(error)}`);
}

describeOwnPostgres('a server of its own', () => {
  async function start(): Promise<PostgresServer> {
    // Otherwise what was committed just before an immediate shutdown may be lost.
    const server = await startPostgres({ durable: true });
    closing.push(() => server.stop());
    return server;
  }

  test('that is stopped is unreachable, and the next call after its start connects again', async () => {
    const server = await start();
    const database = await open(server.url);
    await database.query("INSERT INTO persons (name) VALUES ('before')");
    let works = 0;
    const cut = database.transaction(async (sql) => {
      works += 1;
      await sql.query("INSERT INTO persons (name) VALUES ('cut')");
      await server.kill();
      await sql.query('SELECT 1');
    });
    expect((await refusalOf(cut)).code).toBe('unreachable');
    expect(works).toBe(1);
    expect(await database.ready()).toBe(false);
    expect(await refusalOf(database.query('SELECT 1'))).toMatchObject({ code: 'unreachable' });
    await server.restart();
    await expect.poll(() => database.ready()).toBe(true);
    expect(await database.query('SELECT name FROM persons WHERE name = $1', ['cut'])).toEqual([]);
    await database.transaction((sql) => sql.query("INSERT INTO persons (name) VALUES ('after')"));
  });

  test('is reached by its socket, too', async () => {
    const server = await start();
    const database = await open(server.socketUrl);
    expect(await database.ready()).toBe(true);
    expect(database.description).toBe(server.socketUrl.replace('&user=postgres', ''));
  });
});

describePostgres('the shared server', () => {
  test('may end idle connections: one warning, and the next statement runs', async () => {
    const address = await sharedPostgres();
    const database = await open(address);
    await runSql(
      address,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await expect.poll(() => warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^The database \S+ could not run a statement \(57P01: .*\)\. The next statement connects again\.$/);
    expect(await database.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  test('has a limit for statements and for idle transactions', async () => {
    const database = await open(await sharedPostgres());
    const text = "SELECT current_setting('statement_timeout') AS statement, current_setting('idle_in_transaction_session_timeout') AS idle";
    expect(await database.query(text)).toEqual([{ statement: '30s', idle: '1min' }]);
  });

  test('a database that is not there, and one with another encoding, are refused in one sentence', async () => {
    const address = new URL(await sharedPostgres());
    address.pathname = '/aksept_test_nowhere';
    address.password = 'hemmelig';
    const missing = await refusalOf(open(address.href));
    expect(missing.message).toMatch(/3D000: database "aksept_test_nowhere" does not exist\); start the server, or correct the address\.$/);
    expect(missing.message).not.toContain('hemmelig');
    const ascii = await sharedPostgres("ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
    expect((await refusalOf(open(ascii))).message).toContain('keeps texts as SQL_ASCII; make one with ENCODING');
  });

  test('a version that is too old is refused', async () => {
    const engine = await openPostgres({ address: await sharedPostgres(), description: 'postgres://test', warn: () => {} });
    closing.push(() => engine.close());
    expect((await refusalOf(requireServer(engine, 990_000))).message).toMatch(
      /^The database postgres:\/\/test is PostgreSQL \d+.*; give one of version 99 or later\.$/,
    );
  });
});

test('where nothing listens, the sentence names the address without its password', async () => {
  const port = await freePort();
  const { code, message } = await refusalOf(open(`postgres://me:hemmelig@127.0.0.1:${port}/office?password=hemmelig`));
  expect(code).toBe('unreachable');
  expect(message).toBe(
    `The database postgres://me@127.0.0.1:${port}/office cannot be reached (connect ECONNREFUSED 127.0.0.1:${port}); start the server, or correct the address.`,
  );
});

test.each(['', 'mysql://me:hemmelig@host/office', 'postgres://:hemmelig@', '/data/office'])('%j is no address', async (address) => {
  expect((await refusalOf(open(address))).message).toBe(
    'The address of the database must be pglite:FOLDER, or an address such as postgres://USER@HOST/DATABASE.',
  );
});
