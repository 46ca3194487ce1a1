/** The payments of a file, with the reason of each that was refused. */
import type { Language } from '../../protocol/language.ts';
import type { Actor } from '../core/actor.ts';
import type { Office } from '../core/office.ts';
import { requireFile } from './file-rights.ts';
import { reasonSentence } from './payment-reason.ts';

export const PAYMENTS_PAGE_MAX = 1_000;

export interface PaymentQuery {
  readonly fileId: number;
  /** Only refused and returned ones. */
  readonly isRefused?: boolean;
  readonly cursor?: number | undefined;
  readonly pageSize: number;
}

export interface ListedPayment {
  readonly paymentId: number;
  readonly batchId: number;
  readonly position: number;
  readonly endToEndId: string;
  readonly creditorAccount: string;
  readonly creditorName: string;
  readonly amountMinor: number;
  readonly remittance: string;
  readonly status: 'registered' | 'moving' | 'paid' | 'rejected' | 'returned';
  /** Of ISO 20022; empty when nothing speaks against it. */
  readonly reasonCode: string;
  /** In the language of the user. */
  readonly reason: string;
}

export interface PaymentPage {
  readonly payments: readonly ListedPayment[];
  /** Give it to the next call; undefined after the last page. */
  readonly cursor: number | undefined;
}

interface PaymentRow {
  readonly id: number;
  readonly batch_id: number;
  readonly position: number;
  readonly end_to_end_id: string;
  readonly creditor_account: string;
  readonly creditor_name: string;
  readonly amount_minor: number;
  readonly remittance: string;
  readonly status: ListedPayment['status'];
  readonly reason_code: string;
  readonly reason: string;
  readonly reason_fill: string;
  readonly batch_reason: string;
  readonly batch_fill: string;
}

/** A payment that was refused with its batch has the reason of the batch, too. */
function whyOf({ reason, reason_fill, batch_reason, batch_fill }: PaymentRow, language: Language): string {
  const own = reasonSentence({ word: reason, fill: reason_fill }, language);
  const ofBatch = reason === 'batchRejected' ? reasonSentence({ word: batch_reason, fill: batch_fill }, language) : '';
  return `${own} ${ofBatch}`.trim();
}

function listed(row: PaymentRow, { language }: Actor): ListedPayment {
  return {
    paymentId: row.id,
    batchId: row.batch_id,
    position: row.position,
    endToEndId: row.end_to_end_id,
    creditorAccount: row.creditor_account,
    creditorName: row.creditor_name,
    amountMinor: row.amount_minor,
    remittance: row.remittance,
    status: row.status,
    reasonCode: row.reason_code,
    reason: whyOf(row, language),
  };
}

export async function listPayments(office: Office, actor: Actor, query: PaymentQuery): Promise<PaymentPage> {
  const { fileId, isRefused = false, cursor = 0, pageSize } = query;
  const size = Math.min(pageSize, PAYMENTS_PAGE_MAX);
  return await office.database.transaction(async (sql) => {
    await requireFile(sql, actor, fileId);
    const rows = await sql.query<PaymentRow>(
      `SELECT p.id, p.batch_id, p.position, p.end_to_end_id, p.creditor_account, p.creditor_name, p.amount_minor, p.remittance, p.status,
              p.reason_code, p.reason, p.reason_fill, b.reason AS batch_reason, b.reason_fill AS batch_fill
         FROM payment p JOIN payment_batch b ON b.id = p.batch_id
        WHERE b.file_id = $1 AND p.id > $2 AND (NOT $3 OR p.status IN ('rejected', 'returned')) ORDER BY p.id LIMIT $4`,
      [fileId, cursor, isRefused, size],
    );
    return { payments: rows.map((row) => listed(row, actor)), cursor: rows.length === size ? rows.at(-1)?.id : undefined };
  });
}
