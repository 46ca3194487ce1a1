/** An order of cards as it is shown, and how an actor gets to one. */
import type { Sql } from '../../database/database.ts';
import type { Language } from '../../protocol/language.ts';
import type { Actor } from '../core/actor.ts';
import type { CardType } from '../core/programmes.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBestiller } from '../core/rights.ts';
import { ORDER_STATUSES, type OrderStatus } from './order-status.ts';

export interface ShownOrder {
  readonly id: number;
  readonly subscriptionId: number;
  readonly cardType: CardType;
  readonly cards: number;
  readonly orderedBy: string;
  readonly orderedAtMs: number;
  /** In Oslo. */
  readonly orderedOn: string;
  /** Tilbakeføringskonto: charged for the order. */
  readonly returnAccount: string;
  readonly deliveredTo: string;
  readonly status: OrderStatus;
  readonly statusText: string;
  readonly statusAtMs: number;
  /** Undefined until all PINs of the order are produced. */
  readonly pinsProducedAtMs: number | undefined;
}

export interface OrderRow {
  readonly id: number;
  readonly subscription_id: number;
  readonly card_type: CardType;
  readonly cards: number;
  readonly ordered_by: string;
  readonly ordered_at_ms: number;
  readonly ordered_on: string;
  readonly return_account: string;
  readonly delivered_to: string;
  readonly status: OrderStatus;
  readonly status_at_ms: number;
  readonly pins_produced_at_ms: number | null;
}

export const ORDER_COLUMNS = `o.id, o.subscription_id, o.card_type, o.cards, o.ordered_by, o.ordered_at_ms, o.ordered_on,
  o.return_account, o.delivered_to, o.status, o.status_at_ms, o.pins_produced_at_ms`;

const refuse = refusalsOf({
  orderUnknown: {
    kind: 'notFound',
    en: 'There is no order {orderId} that {userId} may see; choose one of the order history.',
    nb: 'Det finnes ingen bestilling {orderId} som {userId} kan se; velg en i bestillingshistorikken.',
  },
} as const);

export function shownOrder(row: OrderRow, language: Language): ShownOrder {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    cardType: row.card_type,
    cards: row.cards,
    orderedBy: row.ordered_by,
    orderedAtMs: row.ordered_at_ms,
    orderedOn: row.ordered_on,
    returnAccount: row.return_account,
    deliveredTo: row.delivered_to,
    status: row.status,
    statusText: ORDER_STATUSES[row.status][language],
    statusAtMs: row.status_at_ms,
    pinsProducedAtMs: row.pins_produced_at_ms ?? undefined,
  };
}

/** Rejects with a Refusal when there is no such order. */
export async function orderOf(sql: Sql, orderId: number, userId: string): Promise<OrderRow> {
  const [row] = await sql.query<OrderRow>(`SELECT ${ORDER_COLUMNS} FROM card_order o WHERE o.id = $1::bigint`, [orderId]);
  if (row === undefined) throw refuse('orderUnknown', { orderId: String(orderId), userId });
  return row;
}

/** Rejects with a Refusal unless the actor is a bestiller of the order's subscription. */
export async function orderOfBestiller(sql: Sql, actor: Actor, orderId: number): Promise<OrderRow> {
  const row = await orderOf(sql, orderId, actor.userId);
  const [member] = await sql.query('SELECT FROM subscription_user WHERE subscription_id = $1 AND user_id = $2', [
    row.subscription_id,
    actor.userId,
  ]);
  if (member === undefined) throw refuse('orderUnknown', { orderId: String(orderId), userId: actor.userId });
  await requireBestiller(sql, actor, row.subscription_id);
  return row;
}
