/**
 * What PGlite and PostgreSQL have in common, as plainly as both give it: texts in, texts out. What
 * the rest of the program sees (`Database`) is made of it once, for both.
 */
import type { DatabaseError } from './database.ts';

/** A value as PostgreSQL writes it; null stands for itself. */
export type SqlText = string | null;

export interface RawResult {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly SqlText[])[];
}

/** Rejects with the error of the driver, which `failureOf` translates. */
export interface EngineSession {
  query(text: string, values: readonly SqlText[]): Promise<RawResult>;
  /** Runs a text of several statements without parameters. */
  script(text: string): Promise<void>;
}

export type Isolation = 'SERIALIZABLE' | 'READ COMMITTED';

export interface Engine extends Pick<EngineSession, 'query'> {
  readonly description: string;
  /** Once. Rolled back when `work` rejects; rejects with the same error then. */
  transaction<T>(isolation: Isolation, work: (session: EngineSession) => Promise<T>): Promise<T>;
  failureOf(error: unknown): DatabaseError;
  close(): Promise<void>;
}

/**
 * What a session must be set to, so that values are written alike everywhere. PostgreSQL's own
 * defaults can be changed for a server, a database and a user.
 */
export const SESSION_SETTINGS = [
  "SET datestyle = 'ISO, YMD'",
  "SET timezone = 'UTC'",
  "SET bytea_output = 'hex'",
  'SET extra_float_digits = 1',
  'SET standard_conforming_strings = on',
  'SET client_min_messages = warning',
].join('; ');
