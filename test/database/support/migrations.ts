/** Folders of migrations, and a database with tables for the tests. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder with these files. */
export function migrationsOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'aksept-migrations-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

export const TEST_MIGRATIONS: Readonly<Record<string, string>> = {
  '0001-persons.sql': `
    -- Two statements in one file; text with a semicolon is one statement.
    CREATE TABLE persons (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text NOT NULL CONSTRAINT persons_name_key UNIQUE,
      note text NOT NULL DEFAULT 'a; b',
      amount_minor bigint NOT NULL DEFAULT 0 CONSTRAINT persons_amount_check CHECK (amount_minor >= 0)
    );
    CREATE TABLE cards (person_id bigint NOT NULL CONSTRAINT cards_person_fkey REFERENCES persons (id));
  `,
  '0002-function.sql': `
    CREATE FUNCTION twice(n bigint) RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN
      RETURN n * 2;
    END
    $$;
  `,
};
