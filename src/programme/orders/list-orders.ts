/** The order history (bestillingshistorikk), newest first. */

import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { type Page, type PageRequest, pageOf, pageSizeOf } from '../core/page.ts';
import { requireBankOrAdminister } from '../core/rights.ts';
import { ORDER_COLUMNS, type OrderRow, type ShownOrder, shownOrder } from './order.ts';

export interface OrdersRequest extends PageRequest {
  readonly subscriptionId: number;
}

export async function listOrders(office: Office, actor: Actor, request: OrdersRequest): Promise<Page<ShownOrder>> {
  const { subscriptionId, cursor } = request;
  const size = pageSizeOf(request);
  return await office.database.transaction(async (sql) => {
    await requireBankOrAdminister(sql, actor, subscriptionId);
    const rows = await sql.query<OrderRow>(
      `SELECT ${ORDER_COLUMNS} FROM card_order o WHERE o.subscription_id = $1 AND o.id < $2::bigint ORDER BY o.id DESC LIMIT $3`,
      [subscriptionId, Number(cursor ?? ORDER_ID_END), size + 1],
    );
    const orders = rows.map((row) => shownOrder(row, actor.language));
    return pageOf(orders, size, ({ id }) => String(id));
  });
}

/** Greater than every id. */
const ORDER_ID_END = 999_999_999_999_999;
