/**
 * What is left on a card that has expired or is closed goes to the payer of its subscription (R14),
 * by the outbox. Holds keep their money until they end; then it goes, too.
 */
import type { Sql } from '../../database/database.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { addMoves } from '../money/move.ts';
import { cardMoney } from './card-money.ts';

/** Cards that are read from the card store in one step. */
const CARDS_A_PAGE = 500;

interface EndedRow {
  readonly number: string;
  readonly card_token: string;
  readonly subscription_id: number;
}

/** Returns the number of moves that were added; carried out, they may leave something for the next call. */
export async function returnBalances(office: Office, state: 'expired' | 'closed'): Promise<number> {
  let added = 0;
  let after = '';
  for (;;) {
    const rows = await office.database.query<EndedRow>(
      'SELECT number, card_token, subscription_id FROM card_account WHERE state = $1 AND number > $2 ORDER BY number LIMIT $3',
      [state, after, CARDS_A_PAGE],
    );
    const money = await cardMoney(
      office.cards,
      rows.map(({ card_token }) => card_token),
    );
    for (const [index, row] of rows.entries()) {
      const availableMinor = money[index]?.availableMinor ?? 0;
      if (availableMinor > 0 && (await addReturn(office, row, availableMinor))) added += 1;
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.number;
  }
  if (added > 0) office.movesAdded?.();
  return added;
}

/** False while other money of the account moves: then the balance is not known. */
async function addReturn({ database, nowMs }: Office, row: EndedRow, amountMinor: number): Promise<boolean> {
  const { number: account, subscription_id: subscriptionId } = row;
  return await database.transaction(async (sql) => {
    if (await isMoving(sql, account)) return false;
    const atMs = nowMs();
    const [before] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM money_move WHERE subject = $1', [`expiry:${account}`]);
    const moveKey = `expiry:${account}:${(before?.n ?? 0) + 1}`;
    await addMoves(sql, [{ moveKey, account, amountMinor: -amountMinor, subject: `expiry:${account}` }], atMs);
    await audit(sql, { atMs, subscriptionId, action: 'returnBalance', subject: account, detail: `${amountMinor} minor units` });
    return true;
  });
}

/** Money of the account is on its way: a pending move, or a transfer whose other leg comes. */
export async function isMoving(sql: Sql, account: string): Promise<boolean> {
  const [row] = await sql.query<{ moves: boolean }>(
    `SELECT EXISTS (SELECT FROM money_move WHERE account_number = $1 AND state = 'pending')
         OR EXISTS (SELECT FROM transfer WHERE (from_account = $1 OR to_account = $1) AND status = 'moving') AS moves`,
    [account],
  );
  return row?.moves === true;
}
