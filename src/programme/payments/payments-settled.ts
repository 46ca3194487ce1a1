/** Payments whose moves are settled: paid, or returned to the account that paid them. */
import type { Sql } from '../../database/database.ts';
import { enterAll } from '../bank/enter.ts';
import { type MoveOutcome, type RefusedMove, subjectId } from '../money/move.ts';
import { type PaymentReason, paymentReason } from './payment-reason.ts';

interface ReturnedRow {
  readonly id: number;
  readonly amount_minor: number;
  readonly debtor_account: string;
}

function returnReason(reason: RefusedMove | '', account: string): PaymentReason {
  return reason === 'closed' ? paymentReason('creditorClosed', { account }) : paymentReason('balanceTooHigh', { account });
}

export async function paymentsSettled(sql: Sql, outcomes: readonly MoveOutcome[], atMs: number): Promise<void> {
  const paid = outcomes.filter(({ state }) => state === 'done').map(({ move }) => subjectId(move));
  if (paid.length > 0) await sql.query("UPDATE payment SET status = 'paid' WHERE id = ANY ($1::bigint[])", [paid]);
  const refused = outcomes.filter(({ state }) => state === 'refused');
  if (refused.length === 0) return;
  const reasons = refused.map(({ move, reason }) => returnReason(reason, move.account_number));
  const rows = await sql.query<ReturnedRow>(
    `UPDATE payment SET status = 'returned', reason_code = r.code, reason = r.word, reason_fill = r.fill
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) AS r(id, code, word, fill), payment_batch b
      WHERE payment.id = r.id AND b.id = payment.batch_id
      RETURNING payment.id, payment.amount_minor, b.debtor_account`,
    [
      refused.map(({ move }) => subjectId(move)),
      reasons.map(({ code }) => code),
      reasons.map(({ word }) => word),
      reasons.map(({ fill }) => fill),
    ],
  );
  await enterAll(
    sql,
    rows.map(({ id, amount_minor, debtor_account }) => ({
      account: debtor_account,
      amountMinor: amount_minor,
      kind: 'returned',
      reference: `payment:${id}`,
      atMs,
    })),
  );
}
