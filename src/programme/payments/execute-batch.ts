/**
 * Executes an approved batch: the debtor account is debited in one sum, and each payment becomes a
 * move of the outbox. Without funds it waits until midnight, then it is refused (AM04).
 */

import { tryEnter } from '../bank/enter.ts';
import { osloDate, osloInstantMs } from '../calendar/oslo-date.ts';
import { audit } from '../core/audit.ts';
import type { OfficeStep } from '../core/office.ts';
import type { BatchRow } from './batch.ts';
import { type PaymentReason, paymentReason } from './payment-reason.ts';
import { rejectBatch } from './reject-batch.ts';
import { rejectUnloadable } from './reject-unloadable.ts';

export type Executed = 'executed' | 'waits' | 'rejected';

/** On the day of its approval at once, on a later day from the morning on. */
export function isDue({ approved_at_ms, execute_on }: BatchRow, { nowMs, settings }: Pick<OfficeStep, 'nowMs' | 'settings'>): boolean {
  if (approved_at_ms === null || execute_on === null) return false;
  const isSameDay = execute_on === osloDate(approved_at_ms);
  return nowMs() >= (isSameDay ? approved_at_ms : osloInstantMs(execute_on, settings.executionFrom));
}

export async function executeBatch(step: OfficeStep, batch: BatchRow): Promise<Executed> {
  const { sql, settings } = step;
  const atMs = step.nowMs();
  const today = osloDate(atMs);
  if (batch.lacked_funds_on !== null && batch.lacked_funds_on < today)
    return await refuse(step, batch, lacksFunds(batch, batch.lacked_funds_on));
  const acceptedMinor = await rejectUnloadable(sql, batch.id, atMs);
  if (acceptedMinor === 0) return await refuse(step, batch, paymentReason('noneLeft'));
  const entry = { account: batch.debtor_account, amountMinor: -acceptedMinor, kind: 'load', reference: `batch:${batch.id}`, atMs } as const;
  if (!(await tryEnter(sql, entry))) {
    if (settings.lackingFunds === 'refused') return await refuse(step, batch, lacksFunds(batch, today));
    await sql.query('UPDATE payment_batch SET lacked_funds_on = $2 WHERE id = $1', [batch.id, today]);
    return 'waits';
  }
  await sql.query("UPDATE payment SET status = 'moving' WHERE batch_id = $1 AND status = 'registered'", [batch.id]);
  await sql.query(
    `INSERT INTO money_move (move_key, account_number, amount_minor, subject, made_at_ms)
     SELECT 'payment:' || id, creditor_account, amount_minor, 'payment:' || id, $2
       FROM payment WHERE batch_id = $1 AND status = 'moving' ORDER BY position`,
    [batch.id, atMs],
  );
  await sql.query("UPDATE payment_batch SET status = 'executed', executed_at_ms = $2 WHERE id = $1", [batch.id, atMs]);
  await audit(sql, { atMs, subscriptionId: batch.subscription_id, action: 'executeBatch', subject: `batch:${batch.id}` });
  return 'executed';
}

function lacksFunds({ debtor_account: account }: BatchRow, date: string): PaymentReason {
  return paymentReason('lacksFunds', { account, date });
}

async function refuse({ sql, nowMs }: OfficeStep, batch: BatchRow, reason: PaymentReason): Promise<'rejected'> {
  await rejectBatch(sql, batch.id, reason);
  await audit(sql, { atMs: nowMs(), subscriptionId: batch.subscription_id, action: 'rejectBatch', subject: `batch:${batch.id}` });
  return 'rejected';
}
