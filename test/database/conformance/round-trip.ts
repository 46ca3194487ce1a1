/** Every value comes back from a table as it went in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Database, SqlValue } from '../../../src/database/database.ts';
import { runs } from '../../support/property-settings.ts';

/** PostgreSQL keeps no NUL in a text, and UTF-8 has no lone surrogates. */
const TEXT = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
const SPECIAL_TEXT = fc.stringMatching(/^[{}",\\'\sNULx$;0-9-]*$/);
const ANY_TEXT = fc.oneof(TEXT, SPECIAL_TEXT);
const DATE = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const COLUMNS: readonly (readonly [string, fc.Arbitrary<SqlValue>])[] = [
  ['int8', fc.maxSafeInteger()],
  ['numeric', fc.maxSafeInteger()],
  ['int4', fc.integer()],
  [
    'float8',
    fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0) && !(Number.isInteger(value) && !Number.isSafeInteger(value))),
  ],
  ['bool', fc.boolean()],
  ['text', ANY_TEXT],
  ['date', DATE],
  ['bytea', fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes))],
  ['text[]', fc.array(ANY_TEXT, { maxLength: 5 })],
  ['int8[]', fc.array(fc.maxSafeInteger(), { maxLength: 5 })],
];

const ROW = fc.tuple(...COLUMNS.map(([, value]) => fc.option(value, { freq: 8 })));

export function roundTrip(open: () => Promise<Database>): void {
  test('values come back from a table as they went in', async () => {
    const database = await open();
    try {
      const columns = COLUMNS.map(([type], index) => `c${index} ${type}`).join(', ');
      const parameters = COLUMNS.map((_, index) => `$${index + 1}`).join(', ');
      await database.query(`CREATE TABLE kept (${columns})`);
      await fc.assert(
        fc.asyncProperty(ROW, async (row) => {
          const text = `INSERT INTO kept VALUES (${parameters}) RETURNING *`;
          const [kept] = await database.query<Record<string, unknown>>(text, row);
          expect(Object.values(kept ?? {})).toStrictEqual(row);
        }),
        { numRuns: runs(200) },
      );
    } finally {
      await database.close();
    }
  });

  test('of texts, = ANY finds those that are equal and no others', async () => {
    const database = await open();
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(ANY_TEXT, { maxLength: 6 }), ANY_TEXT, async (texts, wanted) => {
          const [row] = await database.query<{ found: boolean }>('SELECT $1::text = ANY($2::text[]) AS found', [wanted, texts]);
          expect(row?.found).toBe(texts.includes(wanted));
        }),
        { numRuns: runs(100) },
      );
    } finally {
      await database.close();
    }
  });
}
