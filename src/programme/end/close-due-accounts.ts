/** What the clock does a month after the expiry of cards: their accounts are closed. */
import { DAY_MS } from '../../config/duration.ts';
import { settleCardStatuses } from '../accounts/card-status.ts';
import type { Office } from '../core/office.ts';
import { cardMoney } from './card-money.ts';
import { closeAccountStep } from './close-account-step.ts';
import { closesAtMs } from './closing-date.ts';
import { isMoving } from './return-balance.ts';

const ACCOUNTS_A_PAGE = 500;
const SHORTEST_MONTH_DAYS = 28;

interface DueRow {
  readonly number: string;
  readonly card_token: string;
  readonly subscription_id: number;
  readonly expires_at_ms: number;
}

/**
 * An account whose money is held or still goes back waits. A card that owes (an advice came late) is
 * closed all the same: nothing would ever pay it. Returns the number of accounts that were closed.
 */
export async function closeDueAccounts(office: Office): Promise<number> {
  const { database, nowMs, settings } = office;
  let closed = 0;
  let after = '';
  for (;;) {
    const latestMs = nowMs() - settings.monthsToClosing * SHORTEST_MONTH_DAYS * DAY_MS;
    const rows = await database.query<DueRow>(
      `SELECT number, card_token, subscription_id, expires_at_ms FROM card_account
        WHERE state = 'expired' AND expires_at_ms <= $1 AND number > $2 ORDER BY number LIMIT $3`,
      [latestMs, after, ACCOUNTS_A_PAGE],
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    closed += await closeEmpty(
      office,
      rows.filter(({ expires_at_ms }) => closesAtMs(expires_at_ms, settings) <= nowMs()),
    );
    after = last.number;
  }
  if (closed > 0) await settleCardStatuses(office);
  return closed;
}

async function closeEmpty(office: Office, rows: readonly DueRow[]): Promise<number> {
  const money = await cardMoney(
    office.cards,
    rows.map(({ card_token }) => card_token),
  );
  let closed = 0;
  for (const [index, row] of rows.entries()) {
    const { ledgerMinor = 0, heldMinor = 0 } = money[index] ?? {};
    if (ledgerMinor > 0 || heldMinor > 0) continue;
    const detail = ledgerMinor < 0 ? `after expiry; owes ${-ledgerMinor} minor units` : 'after expiry';
    if (await closeUnlessMoving(office, row, detail)) closed += 1;
  }
  return closed;
}

async function closeUnlessMoving({ database, nowMs }: Office, row: DueRow, detail: string): Promise<boolean> {
  const { number: account, subscription_id: subscriptionId } = row;
  return await database.transaction(async (sql) => {
    const [same] = await sql.query("SELECT FROM card_account WHERE number = $1 AND state = 'expired'", [account]);
    if (same === undefined || (await isMoving(sql, account))) return false;
    await closeAccountStep(sql, { account, subscriptionId, atMs: nowMs(), detail });
    return true;
  });
}
