/** One PostgreSQL for all tests of the `postgres` project: POSTGRES_URL when set, else a private server. */
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { findPostgres, postgresRequired } from './postgres-binary.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the shared server; empty: there is none. */
    readonly postgresUrl: string;
    /** The name of every database of this run starts with it. */
    readonly postgresRunPrefix: string;
    /** True when `startPostgres` can start further servers. */
    readonly postgresStartable: boolean;
  }
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** Throws one sentence, without the password the address may hold. */
async function assertAnswers(url: string): Promise<void> {
  await withClient(url, (client) => client.query('SELECT 1')).catch((error: Error) => {
    throw new Error(
      `The PostgreSQL of POSTGRES_URL does not answer (${error.message}); start it, or unset POSTGRES_URL to have one started.`,
    );
  });
}

/** Somebody else's server is left as it was found: only this run's databases go. */
async function dropDatabases(url: string, prefix: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [prefix]);
    for (const { datname } of rows) await client.query(`DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`);
  });
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['POSTGRES_URL'] ?? '';
  const runPrefix = `aksept_test_${process.pid}_${Date.now().toString(36)}_`;
  const binary = findPostgres();
  const startable = typeof binary !== 'string';
  if (!startable && postgresRequired()) throw new Error(binary);
  if (!startable) {
    const which = given === '' ? '' : ' (those that start or stop their own server)';
    console.error(`\n*** POSTGRESQL TESTS ARE SKIPPED${which}: ${binary} ***\n`);
  }
  project.provide('postgresRunPrefix', runPrefix);
  project.provide('postgresStartable', startable);
  if (given !== '') {
    await assertAnswers(given);
    project.provide('postgresUrl', given);
    return () => dropDatabases(given, runPrefix);
  }
  if (!startable) {
    project.provide('postgresUrl', '');
    return async () => {};
  }
  const server = await startPostgres();
  project.provide('postgresUrl', server.url);
  return () => server.stop();
}
