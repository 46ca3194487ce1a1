/** What an order costs: charged to the return account, and given back when it is cancelled. */
import type { Sql } from '../../database/database.ts';
import { tryEnter } from '../bank/enter.ts';
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

/** Rejects with a Refusal when the balance does not suffice. Nothing is entered for 0. */
export async function chargeOrder(sql: Sql, { orderId, account, amountMinor, atMs }: OrderCharge): Promise<void> {
  if (amountMinor === 0) return;
  if (!(await tryEnter(sql, { account, amountMinor: -amountMinor, kind: 'order', reference: `order:${orderId}`, atMs })))
    throw refuse('orderNotCovered', { account: shownAccountNumber(account) });
}

/** Gives back what was charged, whatever a card costs now. Returns the amount. */
export async function returnCharge(sql: Sql, { orderId, account, atMs }: Omit<OrderCharge, 'amountMinor'>): Promise<number> {
  const [charged] = await sql.query<{ readonly amount_minor: number }>(
    `SELECT amount_minor FROM bank_entry WHERE account_number = $1 AND kind = 'order' AND reference = $2`,
    [account, `order:${orderId}`],
  );
  if (charged === undefined) return 0;
  const amountMinor = -charged.amount_minor;
  await tryEnter(sql, { account, amountMinor, kind: 'order', reference: `order:${orderId}:cancelled`, atMs });
  return amountMinor;
}
