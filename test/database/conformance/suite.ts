/** What every database of the back office does alike. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, DatabaseError, type Sql, type SqlValue } from '../../../src/database/database.ts';

/** Of a rejected promise. */
async function failureOf(promise: Promise<unknown>): Promise<DatabaseError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DatabaseError) return error;
  throw new Error(`expected a DatabaseError, got ${String(error)}`);
}

/** Two transactions that each see the other one's promise to come, and so meet at the same point. */
function meetingPoint(): () => Promise<void> {
  let arrived = 0;
  const { promise, resolve } = withResolvers();
  return async () => {
    arrived += 1;
    if (arrived === 2) resolve();
    await promise;
  };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** `open`: with TEST_MIGRATIONS, empty. `isConcurrent`: transactions run beside each other. */
export function databaseSuite(name: string, open: () => Promise<Database>, { isConcurrent }: { readonly isConcurrent: boolean }): void {
  describe(name, () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());

    const one = async (text: string, values: readonly SqlValue[] = []): Promise<unknown> => {
      const [row] = await database.query<Record<string, unknown>>(`SELECT ${text} AS value`, values);
      return row?.['value'];
    };

    describe('values', () => {
      test.each<[string, unknown]>([
        ['7::int2', 7],
        ['-7::int4', -7],
        ['9007199254740991::int8', Number.MAX_SAFE_INTEGER],
        ['-9007199254740991::int8', Number.MIN_SAFE_INTEGER],
        ['12::numeric', 12],
        ['(SELECT sum(n) FROM unnest(ARRAY[1,2]::int8[]) AS n)', 3],
        ['0.5::float8', 0.5],
        ["'-Infinity'::float8", Number.NEGATIVE_INFINITY],
        ['true', true],
        ['false', false],
        ['NULL::int8', null],
        ["DATE '2026-02-28'", '2026-02-28'],
        ["'\\x00ff'::bytea", Buffer.from([0, 255])],
        ["''::bytea", Buffer.alloc(0)],
        ["''::text", ''],
        ["ARRAY['a', '', NULL, 'NULL', 'æ \"{,}\\']::text[]", ['a', '', null, 'NULL', 'æ "{,}\\']],
        ['ARRAY[1, NULL]::int8[]', [1, null]],
        ['ARRAY[]::text[]', []],
        ['\'{"a":[1,"b"]}\'::jsonb', { a: [1, 'b'] }],
        ["'2026-02-28T12:00:00.5+01'::timestamptz", '2026-02-28 11:00:00.5+00'],
        ["'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
      ])('%s', async (text, value) => {
        expect(await one(text)).toStrictEqual(value);
      });

      test.each([
        '9007199254740992::int8',
        '0.5::numeric',
        "'NaN'::numeric",
        'ARRAY[9007199254740992]::int8[]',
        "DATE '12026-01-01'",
        "DATE 'infinity'",
        'ARRAY[ARRAY[1]]::int8[]',
      ])('%s is refused by the name of its column', async (text) => {
        const error = await failureOf(one(text));
        expect(error.code).toBe('faulty');
        expect(error.message).toBe(
          'The column value of a result holds a value that is out of range: a number that is no safe integer, or a date beyond 9999.',
        );
      });

      test.each<[string, SqlValue, unknown]>([
        ['$1::int8', 12, 12],
        ['$1::text', '12', '12'],
        ['$1::bool', false, false],
        ['$1::bytea', Buffer.from('\0\\'), Buffer.from('\0\\')],
        ['$1::text', null, null],
        ['$1::date', '2026-02-28', '2026-02-28'],
        ['$1::text[]', ['a"b', 'NULL', '\\', ''], ['a"b', 'NULL', '\\', '']],
        ["'b' = ANY($1)", ['a', 'b'], true],
        ["'b' = ANY($1)", [], false],
        ['2::int8 = ANY($1)', [1, 2], true],
      ])('%s with %j', async (text, parameter, value) => {
        expect(await one(text, [parameter])).toStrictEqual(value);
      });

      test('a parameter that is no safe integer, or no value of SQL, is refused', async () => {
        expect((await failureOf(one('$1::int8', [2 ** 53]))).code).toBe('faulty');
        expect((await failureOf(one('$1::int8', [undefined as unknown as null]))).code).toBe('faulty');
      });
    });

    describe('errors', () => {
      test.each([
        ['persons_name_key', "INSERT INTO persons (name) VALUES ('Ola Hansen'), ('Ola Hansen')"],
        ['persons_amount_check', "INSERT INTO persons (name, amount_minor) VALUES ('Kari', -4711)"],
        ['cards_person_fkey', 'INSERT INTO cards VALUES (4711)'],
        ['persons_name_not_null', 'INSERT INTO persons (name) VALUES (NULL)'],
      ])('%s is named, and no value is', async (constraint, text) => {
        const error = await failureOf(database.query(text));
        expect(error).toMatchObject({ code: 'constraint', constraint });
        expect(error.message).toContain(`by the constraint ${constraint} (23`);
        expect(error.message).not.toMatch(/Hansen|4711/);
      });

      test('a value of the wrong form is not shown', async () => {
        const error = await failureOf(one('$1::int8', ['secret']));
        expect(error.code).toBe('faulty');
        expect(error.message).toBe(`The database ${database.description} refused a statement (22P02).`);
      });

      test('a bug is named', async () => {
        const error = await failureOf(database.query('SELECT nothing FROM persons'));
        expect(error.code).toBe('faulty');
        expect(error.message).toContain('(42703: column "nothing" does not exist)');
      });

      test('two statements in one are refused', async () => {
        expect((await failureOf(database.query('SELECT 1; SELECT 2'))).message).toContain('42601');
      });

      test('after an error the next statement runs', async () => {
        await failureOf(database.query('SELECT'.concat(' FROM FROM')));
        expect(await one('1')).toBe(1);
        expect(await database.ready()).toBe(true);
      });
    });

    describe('transaction', () => {
      const names = async (): Promise<readonly unknown[]> =>
        (await database.query<{ name: string }>('SELECT name FROM persons ORDER BY name')).map(({ name: each }) => each);
      const insert = (sql: Sql, person: string): Promise<unknown> => sql.query('INSERT INTO persons (name) VALUES ($1)', [person]);

      test('commits what it did, and gives the result', async () => {
        const result = await database.transaction(async (sql) => {
          await insert(sql, 'commit-1');
          await insert(sql, 'commit-2');
          return (await sql.query<{ level: string }>("SELECT current_setting('transaction_isolation') AS level"))[0]?.level;
        });
        expect(result).toBe('serializable');
        expect(await names()).toEqual(expect.arrayContaining(['commit-1', 'commit-2']));
      });

      test('rolls back when the work rejects, and rejects with the same', async () => {
        const reason = new Error('no');
        const rejected = database.transaction(async (sql) => {
          await insert(sql, 'rolled-back');
          throw reason;
        });
        await expect(rejected).rejects.toBe(reason);
        expect(await names()).not.toContain('rolled-back');
      });

      test('rejects when a statement failed, even if the work goes on', async () => {
        const rejected = database.transaction(async (sql) => {
          await insert(sql, 'half');
          await insert(sql, 'half').catch(() => {});
        });
        expect(await failureOf(rejected)).toMatchObject({ code: 'constraint', constraint: 'persons_name_key' });
        expect(await names()).not.toContain('half');
      });

      test('is not left by a statement of the database, or entered after its end', async () => {
        const beside = database.transaction(() => database.query('SELECT 1'));
        expect((await failureOf(beside)).message).toContain('must be run by the sql object of the transaction');
        expect((await failureOf(database.transaction(() => database.transaction(async () => 1)))).code).toBe('faulty');
        const late = await database.transaction(async (sql) => sql);
        expect((await failureOf(late.query('SELECT 1'))).message).toContain('has ended');
      });

      test('several at once all count', async () => {
        await insert(database, 'counter');
        await Promise.all(
          Array.from({ length: 5 }, () =>
            database.transaction(async (sql) => {
              const [row] = await sql.query<{ amount: number }>("SELECT amount_minor AS amount FROM persons WHERE name = 'counter'");
              await sql.query("UPDATE persons SET amount_minor = $1 WHERE name = 'counter'", [(row?.amount ?? 0) + 1]);
            }),
          ),
        );
        expect(await one("(SELECT amount_minor FROM persons WHERE name = 'counter')")).toBe(5);
      });

      if (isConcurrent) {
        test('runs again from the start after a collision', async () => {
          const meet = meetingPoint();
          let works = 0;
          const write = (person: string): Promise<unknown> =>
            database.transaction(async (sql) => {
              works += 1;
              // Each reads what the other one writes: no order of the two explains both.
              const [row] = await sql.query<{ n: number }>("SELECT count(*) AS n FROM persons WHERE name LIKE 'skew-%'");
              if (works <= 2) await meet();
              if (row?.n === 0) await insert(sql, person);
            });
          await Promise.all([write('skew-1'), write('skew-2')]);
          expect(works).toBeGreaterThan(2);
          expect((await names()).filter((each) => String(each).startsWith('skew-'))).toHaveLength(1);
        });

        test('gives up after too many collisions', async () => {
          let works = 0;
          const colliding = database.transaction(async (sql) => {
            works += 1;
            await sql.query("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$");
          });
          expect(await failureOf(colliding)).toMatchObject({ code: 'unreachable' });
          expect(works).toBe(10);
        });
      }
    });

    test('functions of migrations are there', async () => {
      expect(await one('twice($1)', [21])).toBe(42);
    });
  });
}
