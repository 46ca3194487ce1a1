/** The Database that the program sees, made of an engine. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { type Database, DatabaseError, type Sql, type SqlRow, type SqlValue } from './database.ts';
import type { Engine, EngineSession } from './engine.ts';
import { isCollision } from './sql-failure.ts';
import { parameterText } from './values/parameter-text.ts';
import { rowsOf } from './values/result-value.ts';

/** A transaction that collides is run so often at most, the first time included. */
export const TRANSACTION_ATTEMPTS_MAX = 10;
/** The pause before attempt n + 1 is random, below n times this. */
const COLLISION_PAUSE_MS = 20;

/** One run of the work of a transaction. */
interface Attempt {
  isOpen: boolean;
  collided: boolean;
  /** The first statement that failed: PostgreSQL runs no further one, and cannot commit. */
  failure: DatabaseError | undefined;
  /** What `work` rejected with; passed on as it is. */
  thrown: { readonly error: unknown } | undefined;
}

export class EngineDatabase implements Database {
  readonly #engine: Engine;
  readonly #random: () => number;
  /** The attempt that the calling code runs within. */
  readonly #within = new AsyncLocalStorage<Attempt>();
  #closing: Promise<void> | undefined;

  constructor(engine: Engine, random: () => number) {
    this.#engine = engine;
    this.#random = random;
  }

  get description(): string {
    return this.#engine.description;
  }

  async query<Row = SqlRow>(text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    this.#requireOutside();
    const texts = values.map(parameterText);
    const result = await this.#engine.query(text, texts).catch((error: unknown) => {
      throw this.#engine.failureOf(error);
    });
    return rowsOf(result) as readonly Row[];
  }

  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    this.#requireOutside();
    for (let attempts = 1; ; attempts += 1) {
      const attempt: Attempt = { isOpen: true, collided: false, failure: undefined, thrown: undefined };
      try {
        return await this.#engine.transaction('SERIALIZABLE', (session) => this.#run(attempt, session, work));
      } catch (error) {
        const again = (attempt.collided || isCollision(error)) && attempts < TRANSACTION_ATTEMPTS_MAX;
        if (!again) throw this.#reasonOf(attempt, error);
        await setTimeout(this.#random() * attempts * COLLISION_PAUSE_MS);
      } finally {
        attempt.isOpen = false;
      }
    }
  }

  async ready(): Promise<boolean> {
    return await this.#engine.query('SELECT 1', []).then(
      () => this.#closing === undefined,
      () => false,
    );
  }

  close(): Promise<void> {
    this.#closing ??= this.#engine.close();
    return this.#closing;
  }

  /** A statement beside the transaction that its caller is in would wait for that transaction. */
  #requireOutside(): void {
    if (this.#closing !== undefined) throw new DatabaseError('unreachable', `The database ${this.description} is closed.`);
    if (this.#within.getStore()?.isOpen !== true) return;
    throw new DatabaseError('faulty', 'A statement within a transaction must be run by the sql object of the transaction.');
  }

  async #run<T>(attempt: Attempt, session: EngineSession, work: (sql: Sql) => Promise<T>): Promise<T> {
    const sql: Sql = { query: (text, values = []) => this.#queryWithin(attempt, session, text, values) };
    try {
      const result = await this.#within.run(attempt, () => work(sql));
      if (attempt.failure !== undefined) throw attempt.failure;
      return result;
    } catch (error) {
      attempt.thrown = { error };
      throw error;
    } finally {
      attempt.isOpen = false;
    }
  }

  async #queryWithin<Row>(attempt: Attempt, session: EngineSession, text: string, values: readonly SqlValue[]): Promise<readonly Row[]> {
    if (!attempt.isOpen) throw new DatabaseError('faulty', 'A statement was run by the sql object of a transaction that has ended.');
    const texts = values.map(parameterText);
    const result = await session.query(text, texts).catch((error: unknown) => {
      attempt.collided ||= isCollision(error);
      attempt.failure ??= this.#engine.failureOf(error);
      throw attempt.failure;
    });
    return rowsOf(result) as readonly Row[];
  }

  #reasonOf(attempt: Attempt, error: unknown): unknown {
    if (attempt.thrown !== undefined) return attempt.thrown.error;
    return this.#engine.failureOf(error);
  }
}
