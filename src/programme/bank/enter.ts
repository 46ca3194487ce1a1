/**
 * Enters money on the accounts of the bank: the balance and a row of its history, in one step. What
 * stands against an entry is a move on a card (money/), or an opening or order, which have none.
 */
import type { Sql } from '../../database/database.ts';

export type EntryKind = 'opening' | 'order' | 'load' | 'unload' | 'expiry' | 'returned';

export interface Entry {
  readonly account: string;
  /** Below 0: taken off. */
  readonly amountMinor: number;
  readonly kind: EntryKind;
  /** What it belongs to, such as `payment:17`: entered once for each account and kind. */
  readonly reference: string;
  readonly atMs: number;
}

/** False when the balance would go below zero; then nothing is entered. */
export async function tryEnter(sql: Sql, { account, amountMinor, kind, reference, atMs }: Entry): Promise<boolean> {
  if (amountMinor === 0) return true;
  const changed = await sql.query(
    `UPDATE account SET balance_minor = balance_minor + $2
      WHERE number = $1 AND kind <> 'card' AND balance_minor + $2 >= 0 RETURNING number`,
    [account, amountMinor],
  );
  if (changed.length === 0) return false;
  await sql.query('INSERT INTO bank_entry (account_number, amount_minor, at_ms, kind, reference) VALUES ($1, $2, $3, $4, $5)', [
    account,
    amountMinor,
    atMs,
    kind,
    reference,
  ]);
  return true;
}

/** Many that add money, in one statement each for balances and history. */
export async function enterAll(sql: Sql, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const accounts = entries.map(({ account }) => account);
  const amounts = entries.map(({ amountMinor }) => amountMinor);
  await sql.query(
    `UPDATE account SET balance_minor = balance_minor + e.amount_minor
       FROM (SELECT number, sum(amount_minor)::bigint AS amount_minor
               FROM unnest($1::text[], $2::bigint[]) AS given(number, amount_minor) GROUP BY number) e
      WHERE account.number = e.number`,
    [accounts, amounts],
  );
  await sql.query(
    `INSERT INTO bank_entry (account_number, amount_minor, at_ms, kind, reference)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[])`,
    [accounts, amounts, entries.map(({ atMs }) => atMs), entries.map(({ kind }) => kind), entries.map(({ reference }) => reference)],
  );
}
