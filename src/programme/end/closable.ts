/** Whether an account could be closed by hand: its balance is 0, and nothing is held or on its way. */
import type { Sql } from '../../database/database.ts';
import type { CardMoney } from './card-money.ts';
import type { ClosingReason } from './closing-reason.ts';
import { isMoving } from './return-balance.ts';

/** `money` is undefined when the card is not on file. */
export function moneyReason(money: CardMoney | undefined): ClosingReason | undefined {
  if (money === undefined) return undefined;
  if (money.heldMinor > 0) return 'held';
  if (money.ledgerMinor > 0) return 'balance';
  return money.ledgerMinor < 0 ? 'owes' : undefined;
}

interface AccountRow {
  readonly state: string;
  readonly moved: number;
  readonly awaited: boolean;
}

/** Of an account of the subscription, in the transaction that closes it; `money` was read before. */
export async function closingReason(
  sql: Sql,
  { account, subscriptionId }: { readonly account: string; readonly subscriptionId: number },
  money: CardMoney | undefined,
): Promise<ClosingReason | undefined> {
  const [row] = await sql.query<AccountRow>(
    `SELECT state, (SELECT coalesce(sum(amount_minor), 0) FROM money_move WHERE account_number = number AND state = 'done')::bigint AS moved,
            EXISTS (SELECT FROM payment p JOIN payment_batch b ON b.id = p.batch_id
                     WHERE p.creditor_account = number AND p.status = 'registered' AND b.status IN ('registered', 'approved')) AS awaited
       FROM card_account WHERE number = $1 AND subscription_id = $2`,
    [account, subscriptionId],
  );
  if (row === undefined) return 'unknown';
  if (row.state === 'closed') return 'closed';
  // Also when a move was settled after the card was read.
  if ((await isMoving(sql, account)) || (money !== undefined && money.fundedMinor !== row.moved)) return 'moving';
  return moneyReason(money) ?? (row.awaited ? 'paymentsWait' : undefined);
}
