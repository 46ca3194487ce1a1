/**
 * Tells the card store what became of a card: active at the hand-out, lost or stolen when marked. The
 * wish is written with the change of the account; the store is told afterwards, and again at the
 * next start when the process ended between.
 */
import type { CardStatus } from '../../cards/status.ts';
import type { Sql } from '../../database/database.ts';
import { StoreError } from '../../limits/store.ts';
import type { Office } from '../core/office.ts';

/** In the transaction that changes the account. */
export async function wantCardStatus(sql: Sql, account: string, status: CardStatus): Promise<void> {
  await sql.query('UPDATE card_account SET card_status = $2, card_status_settled = false WHERE number = $1', [account, status]);
}

interface UnsettledRow {
  readonly card_token: string;
  readonly card_status: CardStatus;
}

/** After that transaction. Repeated until the store has what the account wants at the end. */
export async function settleCardStatus(office: Office, account: string): Promise<void> {
  const { database } = office;
  for (;;) {
    const [row] = await database.query<UnsettledRow>('SELECT card_token, card_status FROM card_account WHERE number = $1', [account]);
    if (row === undefined) return;
    const { card_token: token, card_status: status } = row;
    await tellStore(office, account, token, status);
    // Another wish may have been written and told meanwhile: then the last one is told again.
    const settled = await database.query(
      'UPDATE card_account SET card_status_settled = true WHERE number = $1 AND card_status = $2 RETURNING number',
      [account, status],
    );
    if (settled.length > 0) return;
  }
}

async function tellStore({ cards, warn }: Office, account: string, token: string, status: CardStatus): Promise<void> {
  try {
    if ((await cards.change(token, { status })) !== undefined) return;
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'refused') throw error;
    // Closed by an operator of the card store: it is declined anyway, and stays closed.
    warn(`The card of account ${account} does not become ${status}: ${error.message}`);
    return;
  }
  throw new Error(`The card store does not know the card of account ${account}.`);
}

/** At a start: what a process before did not tell the store. Returns the number of cards. */
export async function settleCardStatuses(office: Office): Promise<number> {
  const rows = await office.database.query<{ readonly number: string }>(
    'SELECT number FROM card_account WHERE NOT card_status_settled ORDER BY number',
  );
  for (const { number } of rows) await settleCardStatus(office, number);
  return rows.length;
}
