/**
 * The status of a payment file as pain.002, at any stage: ACTC when it is registered, PART when some
 * payments were refused, PDNG while it waits for approval or funds, ACWC when its date was moved,
 * ACCP and ACSC when it is approved and done, RJCT with the reason. Read and written page by page.
 */
import type { Sql } from '../../database/database.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import type { ReasonCode } from '../payment-files/reason-codes.ts';
import type { Pain001Version } from '../payment-files/structure.ts';
import { type AnsweredPayment, type AnsweredPaymentInformation, pain002 } from '../payment-files/write-pain002.ts';
import { requireFile } from './file-rights.ts';
import { type BatchFacts, batchStatus, groupStatus, type StatusCounts } from './file-status.ts';
import { localTimeText } from './local-time-text.ts';
import { reasonSentence } from './payment-reason.ts';

const BATCHES_A_PAGE = 500;
const PAYMENTS_A_PAGE = 1_000;

interface FileRow {
  readonly id: number;
  readonly msg_id: string;
  readonly message_name: Pain001Version;
  readonly payments: number;
}

interface BatchRow extends BatchFacts {
  readonly id: number;
  readonly position: number;
  readonly pmt_inf_id: string;
  readonly payments: number;
  readonly sum_minor: number;
}

interface PaymentRow {
  readonly position: number;
  readonly instruction_id: string;
  readonly end_to_end_id: string;
  readonly reason_code: string;
  readonly reason: string;
  readonly reason_fill: string;
}

async function* batchesOf(sql: Sql, fileId: number): AsyncGenerator<BatchRow, void, undefined> {
  let after = 0;
  for (;;) {
    const rows = await sql.query<BatchRow>(
      `SELECT b.id, b.position, b.pmt_inf_id, b.payments, b.sum_minor, b.status, b.requested_on, b.execute_on, b.lacked_funds_on,
              b.debtor_account, b.reason_code, b.reason, b.reason_fill,
              count(p.id) FILTER (WHERE p.status IN ('rejected', 'returned')) AS refused, count(p.id) FILTER (WHERE p.status = 'moving') AS moving
         FROM payment_batch b LEFT JOIN payment p ON p.batch_id = b.id
        WHERE b.file_id = $1 AND b.position > $2 GROUP BY b.id ORDER BY b.position LIMIT $3`,
      [fileId, after, BATCHES_A_PAGE],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield* rows;
    after = last.position;
  }
}

async function* refusedPayments(sql: Sql, batchId: number, { language }: Actor): AsyncGenerator<AnsweredPayment, void, undefined> {
  let after = 0;
  for (;;) {
    const rows = await sql.query<PaymentRow>(
      `SELECT position, instruction_id, end_to_end_id, reason_code, reason, reason_fill FROM payment
        WHERE batch_id = $1 AND position > $2 AND status IN ('rejected', 'returned') ORDER BY position LIMIT $3`,
      [batchId, after, PAYMENTS_A_PAGE],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    for (const { instruction_id, end_to_end_id, reason_code, reason, reason_fill } of rows) {
      const text = reasonSentence({ word: reason, fill: reason_fill }, language);
      yield {
        instructionId: instruction_id || undefined,
        endToEndId: end_to_end_id || undefined,
        status: 'RJCT',
        reasons: [{ code: reason_code as ReasonCode, text }],
      };
    }
    after = last.position;
  }
}

async function* answered(sql: Sql, fileId: number, actor: Actor): AsyncGenerator<AnsweredPaymentInformation, void, undefined> {
  for await (const batch of batchesOf(sql, fileId)) {
    yield {
      ...batchStatus(batch, actor.language),
      paymentInformationId: batch.pmt_inf_id,
      numberOfPayments: batch.payments,
      sumMinor: batch.sum_minor,
      // What is said of the whole batch is not repeated for each payment.
      payments: batch.status === 'rejected' && batch.reason !== 'noneLeft' ? [] : refusedPayments(sql, batch.id, actor),
    };
  }
}

async function wholeStatus(sql: Sql, fileId: number, actor: Actor) {
  const counts: Record<string, number> = {};
  let isRegisteredOnly = true;
  for await (const batch of batchesOf(sql, fileId)) {
    const { status } = batchStatus(batch, actor.language);
    counts[status] = (counts[status] ?? 0) + 1;
    if (batch.status !== 'registered') isRegisteredOnly = false;
  }
  return groupStatus(counts as StatusCounts, isRegisteredOnly);
}

/** Texts of the file, to be sent as they come. Rejects with a Refusal before the first one. */
export async function paymentStatus(
  { database, nowMs }: Office,
  actor: Actor,
  fileId: number,
): Promise<AsyncGenerator<string, void, undefined>> {
  await requireFile(database, actor, fileId);
  const [file] = await database.query<FileRow>('SELECT id, msg_id, message_name, payments FROM payment_file WHERE id = $1', [fileId]);
  if (file === undefined) throw new Error(`The file ${fileId} has no row.`);
  const atMs = nowMs();
  return pain002({
    version: file.message_name,
    messageId: `STATUS-${fileId}-${atMs}`,
    createdAt: localTimeText(atMs),
    originalMessageId: file.msg_id,
    originalNumberOfPayments: file.payments,
    status: await wholeStatus(database, fileId, actor),
    paymentInformations: answered(database, fileId, actor),
  });
}
