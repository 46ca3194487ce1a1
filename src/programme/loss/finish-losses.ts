/**
 * The last step of a loss: when nothing is left on the old card, the access to its account is dropped
 * in all roles. Before, two people could not approve the transfer of the rest. This only takes rights
 * away, so it needs none.
 */
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { type CardMoney, cardMoney } from '../end/card-money.ts';
import { leaveRoles } from '../end/leave-roles.ts';
import { isMoving } from '../end/return-balance.ts';
import { hasOpenTransfer } from './register-rest.ts';

const LOSSES_A_PAGE = 500;

interface OpenLoss {
  readonly number: string;
  readonly subscription_id: number;
  readonly card_token: string;
}

/** Of these accounts, or of all. Returns how many losses were finished. */
export async function finishLosses(office: Office, accounts?: readonly string[]): Promise<number> {
  let finished = 0;
  let after = '';
  for (;;) {
    const rows = await office.database.query<OpenLoss>(
      `SELECT c.number, c.subscription_id, c.card_token FROM card_loss l
         JOIN card_account c ON c.number = l.account_number
         LEFT JOIN card_account n ON n.number = c.replaced_by
        WHERE l.finished_at_ms IS NULL AND c.number > $1 AND ($2::text[] IS NULL OR c.number = ANY ($2))
          AND c.card_status_settled AND (n.number IS NULL OR n.handed_out_at_ms IS NOT NULL)
        ORDER BY c.number LIMIT $3`,
      [after, accounts ?? null, LOSSES_A_PAGE],
    );
    const last = rows.at(-1);
    if (last === undefined) return finished;
    const money = await cardMoney(
      office.cards,
      rows.map(({ card_token }) => card_token),
    );
    for (const [index, row] of rows.entries()) if (isEmpty(money[index]) && (await finish(office, row))) finished += 1;
    after = last.number;
  }
}

function isEmpty(money: CardMoney | undefined): boolean {
  return money === undefined || (money.ledgerMinor <= 0 && money.heldMinor === 0);
}

async function finish({ database, nowMs }: Office, { number, subscription_id: subscriptionId }: OpenLoss): Promise<boolean> {
  return await database.transaction(async (sql) => {
    if ((await hasOpenTransfer(sql, number)) || (await isMoving(sql, number))) return false;
    const atMs = nowMs();
    const open = await sql.query(
      'UPDATE card_loss SET finished_at_ms = $2 WHERE account_number = $1 AND finished_at_ms IS NULL RETURNING account_number',
      [number, atMs],
    );
    if (open.length === 0) return false;
    await leaveRoles(sql, number);
    await audit(sql, { atMs, subscriptionId, action: 'finishLoss', subject: number });
    return true;
  });
}
