/** Whether a file of a subscription may debit an account, and whether its user may register on it. */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import { requireRegister } from '../core/rights.ts';
import { type PaymentReason, paymentReason } from './payment-reason.ts';

interface DebtorRow {
  readonly kind: string;
}

/**
 * Why batches of the account are refused; undefined: they are not. Rejects with a Refusal when it is
 * a loading account on which the actor may not register.
 */
export async function debtorReason(
  sql: Sql,
  actor: Actor,
  { account, subscriptionId }: { readonly account: string; readonly subscriptionId: number },
): Promise<PaymentReason | undefined> {
  const [row] = await sql.query<DebtorRow>('SELECT kind FROM account WHERE number = $1 AND subscription_id = $2', [
    account,
    subscriptionId,
  ]);
  if (row === undefined) return paymentReason('debtorUnknown', { account });
  if (row.kind !== 'loading') return paymentReason('debtorNotLoading', { account });
  await requireRegister(sql, actor, account);
  return undefined;
}
