/** Bekreft mottatt kort: the bestiller has the cards of orders, and their PINs are to be produced (R10). */
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { type OrderRow, orderOfBestiller, type ShownOrder, shownOrder } from './order.ts';
import { ORDER_STATUSES } from './order-status.ts';

const refuse = refusalsOf({
  nothingTicked: {
    kind: 'invalid',
    en: 'No order is ticked; tick those whose cards were received in the column "Velg".',
    nb: 'Ingen bestilling er valgt; sett en hake i kolonnen «Velg» for dem der kortene er mottatt.',
  },
  tickedTooMany: {
    kind: 'invalid',
    en: 'At most {max} orders can be confirmed at once; tick fewer.',
    nb: 'Det kan bekreftes høyst {max} bestillinger samtidig; velg færre.',
  },
  cardsNotSent: {
    kind: 'conflict',
    en: 'The cards of order {orderId} were not delivered yet (status "{status}"); confirm when the status is "{delivered}".',
    nb: 'Kortene i bestilling {orderId} er ikke levert ennå (status «{status}»); bekreft når status er «{delivered}».',
  },
  confirmedAlready: {
    kind: 'conflict',
    en: 'The cards of order {orderId} were confirmed already; its status is "{status}".',
    nb: 'Kortene i bestilling {orderId} er allerede bekreftet mottatt; status er «{status}».',
  },
  orderCancelled: {
    kind: 'conflict',
    en: 'Order {orderId} was cancelled; no cards were sent for it.',
    nb: 'Bestilling {orderId} er kansellert; det er ikke sendt noen kort for den.',
  },
} as const);

export const CONFIRMED_MAX = 100;

/** All of them or none. */
export async function confirmCardsReceived(office: Office, actor: Actor, orderIds: readonly number[]): Promise<readonly ShownOrder[]> {
  const ids = [...new Set(orderIds)];
  if (ids.length === 0) throw refuse('nothingTicked');
  if (ids.length > CONFIRMED_MAX) throw refuse('tickedTooMany', { max: String(CONFIRMED_MAX) });
  return await office.database.transaction(async (sql) => {
    const atMs = office.nowMs();
    const confirmed: ShownOrder[] = [];
    for (const orderId of ids) {
      const order = await orderOfBestiller(sql, actor, orderId);
      requireDelivered(order);
      await sql.query(`UPDATE card_order SET status = 'pinOrdered', status_at_ms = $2 WHERE id = $1`, [orderId, atMs]);
      const { subscription_id: subscriptionId } = order;
      await audit(sql, { atMs, userId: actor.userId, subscriptionId, action: 'confirmCardsReceived', subject: `order:${orderId}` });
      confirmed.push(shownOrder({ ...order, status: 'pinOrdered', status_at_ms: atMs }, actor.language));
    }
    return confirmed;
  });
}

function requireDelivered({ id, status }: OrderRow): void {
  const orderId = String(id);
  if (status === 'cancelled') throw refuse('orderCancelled', { orderId });
  if (status === 'pinOrdered') throw refuse('confirmedAlready', { orderId, status: ORDER_STATUSES[status] });
  if (status === 'accountsReceived') return;
  throw refuse('cardsNotSent', { orderId, status: ORDER_STATUSES[status], delivered: ORDER_STATUSES.accountsReceived });
}
