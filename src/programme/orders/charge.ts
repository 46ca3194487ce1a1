/** What an order costs: charged to the return account, and given back when it is cancelled. */
import type { Sql } from '../../database/database.ts';
import { refusalsOf } from '../core/refusal.ts';
import { shownAccountNumber } from '../identifiers/account-number.ts';

const refuse = refusalsOf({
  orderNotCovered: {
    kind: 'conflict',
    en: 'The return account (tilbakeføringskonto) {account} does not cover the order; pay money in, or order fewer cards.',
    nb: 'Tilbakeføringskonto {account} har ikke dekning for bestillingen; sett inn penger, eller bestill færre kort.',
  },
} as const);

export interface OrderCharge {
  readonly orderId: number;
  readonly account: string;
  readonly amountMinor: number;
  readonly atMs: number;
}

async function enter(sql: Sql, account: string, amountMinor: number, atMs: number, reference: string): Promise<boolean> {
  const changed = await sql.query(
    'UPDATE account SET balance_minor = balance_minor + $2 WHERE number = $1 AND balance_minor + $2 >= 0 RETURNING number',
    [account, amountMinor],
  );
  if (changed.length === 0) return false;
  await sql.query(`INSERT INTO bank_entry (account_number, amount_minor, at_ms, kind, reference) VALUES ($1, $2, $3, 'order', $4)`, [
    account,
    amountMinor,
    atMs,
    reference,
  ]);
  return true;
}

/** Rejects with a Refusal when the balance does not suffice. Nothing is entered for 0. */
export async function chargeOrder(sql: Sql, { orderId, account, amountMinor, atMs }: OrderCharge): Promise<void> {
  if (amountMinor === 0) return;
  if (!(await enter(sql, account, -amountMinor, atMs, `order:${orderId}`)))
    throw refuse('orderNotCovered', { account: shownAccountNumber(account) });
}

/** Gives back what was charged, whatever a card costs now. Returns the amount. */
export async function returnCharge(sql: Sql, { orderId, account, atMs }: Omit<OrderCharge, 'amountMinor'>): Promise<number> {
  const [charged] = await sql.query<{ readonly amount_minor: number }>(
    `SELECT amount_minor FROM bank_entry WHERE account_number = $1 AND kind = 'order' AND reference = $2`,
    [account, `order:${orderId}`],
  );
  if (charged === undefined) return 0;
  await enter(sql, account, -charged.amount_minor, atMs, `order:${orderId}:cancelled`);
  return -charged.amount_minor;
}
