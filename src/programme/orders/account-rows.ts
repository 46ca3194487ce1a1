/**
 * The accounts of an order in the database, one for each card. They are written before the cards are
 * put on file: a card is found again by its sealed PAN, whatever happens between.
 */
import type { Sql } from '../../database/database.ts';
import { maskPan } from '../../protocol/mask.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { tickNewAccounts } from '../roles/tick-new-accounts.ts';
import { cardExpiry } from './card-expiry.ts';
import { newAccountNumbers } from './new-account-numbers.ts';
import { serialText } from './serial.ts';

interface OrderRow {
  readonly subscription_id: number;
  readonly card_type: string;
  readonly cards: number;
  readonly ordered_at_ms: number;
  readonly ordered_on: string;
}

/** An order at the makers of the cards that has no accounts yet. */
const WITHOUT_ACCOUNTS = `SELECT subscription_id, card_type, cards, ordered_at_ms, ordered_on FROM card_order o
  WHERE id = $1 AND status = 'ordered' AND NOT EXISTS (SELECT FROM card_account a WHERE a.order_id = o.id)`;

/** Nothing happens when the order has its accounts. `userId` undefined: the clock. */
export async function writeAccountRows(office: Office, orderId: number, userId: string | undefined): Promise<void> {
  const { database, cards, randomBytes } = office;
  for (;;) {
    const [order] = await database.query<OrderRow>(WITHOUT_ACCOUNTS, [orderId]);
    if (order === undefined) return;
    const pans = await cards.newPans(order.cards, randomBytes);
    const isWritten = await database.transaction(async (sql) => {
      const [same] = await sql.query<OrderRow>(WITHOUT_ACCOUNTS, [orderId]);
      if (same === undefined) return true;
      const tokens = pans.map((pan) => cards.tokenOf(pan, false));
      // PANs of another order that is not on file yet: other ones are drawn.
      const taken = await sql.query('SELECT FROM card_account WHERE card_token = ANY($1)', [tokens]);
      if (taken.length > 0) return false;
      await insertRows(sql, office, { orderId, order: same, pans, tokens, userId });
      return true;
    });
    if (isWritten) return;
  }
}

interface NewRows {
  readonly orderId: number;
  readonly order: OrderRow;
  readonly pans: readonly string[];
  readonly tokens: readonly string[];
  readonly userId: string | undefined;
}

async function insertRows(sql: Sql, { nowMs, settings, vault }: Office, rows: NewRows): Promise<void> {
  const { orderId, order, pans, tokens, userId } = rows;
  const { subscription_id: subscriptionId, ordered_at_ms: orderedAtMs, ordered_on: orderedOn } = order;
  const [counted] = await sql.query<{ readonly last_serial: number }>(
    'UPDATE subscription SET last_serial = last_serial + $2 WHERE id = $1 RETURNING last_serial',
    [subscriptionId, pans.length],
  );
  const first = (counted?.last_serial ?? 0) - pans.length + 1;
  const serials = pans.map((_, index) => first + index);
  const numbers = await newAccountNumbers(sql, pans.length);
  const { expiry, expiresAtMs } = cardExpiry({ orderedAtMs, orderedOn }, settings.expiry);
  await sql.query(
    `INSERT INTO account (number, subscription_id, kind) SELECT number, $1, 'card' FROM unnest($2::text[]) AS given(number)`,
    [subscriptionId, numbers],
  );
  await sql.query(
    `INSERT INTO card_account (number, serial, name, card_token, masked_pan, sealed_pan,
                               subscription_id, order_id, card_type, expiry, expires_at_ms)
     SELECT number, serial, name, token, masked, decode(sealed, 'hex'), $7, $8, $9, $10, $11
       FROM unnest($1::text[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[])
         AS given(number, serial, name, token, masked, sealed)`,
    [
      numbers,
      serials,
      serials.map(serialText),
      tokens,
      pans.map(maskPan),
      pans.map((pan, index) => vault.seal(pan, numbers[index] ?? '').toString('hex')),
      subscriptionId,
      orderId,
      order.card_type,
      expiry,
      expiresAtMs,
    ],
  );
  await tickNewAccounts(sql, subscriptionId, numbers);
  const detail = `${serialText(first)} to ${serialText(first + pans.length - 1)}`;
  await audit(sql, { atMs: nowMs(), userId, subscriptionId, action: 'makeAccounts', subject: `order:${orderId}`, detail });
}
