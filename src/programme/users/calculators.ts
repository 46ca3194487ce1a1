/** Code calculators (passordkalkulator): posted to users, used again, and retired. */
import type { Sql } from '../../database/database.ts';
import type { Office } from '../core/office.ts';
import { SECRET_BYTES } from './hotp.ts';

/** So many wrong codes in a row lock a calculator; the bank then posts a new one. */
export const WRONG_CODES_MAX = 5;
/** Serial numbers begin after this one. */
const FIRST_SERIAL = 40_000_000;
const SERIAL_FORM = /^\d{6,12}$/;

export function isSerial(text: string): boolean {
  return SERIAL_FORM.test(text);
}

export interface Calculator {
  readonly serial: string;
  readonly secret: Buffer;
  readonly lastCounter: number;
  readonly wrongCodes: number;
}

interface CalculatorRow {
  readonly serial: string;
  readonly sealed_secret: Buffer;
  readonly last_counter: number;
  readonly wrong_codes: number;
}

/** Binds a secret to its calculator. */
function boundTo(serial: string): string {
  return `calculator:${serial}`;
}

/** Undefined: the user has none. */
export async function calculatorOf(sql: Sql, vault: Office['vault'], userId: string): Promise<Calculator | undefined> {
  const [row] = await sql.query<CalculatorRow>(
    'SELECT serial, sealed_secret, last_counter, wrong_codes FROM calculator WHERE user_id = $1',
    [userId],
  );
  if (row === undefined) return undefined;
  const secret = Buffer.from(vault.open(row.sealed_secret, boundTo(row.serial)), 'hex');
  return { serial: row.serial, secret, lastCounter: row.last_counter, wrongCodes: row.wrong_codes };
}

/** Returns the serial number of a new calculator, which goes to the user by registered post. */
export async function postNew(sql: Sql, office: Office, userId: string): Promise<string> {
  const [row] = await sql.query<{ serial: number }>('SELECT coalesce(max(serial::bigint), $1::bigint) + 1 AS serial FROM calculator', [
    FIRST_SERIAL,
  ]);
  const serial = String(row?.serial);
  const secret = office.randomBytes(SECRET_BYTES);
  const sealed = office.vault.seal(secret.toString('hex'), boundTo(serial));
  secret.fill(0);
  await sql.query('INSERT INTO calculator (serial, user_id, sealed_secret, posted_at_ms) VALUES ($1, $2, $3, $4)', [
    serial,
    userId,
    sealed,
    office.nowMs(),
  ]);
  return serial;
}

/** True when nobody uses the calculator and it is not retired. */
export async function isFree(sql: Sql, serial: string): Promise<boolean> {
  const rows = await sql.query('SELECT FROM calculator WHERE serial = $1 AND user_id IS NULL AND NOT is_retired', [serial]);
  return rows.length > 0;
}

/** The calculator must be free. */
export async function useAgain(sql: Sql, serial: string, userId: string): Promise<void> {
  await sql.query('UPDATE calculator SET user_id = $2 WHERE serial = $1', [serial, userId]);
}

/** Of a user who was removed: free to be used again, unless it is locked. */
export async function release(sql: Sql, userId: string): Promise<void> {
  await sql.query('UPDATE calculator SET user_id = NULL, is_retired = wrong_codes >= $2, wrong_codes = 0 WHERE user_id = $1', [
    userId,
    WRONG_CODES_MAX,
  ]);
}

/** Of a user who gets another one. */
export async function retire(sql: Sql, userId: string): Promise<void> {
  await sql.query('UPDATE calculator SET user_id = NULL, is_retired = true WHERE user_id = $1', [userId]);
}
