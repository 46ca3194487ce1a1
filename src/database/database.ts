/**
 * What the back office asks of a relational database. PGlite (in this process) and PostgreSQL (over
 * a connection) give the same; the SQL is PostgreSQL's, with $1 parameters.
 */
import { errorText } from '../cards/card-data/card-data.ts';

/** What a parameter may be. Instants are Unix milliseconds, dates are `YYYY-MM-DD`. */
export type SqlValue = string | number | boolean | Buffer | null | readonly string[] | readonly number[];

/**
 * As both databases give it: int8 and numeric without a fraction as numbers, which must be safe
 * integers; date as `YYYY-MM-DD`; bytea as a Buffer.
 */
export type SqlRow = Readonly<Record<string, unknown>>;

export interface Sql {
  /**
   * Runs one statement. Rejects with a DatabaseError. `Row` is what the caller knows of the columns
   * that it named.
   */
  query<Row = SqlRow>(text: string, values?: readonly SqlValue[]): Promise<readonly Row[]>;
}

export interface Database extends Sql {
  /** `pglite:FOLDER`, or the address of PostgreSQL without its password: safe to print. */
  readonly description: string;
  /**
   * Runs `work` in one serializable transaction, and again from the start when it collided with
   * another one; so `work` changes nothing but the database. Rolled back when `work` rejects.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** True when a statement could be run now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * `unreachable`: try again. `constraint`: what the schema forbids; `constraint` names it. `faulty`:
 * a bug, or a database that is not ours.
 */
export type DatabaseErrorCode = 'unreachable' | 'constraint' | 'faulty';

/** The message is safe to log: it holds no value of a statement. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;
  /** Of the schema; empty unless the code is `constraint`. */
  readonly constraint: string;
  constructor(code: DatabaseErrorCode, message: string, constraint = '') {
    super(errorText(message));
    this.code = code;
    this.constraint = constraint;
  }
}
