/**
 * What the clock does when the validity of cards ends: they expire (R14). Transfers of them that
 * were not approved by then come to nothing.
 */
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';

/** Accounts in one transaction. */
const ACCOUNTS_A_STEP = 500;

interface ExpiredRow {
  readonly number: string;
  readonly subscription_id: number;
}

/** Returns the number of cards. */
export async function expireDueCards(office: Office): Promise<number> {
  let expired = 0;
  for (;;) {
    const count = await expireSome(office);
    expired += count;
    if (count < ACCOUNTS_A_STEP) return expired;
  }
}

async function expireSome({ database, nowMs }: Office): Promise<number> {
  return await database.transaction(async (sql) => {
    const atMs = nowMs();
    const rows = await sql.query<ExpiredRow>(
      `UPDATE card_account SET state = 'expired', version = version + 1
        WHERE number IN (SELECT number FROM card_account WHERE state = 'active' AND expires_at_ms <= $1 ORDER BY expires_at_ms, number LIMIT $2)
        RETURNING number, subscription_id`,
      [atMs, ACCOUNTS_A_STEP],
    );
    await sql.query(
      "UPDATE transfer SET status = 'refused', reason = 'nothingLeft' WHERE from_account = ANY ($1::text[]) AND status = 'registered'",
      [rows.map(({ number }) => number)],
    );
    for (const { number, subscription_id: subscriptionId } of rows) {
      await audit(sql, { atMs, subscriptionId, action: 'expireCard', subject: number });
    }
    return rows.length;
  });
}
