/** Orders of cards, and the PINs that the bank produces for them. */
import { cancelOrder } from '../../programme/orders/cancel-order.ts';
import { confirmCardsReceived } from '../../programme/orders/confirm-cards-received.ts';
import { listOrders } from '../../programme/orders/list-orders.ts';
import { moveOrderOn } from '../../programme/orders/move-order.ts';
import { orderCards } from '../../programme/orders/order-cards.ts';
import { pinMailerPage } from '../../programme/orders/pin-mailer-page.ts';
import { producePins } from '../../programme/orders/produce-pins.ts';
import { CONFIRMATION, CONFIRMED_ORDERS, NEW_ORDER, ORDER, ORDER_PATH, ORDER_RECEIPT, ORDERS } from '../schema/programme/order.ts';
import { PAGE_QUERY, SUBSCRIPTION_PATH } from '../schema/programme/shared.ts';
import type { OfficeRoutes } from './office-routes.ts';

const ORDERS_PATH = '/v1/programme/subscriptions/:subscription/orders';

export function orderRoutes(routes: OfficeRoutes): void {
  routes.post(ORDERS_PATH, { params: SUBSCRIPTION_PATH, body: NEW_ORDER, answer: ORDER_RECEIPT }, (office, actor, { params, body }) =>
    orderCards(office, actor, { subscriptionId: params.subscription, ...body }),
  );

  routes.get(ORDERS_PATH, { params: SUBSCRIPTION_PATH, query: PAGE_QUERY, answer: ORDERS }, (office, actor, { params, query }) =>
    listOrders(office, actor, { subscriptionId: params.subscription, cursor: query.cursor, pageSize: query.limit }),
  );

  routes.post('/v1/programme/orders/:order/cancel', { params: ORDER_PATH, answer: ORDER }, (office, actor, { params }) =>
    cancelOrder(office, actor, params.order),
  );

  routes.post('/v1/programme/orders/confirm', { body: CONFIRMATION, answer: CONFIRMED_ORDERS }, async (office, actor, { body }) => ({
    orders: await confirmCardsReceived(office, actor, body.orderIds),
  }));

  routes.post('/v1/programme/orders/:order/move-on', { params: ORDER_PATH, answer: ORDER }, (office, actor, { params }) =>
    moveOrderOn(office, actor, params.order),
  );

  routes.pageOnce('/v1/programme/orders/:order/pins', { params: ORDER_PATH }, async (office, actor, { params }) => {
    let page = '';
    const print = (mailers: Parameters<typeof pinMailerPage>[0]): void => {
      page = pinMailerPage(mailers, actor.language);
    };
    await producePins(office, params.order, print, actor);
    return page;
  });
}
