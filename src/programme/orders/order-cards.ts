/** Bestill Kronekort: orders cards for a subscription (R5 to R9). */
import { DatabaseError, type Sql } from '../../database/database.ts';
import { addDays } from '../calendar/calendar-date.ts';
import { dateWords } from '../calendar/date-text.ts';
import { osloDate } from '../calendar/oslo-date.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import { type CardTypes, chosenCardType } from '../core/chosen-card-type.ts';
import type { Office, OfficeStep } from '../core/office.ts';
import type { CardType, Programme } from '../core/programmes.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBestiller } from '../core/rights.ts';
import { chargeOrder } from './charge.ts';
import { ORDER_SIZES } from './order-status.ts';

const refuse = refusalsOf({
  orderSize: {
    kind: 'invalid',
    en: '{cards} cards cannot be ordered; choose {sizes}.',
    nb: 'Det kan ikke bestilles {cards} kort; velg {sizes}.',
  },
  orderInMain: {
    kind: 'invalid',
    en: 'Cards are not ordered in the main subscription {name}; order them in {where}.',
    nb: 'Det bestilles ikke kort i hovedabonnementet {name}; bestill dem i {where}.',
  },
  ordersOneADay: {
    kind: 'conflict',
    en: 'Cards were ordered for {name} today already; one order a day is possible, so order again from {date} on.',
    nb: 'Det er allerede bestilt kort for {name} i dag; det er kun mulig å foreta én bestilling per dag, så bestill igjen fra {date}.',
  },
  returnAccountMissing: {
    kind: 'conflict',
    en: 'The subscription {name} has no return account (tilbakeføringskonto) to charge; ask the bank to register it.',
    nb: 'Abonnementet {name} har ingen tilbakeføringskonto som kan belastes; be banken registrere den.',
  },
} as const);

export interface CardOrderInput {
  readonly subscriptionId: number;
  /** Must be given when the subscription has both types. */
  readonly cardType?: CardType | undefined;
  readonly cards: number;
}

/** The confirmation: count and return account (R7). */
export interface OrderReceipt {
  readonly orderId: number;
  readonly cardType: CardType;
  readonly cards: number;
  readonly returnAccount: string;
  readonly chargedMinor: number;
  readonly deliveredTo: string;
  readonly orderedAtMs: number;
}

interface SubscriptionRow extends CardTypes {
  readonly programme: Programme;
  readonly street_address: string;
}

export async function orderCards(office: Office, actor: Actor, input: CardOrderInput): Promise<OrderReceipt> {
  const { database, nowMs, settings } = office;
  try {
    return await database.transaction((sql) => order({ sql, nowMs, settings }, actor, input));
  } catch (error) {
    // Two orders at once: the schema lets one in.
    if (!(error instanceof DatabaseError) || error.constraint !== 'card_order_one_a_day') throw error;
    const { name } = await subscriptionOf(database, input.subscriptionId);
    throw oneADay(name, osloDate(nowMs()));
  }
}

async function order({ sql, nowMs, settings }: OfficeStep, actor: Actor, input: CardOrderInput): Promise<OrderReceipt> {
  const { subscriptionId, cards } = input;
  await requireBestiller(sql, actor, subscriptionId);
  const subscription = await subscriptionOf(sql, subscriptionId);
  const { name, street_address: deliveredTo } = subscription;
  if (subscription.programme === 'main') throw refuse('orderInMain', { name, where: await whereInstead(sql, subscriptionId) });
  if (!ORDER_SIZES.includes(cards)) throw refuse('orderSize', { cards: String(cards), sizes: ORDER_SIZES.join(', ') });
  const cardType = chosenCardType(subscription, input.cardType);
  const orderedAtMs = nowMs();
  const today = osloDate(orderedAtMs);
  const same = await sql.query('SELECT FROM card_order WHERE subscription_id = $1 AND day_used = $2', [subscriptionId, today]);
  if (same.length > 0) throw oneADay(name, today);
  const returnAccount = await returnAccountOf(sql, subscriptionId, name);
  const [row] = await sql.query<{ readonly id: number }>(
    `INSERT INTO card_order (subscription_id, card_type, cards, ordered_by, ordered_at_ms, ordered_on, day_used,
                             return_account, delivered_to, status, status_at_ms)
     VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, 'registered', $5) RETURNING id`,
    [subscriptionId, cardType, cards, actor.userId, orderedAtMs, today, returnAccount, deliveredTo],
  );
  const orderId = row?.id ?? 0;
  const chargedMinor = settings.cardPriceMinor * cards;
  await chargeOrder(sql, { orderId, account: returnAccount, amountMinor: chargedMinor, atMs: orderedAtMs });
  const detail = `${cards} ${cardType}`;
  await audit(sql, { atMs: orderedAtMs, userId: actor.userId, subscriptionId, action: 'orderCards', subject: `order:${orderId}`, detail });
  return { orderId, cardType, cards, returnAccount, chargedMinor, deliveredTo, orderedAtMs };
}

async function subscriptionOf(sql: Sql, subscriptionId: number): Promise<SubscriptionRow> {
  const [row] = await sql.query<SubscriptionRow>(
    'SELECT name, programme, street_address, has_kronekort, has_kontantkort FROM subscription WHERE id = $1',
    [subscriptionId],
  );
  if (row === undefined) throw new Error(`There is no subscription ${subscriptionId}.`);
  return row;
}

/** The names of the subscriptions below a main one, in both languages the same. */
async function whereInstead(sql: Sql, mainId: number): Promise<string> {
  const rows = await sql.query<{ readonly name: string }>('SELECT name FROM subscription WHERE main_id = $1 ORDER BY id LIMIT 5', [mainId]);
  return rows.length === 0 ? 'sosial/intro' : rows.map(({ name }) => name).join(', ');
}

async function returnAccountOf(sql: Sql, subscriptionId: number, name: string): Promise<string> {
  const [row] = await sql.query<{ readonly number: string }>(`SELECT number FROM account WHERE subscription_id = $1 AND kind = 'return'`, [
    subscriptionId,
  ]);
  if (row === undefined) throw refuse('returnAccountMissing', { name });
  return row.number;
}

function oneADay(name: string, today: string) {
  return refuse('ordersOneADay', { name, date: dateWords(addDays(today, 1)) });
}
