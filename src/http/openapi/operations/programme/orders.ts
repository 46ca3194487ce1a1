/** Documentation of the routes of orders. */
import type { Operations } from '../../operation.ts';
import { BANK_ONLY, EXAMPLE_AT_MS, EXAMPLE_RETURN, EXAMPLE_USERS, OFFICE_PROBLEMS } from './example-office.ts';

const ORDER = {
  id: 1,
  subscriptionId: 2,
  cardType: 'kronekort',
  cards: 20,
  orderedBy: EXAMPLE_USERS.bestiller,
  orderedAtMs: EXAMPLE_AT_MS,
  orderedOn: '2026-11-30',
  returnAccount: EXAMPLE_RETURN,
  deliveredTo: 'Storgata 1, 0155 Oslo',
  status: 'registered',
  statusText: 'Kortbestilling Registrert',
  statusAtMs: EXAMPLE_AT_MS,
};
const UNKNOWN = { notFound: 'There is no order 9 that BES001 may see.' } as const;

export const ORDER_OPERATIONS: Operations = {
  'POST /v1/programme/subscriptions/{subscription}/orders': {
    id: 'orderCards',
    tag: 'Programme',
    summary: 'Order cards (Bestill Kronekort)',
    description:
      'By a bestiller: 20, 50, 100, 200, 300, 400 or 500 cards, once a day. The card type must be given when the subscription has both. The answer is the receipt.',
    user: EXAMPLE_USERS.bestiller,
    body: { cards: 20, cardType: 'kronekort' },
    answer: {
      orderId: 1,
      cardType: 'kronekort',
      cards: 20,
      returnAccount: EXAMPLE_RETURN,
      chargedMinor: 0,
      deliveredTo: 'Storgata 1, 0155 Oslo',
      orderedAtMs: EXAMPLE_AT_MS,
    },
    problems: {
      ...OFFICE_PROBLEMS,
      notAllowed: 'Only a user with the role Bestiller can do this; SAK001 does not have it.',
      invalid: 'Cards are ordered by 20, 50, 100, 200, 300, 400, 500, and not by 30.',
      conflict: 'There is an order of today already; the next one can be made tomorrow.',
    },
  },
  'GET /v1/programme/subscriptions/{subscription}/orders': {
    id: 'listOrders',
    tag: 'Programme',
    summary: 'List the orders of a subscription',
    description: 'The newest first, in pages.',
    user: EXAMPLE_USERS.bestiller,
    answer: { rows: [ORDER] },
    problems: OFFICE_PROBLEMS,
  },
  'POST /v1/programme/orders/{order}/cancel': {
    id: 'cancelOrder',
    tag: 'Programme',
    summary: 'Cancel an order (Kansellert)',
    description: 'By a bestiller, as long as it is only registered.',
    user: EXAMPLE_USERS.bestiller,
    body: {},
    answer: { ...ORDER, status: 'cancelled', statusText: 'Kansellert' },
    problems: {
      ...OFFICE_PROBLEMS,
      ...UNKNOWN,
      conflict: 'Order 1 is "Kort Bestilt", and can be cancelled as "Kortbestilling Registrert" only.',
    },
  },
  'POST /v1/programme/orders/{order}/move-on': {
    id: 'moveOrderOn',
    tag: 'Programme',
    summary: 'Move an order on by one step',
    description: 'By the bank. Otherwise the clock does it, after the banking days of the settings.',
    user: EXAMPLE_USERS.bank,
    body: {},
    answer: { ...ORDER, status: 'ordered', statusText: 'Kort Bestilt' },
    problems: { ...OFFICE_PROBLEMS, ...BANK_ONLY, ...UNKNOWN, conflict: 'Order 1 waits for the receipt of its cards to be confirmed.' },
  },
  'POST /v1/programme/orders/confirm': {
    id: 'confirmCardsReceived',
    tag: 'Programme',
    summary: 'Confirm that cards were received (Bekreft mottatt kort)',
    description: 'By a bestiller: all of the orders or none. Only then are PINs produced.',
    user: EXAMPLE_USERS.bestiller,
    body: { orderIds: [1] },
    answer: { orders: [{ ...ORDER, status: 'pinOrdered', statusText: 'Pin bestilt' }] },
    problems: { ...OFFICE_PROBLEMS, ...UNKNOWN, conflict: 'Order 1 is "Kort Bestilt"; its cards were not sent yet.' },
  },
  'POST /v1/programme/orders/{order}/pins': {
    id: 'producePins',
    tag: 'Programme',
    summary: 'Produce the PINs of an order, and print their mailers',
    description:
      'By the bank, once. The answer is a page to print, with a sealed letter for each card; it is kept nowhere, and no key repeats it.',
    user: EXAMPLE_USERS.bank,
    body: {},
    answerType: 'text/html',
    answer: '<!doctype html><html lang="nb">…</html>',
    problems: { ...OFFICE_PROBLEMS, ...BANK_ONLY, ...UNKNOWN, conflict: 'The PINs of order 1 were produced already.' },
  },
};
