/**
 * The errors of a database by their SQLSTATE (PostgreSQL, appendix A). Messages of classes whose
 * texts repeat values, such as `invalid input syntax for type integer: "4711"`, are left out, and so
 * is the detail of every error.
 */
import { DatabaseError } from './database.ts';

const SQLSTATE = /^[0-9A-Z]{5}$/;
const CONSTRAINT = /^23/;
/** Serialization failure, deadlock detected: the transaction can run again. */
const COLLISIONS: readonly string[] = ['40001', '40P01'];

/**
 * Connection exceptions; read-only, because another server is the primary now; too little memory,
 * disk or connections; lock not available; canceled by the time limit, shut down, starting up.
 */
const UNREACHABLE = /^(08|25006|40|53|55P03|57014|57P0|25P03|25P04)/;

/** Their texts speak of names and of the server, not of values. */
const SPEAKING_CLASSES = /^(08|0A|25|28|3D|3F|40|42|53|54|55|57|58)/;

interface SqlStateError {
  readonly code: string;
  readonly message: string;
  readonly constraint?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
}

/** True of an error that a database sent; errors of sockets have other codes. */
export function isSqlStateError(error: unknown): error is SqlStateError {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string' && SQLSTATE.test(error.code);
}

export function isCollision(error: unknown): boolean {
  return isSqlStateError(error) && COLLISIONS.includes(error.code);
}

/** The DatabaseError for an error that the database sent. `where`: its description. */
export function sqlFailure(where: string, error: SqlStateError): DatabaseError {
  const { code, message, table, column } = error;
  if (CONSTRAINT.test(code)) {
    // NOT NULL has no name.
    const constraint = error.constraint ?? [table, column, 'not_null'].filter((part) => part !== undefined).join('_');
    return new DatabaseError('constraint', `The database ${where} refused a row by the constraint ${constraint} (${code}).`, constraint);
  }
  const reason = SPEAKING_CLASSES.test(code) ? `${code}: ${message}` : code;
  if (UNREACHABLE.test(code)) return new DatabaseError('unreachable', `The database ${where} could not run a statement (${reason}).`);
  return new DatabaseError('faulty', `The database ${where} refused a statement (${reason}).`);
}
