/** How a test file of the `postgres` project gets at PostgreSQL. Without one the suites are skipped (CI fails instead). */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, inject } from 'vitest';
import './postgres-global-setup.ts';

/** Runs one statement outside of what is tested. */
export async function runSql(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** The address of a new, empty database on the server of this address. */
export async function newDatabase(url: string, name: string, options = ''): Promise<string> {
  await runSql(url, `CREATE DATABASE ${name} ${options}`);
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** The address of a new, empty database on the run's shared server; dropped after the run. */
export async function sharedPostgres(options = ''): Promise<string> {
  const name = `${inject('postgresRunPrefix')}${randomUUID().slice(0, 8)}`;
  return await newDatabase(inject('postgresUrl'), name, options);
}

/** A suite on the shared server. */
export function describePostgres(name: string, suite: () => void): void {
  describe.skipIf(inject('postgresUrl') === '')(name, suite);
}

/** A suite that starts its own servers by `startPostgres`, to stop them and start them again. */
export function describeOwnPostgres(name: string, suite: () => void): void {
  describe.skipIf(!inject('postgresStartable'))(name, suite);
}
