/** Marks a batch and its open payments as refused. */
import type { Sql } from '../../database/database.ts';
import { type PaymentReason, paymentReason } from './payment-reason.ts';

export async function rejectBatch(sql: Sql, batchId: number, { code, word, fill }: PaymentReason): Promise<void> {
  await sql.query("UPDATE payment_batch SET status = 'rejected', reason_code = $2, reason = $3, reason_fill = $4 WHERE id = $1", [
    batchId,
    code,
    word,
    fill,
  ]);
  const ofPayment = paymentReason('batchRejected');
  await sql.query(
    `UPDATE payment SET status = 'rejected', reason_code = $2, reason = $3, reason_fill = $4
      WHERE batch_id = $1 AND status = 'registered'`,
    [batchId, code, ofPayment.word, ofPayment.fill],
  );
}
