/**
 * Approves batches that were ticked in a list, with a code of the code calculator. The second
 * approval sets the day of execution; when that is today, the batch is executed at once.
 */

import { executionDate } from '../calendar/execution-date.ts';
import type { Actor } from '../core/actor.ts';
import { giveApproval } from '../core/approval.ts';
import { audit } from '../core/audit.ts';
import type { Office, OfficeStep } from '../core/office.ts';
import { transactionWithCode } from '../users/check-code.ts';
import { type BatchRow, openBatches } from './batch.ts';
import { executeBatch, isDue } from './execute-batch.ts';

export interface BatchApproval {
  readonly batchIds: readonly number[];
  readonly code: string;
}

export interface ApprovedBatch {
  readonly batchId: number;
  /** Undefined: it still needs the approval of another person. */
  readonly executeOn: string | undefined;
}

/** All or none. Rejects with a Refusal. */
export async function approveBatches(office: Office, actor: Actor, { batchIds, code }: BatchApproval): Promise<readonly ApprovedBatch[]> {
  const { nowMs, settings } = office;
  const approved = await transactionWithCode(office, actor, code, async (sql) => {
    const batches = await openBatches(sql, actor, batchIds);
    const results: ApprovedBatch[] = [];
    for (const batch of batches) results.push(await approve({ sql, nowMs, settings }, actor, batch));
    return results;
  });
  if (approved.some(({ executeOn }) => executeOn !== undefined)) office.movesAdded?.();
  return approved;
}

async function approve(step: OfficeStep, actor: Actor, batch: BatchRow): Promise<ApprovedBatch> {
  const { sql, settings } = step;
  const atMs = step.nowMs();
  const { id, debtor_account: account, uploaded_by: registeredBy } = batch;
  const isLast = await giveApproval(sql, actor, { subject: 'batch', id, account, registeredBy, atMs });
  await audit(sql, { atMs, userId: actor.userId, subscriptionId: batch.subscription_id, action: 'approveBatch', subject: `batch:${id}` });
  if (!isLast) return { batchId: id, executeOn: undefined };
  const isBankingDay = settings.christmasEveIsBankingDay;
  const executeOn = executionDate({
    approvedAtMs: atMs,
    requestedDate: batch.requested_on,
    cutOff: settings.cutOff,
    bankingDays: { christmasEve: isBankingDay, newYearsEve: isBankingDay },
  });
  await sql.query("UPDATE payment_batch SET status = 'approved', approved_at_ms = $2, execute_on = $3 WHERE id = $1", [
    id,
    atMs,
    executeOn,
  ]);
  const approved = { ...batch, status: 'approved', approved_at_ms: atMs, execute_on: executeOn } as const;
  if (isDue(approved, step)) await executeBatch(step, approved);
  return { batchId: id, executeOn };
}
