/** A PostgreSQL server, by connections of a pool. The driver is loaded only when one is opened. */
import type { ClientBase, CustomTypesConfig, Pool, PoolClient, QueryArrayConfig } from 'pg';
import { DatabaseError } from '../database.ts';
import { type Engine, type EngineSession, type Isolation, type RawResult, SESSION_SETTINGS, type SqlText } from '../engine.ts';
import { isSqlStateError, sqlFailure } from '../sql-failure.ts';
import {
  ANSWER_TIMEOUT_MS,
  CONNECT_TIMEOUT_MS,
  CONNECTIONS_MAX,
  IDLE_CONNECTION_MS,
  IDLE_IN_TRANSACTION_TIMEOUT_MS,
  MIGRATION_TIMEOUT_MS,
  STATEMENT_TIMEOUT_MS,
} from './postgres-limits.ts';

const TEXTS: CustomTypesConfig = { getTypeParser: () => (text: string) => text };

const SETTINGS = [
  SESSION_SETTINGS,
  `SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
  `SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_TIMEOUT_MS}`,
].join('; ');

/** `extended` takes one statement only, as PGlite does. */
type TextQuery = QueryArrayConfig<SqlText[]> & { readonly queryMode: 'extended' };

async function queryBy(client: ClientBase | Pool, text: string, values: readonly SqlText[]): Promise<RawResult> {
  const config: TextQuery = { text, values: [...values], rowMode: 'array', types: TEXTS, queryMode: 'extended' };
  const { fields, rows } = await client.query<SqlText[]>(config);
  return { fields, rows };
}

function sessionOf(client: ClientBase): EngineSession {
  return {
    query: (text, values) => queryBy(client, text, values),
    script: async (text) => {
      await client.query(`SET LOCAL statement_timeout = ${MIGRATION_TIMEOUT_MS}`);
      // Of the driver; its types do not have it.
      const config: { text: string; query_timeout: number } = { text, query_timeout: MIGRATION_TIMEOUT_MS };
      await client.query(config);
    },
  };
}

class PostgresEngine implements Engine {
  readonly description: string;
  readonly #pool: Pool;

  constructor(description: string, pool: Pool) {
    this.description = description;
    this.#pool = pool;
  }

  query(text: string, values: readonly SqlText[]): Promise<RawResult> {
    return queryBy(this.#pool, text, values);
  }

  async transaction<T>(isolation: Isolation, work: (session: EngineSession) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    // A connection that is lost between two statements; the next one rejects.
    const onError = (): void => {};
    client.on('error', onError);
    let isBroken = false;
    try {
      await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
      const result = await work(sessionOf(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      isBroken = !(await rolledBack(client));
      throw error;
    } finally {
      client.off('error', onError);
      client.release(isBroken);
    }
  }

  failureOf(error: unknown): DatabaseError {
    if (error instanceof DatabaseError) return error;
    if (isSqlStateError(error)) return sqlFailure(this.description, error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = error instanceof Error && error.message !== '' ? error.message : code;
    return new DatabaseError('unreachable', `The database ${this.description} cannot be reached (${reason}).`);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

async function rolledBack(client: PoolClient): Promise<boolean> {
  return await client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

export interface PostgresOptions {
  readonly address: string;
  /** The address as it may be printed. */
  readonly description: string;
  /** Takes a sentence. */
  readonly warn: (sentence: string) => void;
}

/** Makes no connection yet. */
export async function openPostgres({ address, description, warn }: PostgresOptions): Promise<Engine> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: address,
    application_name: 'aksept',
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    onConnect: async (client) => {
      await client.query(SETTINGS);
    },
  });
  const engine = new PostgresEngine(description, pool);
  let isWarned = false;
  // Of a connection that nobody uses now: the pool drops it and makes another one when needed.
  pool.on('error', (error) => {
    if (!isWarned) warn(`${engine.failureOf(error).message} The next statement connects again.`);
    isWarned = true;
  });
  pool.on('connect', () => {
    isWarned = false;
  });
  return engine;
}
