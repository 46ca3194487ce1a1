/** Cancels an order as long as it is only registered (Kansellert); its charge is given back. */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { returnCharge } from './charge.ts';
import { orderOfBestiller, type ShownOrder, shownOrder } from './order.ts';
import { ORDER_STATUSES } from './order-status.ts';

const refuse = refusalsOf({
  cancelTooLate: {
    kind: 'conflict',
    en: 'Order {orderId} cannot be cancelled any more: its status is "{status}", and only "{registered}" can be cancelled.',
    nb: 'Bestilling {orderId} kan ikke lenger slettes: status er «{status}», og bare «{registered}» kan slettes.',
  },
} as const);

export async function cancelOrder(office: Office, actor: Actor, orderId: number): Promise<ShownOrder> {
  const { database, nowMs, settings } = office;
  return await database.transaction(async (sql) => {
    const order = await orderOfBestiller(sql, actor, orderId);
    if (order.status !== 'registered') {
      const fill = { orderId: String(orderId), status: ORDER_STATUSES[order.status], registered: ORDER_STATUSES.registered };
      throw refuse('cancelTooLate', fill);
    }
    const atMs = nowMs();
    await returnCharge(sql, { orderId, account: order.return_account, atMs });
    await sql.query(
      `UPDATE card_order SET status = 'cancelled', status_at_ms = $2, day_used = CASE WHEN $3 THEN NULL ELSE day_used END WHERE id = $1`,
      [orderId, atMs, settings.cancelledOrderFreesDay],
    );
    const { subscription_id: subscriptionId } = order;
    await audit(sql, { atMs, userId: actor.userId, subscriptionId, action: 'cancelOrder', subject: `order:${orderId}` });
    return shownOrder({ ...order, status: 'cancelled', status_at_ms: atMs }, actor.language);
  });
}
