/** What is taken off an expired card goes to the payer account of its subscription (R14). */
import type { Sql } from '../../database/database.ts';
import { enterAll } from '../bank/enter.ts';
import type { MoveOutcome } from './move.ts';

interface PayerRow {
  readonly number: string;
  readonly payer: string;
}

/** A refused one (money was spent meanwhile) moved nothing; the clock tries again with a new amount. */
export async function expiriesSettled(sql: Sql, outcomes: readonly MoveOutcome[], atMs: number): Promise<void> {
  const done = outcomes.filter(({ state }) => state === 'done');
  if (done.length === 0) return;
  const rows = await sql.query<PayerRow>(
    `SELECT c.number, p.number AS payer FROM card_account c
       JOIN account p ON p.subscription_id = c.subscription_id AND p.kind = 'payer'
      WHERE c.number = ANY ($1::text[])`,
    [done.map(({ move }) => move.account_number)],
  );
  const payers = new Map(rows.map(({ number, payer }) => [number, payer]));
  const entries = done.map(({ move }) => {
    const account = payers.get(move.account_number);
    if (account === undefined) throw new Error(`The subscription of account ${move.account_number} has no payer account.`);
    return { account, amountMinor: -move.amount_minor, kind: 'expiry', reference: move.move_key, atMs } as const;
  });
  await enterAll(sql, entries);
}
