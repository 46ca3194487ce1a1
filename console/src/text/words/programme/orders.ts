import type { Words } from '../../../../../src/protocol/language.ts';

/** Bestill Kronekort. */
export const ORDER_WORDS = {
  orderCards: { en: 'Order Kronekort', nb: 'Bestill Kronekort' },
  orderLead: {
    en: 'One order a day. The cards are delivered to the street address of the subscription; the PINs follow when you confirm that you have the cards.',
    nb: 'Én bestilling per dag. Kortene leveres til gateadressen som abonnementet er registrert på; PIN-kodene følger når du bekrefter at kortene er mottatt.',
  },
  newOrder: { en: 'New order', nb: 'Ny bestilling' },
  cardCount: { en: 'Number of cards', nb: 'Antall' },
  pieces: { en: '{count} cards', nb: '{count} stk.' },
  order: { en: 'Order', nb: 'Bestill' },
  confirmation: { en: 'Confirmation', nb: 'Bekreftelse' },
  orderReceived: { en: 'The order is received.', nb: 'Bestillingen er mottatt.' },
  orderNumber: { en: 'Order', nb: 'Bestilling' },
  cardsOrdered: { en: 'Cards ordered', nb: 'Antall bestilte kort' },
  returnAccount: { en: 'Return account', nb: 'Tilbakeføringskonto' },
  charged: { en: 'Charged for the order', nb: 'Belastes for bestillingen' },
  deliveredTo: { en: 'Delivered to', nb: 'Leveres til' },
  orderHistory: { en: 'Order history', nb: 'Bestillingshistorikk' },
  orderHistoryCaption: { en: 'Orders, newest first', nb: 'Bestillinger, nyeste først' },
  orderedBy: { en: 'Ordered by', nb: 'Bestilt av' },
  cancelColumn: { en: 'Cancel', nb: 'Slett' },
  selectOrder: { en: 'Select order {number}', nb: 'Velg bestilling {number}' },
  cancelOrder: { en: 'Cancel order {number}', nb: 'Slett bestilling {number}' },
  orderCancelled: { en: 'Order {number} is cancelled.', nb: 'Bestilling {number} er kansellert.' },
  noOrders: { en: 'There are no orders yet.', nb: 'Det er ingen bestillinger ennå.' },
  confirmReceived: { en: 'Confirm cards received', nb: 'Bekreft mottatt kort' },
  confirmHint: {
    en: 'Select the orders whose cards you have; their PINs are produced then.',
    nb: 'Sett en hake i kolonnen «Velg» for kortene du har mottatt; da produseres PIN-kodene.',
  },
  receiptConfirmed: {
    en: '{count} {count:order is|orders are} confirmed. The PINs are produced and sent by post.',
    nb: '{count} {count:bestilling|bestillinger} er bekreftet mottatt. PIN-kodene blir produsert og sendt per post.',
  },
  pinsProduced: { en: 'PINs produced {instant}', nb: 'PIN-koder produsert {instant}' },
} as const satisfies Record<string, Words>;
