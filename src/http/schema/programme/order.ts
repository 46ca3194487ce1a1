/** Orders of cards (Bestill Kronekort). */
import { z } from 'zod';
import { CARD_TYPES } from '../../../programme/core/programmes.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../../programme/orders/order-status.ts';
import { ID, ID_TEXT, pageOf } from './shared.ts';

export const ORDER_PATH = z.object({ order: ID_TEXT });

const STATUSES = Object.keys(ORDER_STATUSES) as [OrderStatus, ...OrderStatus[]];
const CARD_TYPE = z.enum(CARD_TYPES);

/** The card type must be given when the subscription has both. */
export const NEW_ORDER = z.strictObject({ cards: z.int(), cardType: CARD_TYPE.optional() });

export const ORDER_RECEIPT = z.object({
  orderId: ID,
  cardType: CARD_TYPE,
  cards: z.number(),
  /** Tilbakeføringskonto: charged for the order. */
  returnAccount: z.string(),
  chargedMinor: z.number(),
  deliveredTo: z.string(),
  orderedAtMs: z.number(),
});

export const ORDER = z.object({
  id: ID,
  subscriptionId: ID,
  cardType: CARD_TYPE,
  cards: z.number(),
  orderedBy: z.string(),
  orderedAtMs: z.number(),
  /** In Oslo. */
  orderedOn: z.string(),
  returnAccount: z.string(),
  deliveredTo: z.string(),
  status: z.enum(STATUSES),
  /** In the language of the user. */
  statusText: z.string(),
  statusAtMs: z.number(),
  pinsProducedAtMs: z.number().optional(),
});

export const ORDERS = pageOf(ORDER);
export const CONFIRMATION = z.strictObject({ orderIds: z.array(ID).max(1_000) });
export const CONFIRMED_ORDERS = z.object({ orders: z.array(ORDER).readonly() });
