/** Parameters as texts, the same for both databases: their drivers write some values differently. */
import { DatabaseError, type SqlValue } from '../database.ts';
import type { SqlText } from '../engine.ts';

function numberText(value: number): string {
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new DatabaseError('faulty', 'A parameter is an integer beyond 2^53; give it as a string.');
  }
  return String(value);
}

/** An element of an array, in quotation marks, so that `NULL` is a text. */
function elementText(value: string | number): string {
  if (typeof value === 'number') return numberText(value);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Throws a DatabaseError for a value that is none; its message does not show the value. */
export function parameterText(value: SqlValue): SqlText {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`;
  if (Array.isArray(value)) return `{${value.map((each: string | number) => elementText(each)).join(',')}}`;
  throw new DatabaseError('faulty', `A parameter is no value of SQL (${value === undefined ? 'undefined' : typeof value}).`);
}
