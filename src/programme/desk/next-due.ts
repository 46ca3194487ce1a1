/**
 * When something becomes due next, so that a simulated clock stops there: otherwise a jump of two
 * years would expire a card on a later day than it should, and pay from accounts in another order.
 */
import { DAY_MS } from '../../config/duration.ts';
import { bankingDaysAfter } from '../calendar/banking-days.ts';
import { addDays } from '../calendar/calendar-date.ts';
import { osloInstantMs } from '../calendar/oslo-date.ts';
import type { Office } from '../core/office.ts';
import { cardMoney } from '../end/card-money.ts';
import { closesAtMs } from '../end/closing-date.ts';

/** Closings of one day are told apart by their expiry, which is at most this many months of 31 days before. */
const LONGEST_MONTH_DAYS = 31;
/** Expired cards whose holds are looked at. */
const HOLDS_LOOKED_AT_MAX = 1_000;

/** After now. Undefined: nothing is due at any time, as things stand. Call it behind runDue. */
export async function nextDueAtMs(office: Office): Promise<number | undefined> {
  const instants = [
    ...(await ordersDue(office)),
    ...(await batchesDue(office)),
    ...(await expiriesDue(office)),
    ...(await closingsDue(office)),
    ...(await holdsDue(office)),
  ];
  const nowMs = office.nowMs();
  const later = instants.filter((atMs) => atMs > nowMs);
  return later.length === 0 ? undefined : Math.min(...later);
}

/** At the start of the banking day on which an order moves on (move-order.ts). */
async function ordersDue({ database, settings }: Office): Promise<readonly number[]> {
  const { christmasEveIsBankingDay: isOpen, bankingDaysToOrdered, bankingDaysToAccounts } = settings;
  const rows = await database.query<{ status: string; ordered_on: string }>(
    "SELECT DISTINCT status, ordered_on FROM card_order WHERE status IN ('registered', 'ordered')",
  );
  return rows.map(({ status, ordered_on }) => {
    const days = status === 'registered' ? bankingDaysToOrdered : bankingDaysToOrdered + bankingDaysToAccounts;
    return osloInstantMs(bankingDaysAfter(ordered_on, days, { christmasEve: isOpen, newYearsEve: isOpen }), '00:00');
  });
}

/** In the morning of the day of execution (execute-batch.ts); without funds also at the midnight that refuses it. */
async function batchesDue({ database, settings }: Office): Promise<readonly number[]> {
  const rows = await database.query<{ execute_on: string; lacked_funds_on: string | null }>(
    "SELECT DISTINCT execute_on, lacked_funds_on FROM payment_batch WHERE status = 'approved'",
  );
  return rows.flatMap(({ execute_on, lacked_funds_on }) => [
    osloInstantMs(execute_on, settings.executionFrom),
    ...(lacked_funds_on === null ? [] : [osloInstantMs(addDays(lacked_funds_on, 1), '00:00')]),
  ]);
}

async function expiriesDue({ database, nowMs }: Office): Promise<readonly number[]> {
  const [row] = await database.query<{ next: number | null }>(
    "SELECT min(expires_at_ms) AS next FROM card_account WHERE state = 'active' AND expires_at_ms > $1",
    [nowMs()],
  );
  return row === undefined || row.next === null ? [] : [row.next];
}

async function closingsDue({ database, nowMs, settings }: Office): Promise<readonly number[]> {
  const fromMs = nowMs() - (settings.monthsToClosing * LONGEST_MONTH_DAYS + 1) * DAY_MS;
  const rows = await database.query<{ expires_at_ms: number }>(
    "SELECT DISTINCT expires_at_ms FROM card_account WHERE state = 'expired' AND expires_at_ms >= $1",
    [fromMs],
  );
  return rows.map(({ expires_at_ms }) => closesAtMs(expires_at_ms, settings));
}

/** Money that a hold keeps on an expired card goes back when the hold ends. */
async function holdsDue({ database, cards }: Office): Promise<readonly number[]> {
  const rows = await database.query<{ card_token: string }>(
    "SELECT card_token FROM card_account WHERE state = 'expired' ORDER BY expires_at_ms DESC, number LIMIT $1",
    [HOLDS_LOOKED_AT_MAX],
  );
  const money = await cardMoney(
    cards,
    rows.map(({ card_token }) => card_token),
  );
  return money.flatMap((each) => (each?.firstHoldEndsAtMs === undefined ? [] : [each.firstHoldEndsAtMs]));
}
