/**
 * Moves orders on: the bank desk by hand, and the clock after the banking days of the settings.
 * Kortbestilling Registrert → Kort Bestilt → Kort bestilt, Konto mottatt (R8).
 */
import { bankingDaysAfter } from '../calendar/banking-days.ts';
import { osloDate } from '../calendar/oslo-date.ts';
import type { Actor } from '../core/actor.ts';
import { audit } from '../core/audit.ts';
import type { Office } from '../core/office.ts';
import { refusalsOf } from '../core/refusal.ts';
import { requireBank } from '../core/rights.ts';
import { writeAccountRows } from './account-rows.ts';
import { fileCards } from './file-cards.ts';
import { orderOf, type ShownOrder, shownOrder } from './order.ts';
import { ORDER_STATUSES, type OrderStatus } from './order-status.ts';

const refuse = refusalsOf({
  orderAtItsEnd: {
    kind: 'conflict',
    en: 'Order {orderId} has the status "{status}"; the bank has nothing to move on.',
    nb: 'Bestilling {orderId} har status «{status}»; banken har ikke noe å føre videre.',
  },
  orderWaitsForReceipt: {
    kind: 'conflict',
    en: 'Order {orderId} waits for its bestiller, who must confirm with "Bekreft mottatt kort" that the cards were received.',
    nb: 'Bestilling {orderId} venter på bestiller, som må bekrefte med «Bekreft mottatt kort» at kortene er mottatt.',
  },
} as const);

/** One step on, by the bank. */
export async function moveOrderOn(office: Office, actor: Actor, orderId: number): Promise<ShownOrder> {
  requireBank(actor);
  const { status } = await orderOf(office.database, orderId, actor.userId);
  if (status === 'accountsReceived') throw refuse('orderWaitsForReceipt', { orderId: String(orderId) });
  if (status !== 'registered' && status !== 'ordered')
    throw refuse('orderAtItsEnd', { orderId: String(orderId), status: ORDER_STATUSES[status] });
  await moveOn(office, orderId, status, actor.userId);
  return shownOrder(await orderOf(office.database, orderId, actor.userId), actor.language);
}

interface DueRow {
  readonly id: number;
  readonly ordered_on: string;
  readonly status: 'registered' | 'ordered';
  readonly has_accounts: boolean;
}

/**
 * Moves on what is due by the clock of the office, and finishes what a process before did not.
 * Returns the number of steps. Both times count from the order date.
 */
export async function moveDueOrders(office: Office): Promise<number> {
  const { database, nowMs, settings } = office;
  const { christmasEveIsBankingDay: isOpen, bankingDaysToOrdered, bankingDaysToAccounts } = settings;
  const today = osloDate(nowMs());
  const rows = await database.query<DueRow>(
    `SELECT id, ordered_on, status, EXISTS (SELECT FROM card_account a WHERE a.order_id = o.id) AS has_accounts
       FROM card_order o WHERE status IN ('registered', 'ordered') ORDER BY id`,
  );
  let steps = 0;
  for (const { id, ordered_on: orderedOn, status, has_accounts: hasAccounts } of rows) {
    const isDue = (days: number): boolean => bankingDaysAfter(orderedOn, days, { christmasEve: isOpen, newYearsEve: isOpen }) <= today;
    if (status === 'registered' && isDue(bankingDaysToOrdered) && (await moveOn(office, id, 'registered', undefined))) steps += 1;
    const isOrdered = status === 'ordered' || isDue(bankingDaysToOrdered);
    const areAccountsDue = hasAccounts || isDue(bankingDaysToOrdered + bankingDaysToAccounts);
    if (isOrdered && areAccountsDue && (await moveOn(office, id, 'ordered', undefined))) steps += 1;
  }
  return steps;
}

const NEXT = { registered: 'ordered', ordered: 'accountsReceived' } as const satisfies Partial<Record<OrderStatus, OrderStatus>>;

/** False when somebody else was faster. The status moves last, when all cards are on file. */
async function moveOn(office: Office, orderId: number, from: keyof typeof NEXT, userId: string | undefined): Promise<boolean> {
  if (from === 'ordered') {
    await writeAccountRows(office, orderId, userId);
    await fileCards(office, orderId);
  }
  const { database, nowMs } = office;
  const to = NEXT[from];
  return await database.transaction(async (sql) => {
    const atMs = nowMs();
    const [moved] = await sql.query<{ readonly subscription_id: number }>(
      'UPDATE card_order SET status = $3, status_at_ms = $4 WHERE id = $1 AND status = $2 RETURNING subscription_id',
      [orderId, from, to, atMs],
    );
    if (moved === undefined) return false;
    const { subscription_id: subscriptionId } = moved;
    await audit(sql, { atMs, userId, subscriptionId, action: 'moveOrderOn', subject: `order:${orderId}`, detail: to });
    return true;
  });
}
