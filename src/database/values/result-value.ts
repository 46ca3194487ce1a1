/**
 * Values of a result, read from the texts of the database by the number of their type (catalog
 * pg_type). Types that are not in the table, such as uuid, are their texts.
 */
import { DatabaseError, type SqlRow } from '../database.ts';
import type { RawResult } from '../engine.ts';
import { arrayElements } from './array-text.ts';

const INTEGER = /^-?\d+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const BYTES = /^\\x(?:[0-9a-f]{2})*$/;

/** Returned by a reader for a text that it cannot give as what the interface promises. */
const UNREADABLE = Symbol('unreadable');

type Reader = (text: string) => unknown;

function integer(text: string): unknown {
  const value = INTEGER.test(text) ? Number(text) : Number.NaN;
  // -0 is no integer of a database.
  return Number.isSafeInteger(value) ? value + 0 : UNREADABLE;
}

function arrayOf(reader: Reader): Reader {
  return (text) => {
    const values = arrayElements(text)?.map((element) => (element === null ? null : reader(element)));
    return values === undefined || values.includes(UNREADABLE) ? UNREADABLE : values;
  };
}

function same(text: string): unknown {
  return text;
}

const READERS: ReadonlyMap<number, Reader> = new Map<number, Reader>([
  [16, (text) => text === 't'], // bool
  [17, (text) => (BYTES.test(text) ? Buffer.from(text.slice(2), 'hex') : UNREADABLE)], // bytea
  [20, integer], // int8
  [21, integer], // int2
  [23, integer], // int4
  [26, integer], // oid
  [114, (text) => JSON.parse(text)], // json
  [700, Number], // float4
  [701, Number], // float8
  [1005, arrayOf(integer)], // int2[]
  [1007, arrayOf(integer)], // int4[]
  [1009, arrayOf(same)], // text[]
  [1015, arrayOf(same)], // varchar[]
  [1016, arrayOf(integer)], // int8[]
  [1082, (text) => (DATE.test(text) ? text : UNREADABLE)], // date
  [1700, integer], // numeric
  [3802, (text) => JSON.parse(text)], // jsonb
]);

/** Throws a DatabaseError, which names the column, for a value that the interface has no form for. */
export function rowsOf({ fields, rows }: RawResult): readonly SqlRow[] {
  const readers = fields.map(({ name, dataTypeID }) => ({ name, read: READERS.get(dataTypeID) ?? same }));
  return rows.map((row) => {
    const values = readers.map(({ name, read }, column) => {
      const text = row[column] ?? null;
      const value = text === null ? null : read(text);
      if (value !== UNREADABLE) return [name, value] as const;
      throw new DatabaseError(
        'faulty',
        `The column ${name} of a result holds a value that is out of range: a number that is no safe integer, or a date beyond 9999.`,
      );
    });
    return Object.fromEntries(values);
  });
}
