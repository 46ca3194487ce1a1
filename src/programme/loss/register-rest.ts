/**
 * The rest of a lost card (Internoverføring): all that is available when the transfer is approved
 * goes to the new card, or back to where the old one was loaded from. The card is blocked before.
 */
import type { Sql } from '../../database/database.ts';
import type { AccountRow } from '../accounts/account.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { Refusal } from '../core/refusal.ts';
import { accountRights } from '../core/rights.ts';
import { cardMoney } from '../end/card-money.ts';
import { registerTransfer } from '../transfers/register-transfer.ts';

/**
 * Registers the transfer, with the actor's approval where the level allows it. Returns why it was
 * not registered: a right that the actor lacks. Empty: it was, or there is nothing to move.
 */
export async function registerRest(office: Office, actor: Actor, lost: AccountRow): Promise<string> {
  const { database, cards } = office;
  const { number: from } = lost;
  const [money] = await cardMoney(cards, [lost.card_token]);
  if ((money?.availableMinor ?? 0) <= 0 || (await hasOpenTransfer(database, from))) return '';
  const to = lost.replaced_by ?? (await loadedFrom(database, lost));
  const { mayApproveOwn } = await accountRights(database, actor, from);
  try {
    await registerTransfer(office, actor, { from, to, amountMinor: 'all', registerAndApprove: mayApproveOwn });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.sentence(actor.language);
  }
  return '';
}

export async function hasOpenTransfer(sql: Sql, from: string): Promise<boolean> {
  const open = await sql.query("SELECT FROM transfer WHERE from_account = $1 AND status IN ('registered', 'moving') LIMIT 1", [from]);
  return open.length > 0;
}

/** Påfyllingskonto: the account of the last payment to the card, else the payer account. */
async function loadedFrom(sql: Sql, { number, subscription_id: subscriptionId }: AccountRow): Promise<string> {
  const [row] = await sql.query<{ number: string }>(
    `SELECT coalesce(
       (SELECT b.debtor_account FROM payment p JOIN payment_batch b ON b.id = p.batch_id
         WHERE p.creditor_account = $1 AND p.status = 'paid' ORDER BY b.executed_at_ms DESC, p.id DESC LIMIT 1),
       (SELECT number FROM account WHERE subscription_id = $2 AND kind = 'payer')) AS number`,
    [number, subscriptionId],
  );
  return row?.number ?? '';
}
