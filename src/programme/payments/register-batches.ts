/** Registers what a spool holds: batches and payments, each with its own reason when it is refused. */
import type { Sql } from '../../database/database.ts';
import { osloDate } from '../calendar/oslo-date.ts';
import type { Actor } from '../core/actor.ts';
import type { OfficeStep } from '../core/office.ts';
import { creditorReason, lookUpCreditors } from './creditor-check.ts';
import { debtorReason } from './debtor-check.ts';
import { type PaymentReason, paymentReason } from './payment-reason.ts';
import type { PaymentSpool, SpooledBatch, SpooledPayment } from './payment-spool.ts';

export interface RegisteredBatch {
  readonly id: number;
  readonly debtorAccount: string;
  readonly accepted: number;
  readonly acceptedMinor: number;
  readonly reason: PaymentReason | undefined;
}

interface OpenBatch {
  readonly id: number;
  readonly debtorAccount: string;
  payments: number;
  sumMinor: number;
  accepted: number;
  acceptedMinor: number;
  reason: PaymentReason | undefined;
}

export class BatchRegistry {
  readonly #step: OfficeStep;
  readonly #actor: Actor;
  readonly #file: { readonly id: number; readonly subscriptionId: number };
  readonly #debtors = new Map<string, PaymentReason | undefined>();
  readonly #atMs: number;
  readonly #done: RegisteredBatch[] = [];
  #batch: OpenBatch | undefined;

  constructor(step: OfficeStep, actor: Actor, file: { readonly id: number; readonly subscriptionId: number }) {
    this.#step = step;
    this.#actor = actor;
    this.#file = file;
    this.#atMs = step.nowMs();
  }

  async register(spool: PaymentSpool): Promise<readonly RegisteredBatch[]> {
    for await (const piece of spool.pieces()) {
      if (piece.batch !== undefined) await this.#begin(piece.batch);
      else await this.#add(piece.payments);
    }
    await this.#end();
    return this.#done;
  }

  async #begin(batch: SpooledBatch): Promise<void> {
    await this.#end();
    const reason = batch.reason ?? (await this.#debtorReason(batch.debtorAccount)) ?? this.#dateReason(batch.requestedDate);
    const [row] = await this.#step.sql.query<{ id: number }>(
      `INSERT INTO payment_batch (file_id, position, pmt_inf_id, debtor_account, requested_on, payments, sum_minor, accepted,
                                  accepted_minor, status)
       VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 0, $6) RETURNING id`,
      [
        this.#file.id,
        this.#done.length + 1,
        batch.pmtInfId,
        batch.debtorAccount,
        batch.requestedDate ?? null,
        reason === undefined ? 'registered' : 'rejected',
      ],
    );
    if (row === undefined) throw new Error('A batch was inserted without a row.');
    const nothing = { payments: 0, sumMinor: 0, accepted: 0, acceptedMinor: 0 };
    this.#batch = { id: row.id, debtorAccount: batch.debtorAccount, ...nothing, reason };
  }

  async #debtorReason(account: string): Promise<PaymentReason | undefined> {
    if (!this.#debtors.has(account)) {
      const { subscriptionId } = this.#file;
      this.#debtors.set(account, await debtorReason(this.#step.sql, this.#actor, { account, subscriptionId }));
    }
    return this.#debtors.get(account);
  }

  #dateReason(date: string | undefined): PaymentReason | undefined {
    const isPast = date !== undefined && date < osloDate(this.#atMs);
    return isPast && this.#step.settings.pastDates === 'refused' ? paymentReason('pastDate', { date }) : undefined;
  }

  async #add(payments: readonly SpooledPayment[]): Promise<void> {
    const batch = this.#batch;
    if (batch === undefined) throw new Error('Payments stand before their batch.');
    const reasons = await this.#reasons(batch, payments);
    await insertPayments(this.#step.sql, { batchId: batch.id, before: batch.payments, payments, reasons });
    for (const [index, { amountMinor }] of payments.entries()) {
      batch.payments += 1;
      batch.sumMinor += amountMinor;
      if (reasons[index] !== undefined) continue;
      batch.accepted += 1;
      batch.acceptedMinor += amountMinor;
    }
  }

  async #reasons(batch: OpenBatch, payments: readonly SpooledPayment[]): Promise<readonly (PaymentReason | undefined)[]> {
    if (batch.reason !== undefined) {
      const rejected = { ...paymentReason('batchRejected'), code: batch.reason.code };
      return payments.map(({ reason }) => reason ?? rejected);
    }
    const asked = payments.filter(({ reason }) => reason === undefined).map(({ creditorAccount }) => creditorAccount);
    const creditors = await lookUpCreditors(this.#step.sql, asked, this.#atMs);
    return payments.map(({ reason, creditorAccount }) => {
      const row = creditors.get(creditorAccount);
      return reason ?? (row && creditorReason(row, this.#file.subscriptionId));
    });
  }

  async #end(): Promise<void> {
    const batch = this.#batch;
    if (batch === undefined) return;
    if (batch.accepted === 0) batch.reason ??= paymentReason('noneLeft');
    const { id, debtorAccount, payments, sumMinor, accepted, acceptedMinor, reason } = batch;
    await this.#step.sql.query(
      `UPDATE payment_batch SET payments = $2, sum_minor = $3, accepted = $4, accepted_minor = $5, status = $6,
              reason_code = $7, reason = $8, reason_fill = $9 WHERE id = $1`,
      [
        id,
        payments,
        sumMinor,
        accepted,
        acceptedMinor,
        reason === undefined ? 'registered' : 'rejected',
        reason?.code ?? '',
        reason?.word ?? '',
        reason?.fill ?? '',
      ],
    );
    this.#done.push({ id, debtorAccount, accepted, acceptedMinor, reason });
    this.#batch = undefined;
  }
}

interface PaymentRows {
  readonly batchId: number;
  /** Payments of the batch before these. */
  readonly before: number;
  readonly payments: readonly SpooledPayment[];
  readonly reasons: readonly (PaymentReason | undefined)[];
}

async function insertPayments(sql: Sql, { batchId, before, payments, reasons }: PaymentRows): Promise<void> {
  await sql.query(
    `INSERT INTO payment (batch_id, position, instruction_id, end_to_end_id, creditor_account, creditor_name, amount_minor, remittance,
                          status, reason_code, reason, reason_fill)
     SELECT $1::integer, * FROM unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[],
                              $10::text[], $11::text[], $12::text[])`,
    [
      batchId,
      payments.map((_, index) => before + index + 1),
      payments.map(({ instructionId }) => instructionId),
      payments.map(({ endToEndId }) => endToEndId),
      payments.map(({ creditorAccount }) => creditorAccount),
      payments.map(({ creditorName }) => creditorName),
      payments.map(({ amountMinor }) => amountMinor),
      payments.map(({ remittance }) => remittance),
      reasons.map((reason) => (reason === undefined ? 'registered' : 'rejected')),
      reasons.map((reason) => reason?.code ?? ''),
      reasons.map((reason) => reason?.word ?? ''),
      reasons.map((reason) => reason?.fill ?? ''),
    ],
  );
}
