/**
 * A payment file between reading and registering: a temporary file. A transaction must not wait for
 * the network, and may be repeated; memory must not hold 100,000 payments.
 */
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaymentReason } from './payment-reason.ts';

/** Payments in one piece: one insert of the database. */
export const PAYMENTS_A_PIECE = 1_000;

/** One PmtInf. */
export interface SpooledBatch {
  readonly pmtInfId: string;
  /** Empty: none that is an account number. */
  readonly debtorAccount: string;
  readonly requestedDate: string | undefined;
  /** What stands in the file against all its payments. */
  readonly reason: PaymentReason | undefined;
}

export interface SpooledPayment {
  readonly instructionId: string;
  readonly endToEndId: string;
  readonly creditorAccount: string;
  readonly creditorName: string;
  readonly amountMinor: number;
  readonly remittance: string;
  /** What stands in the file against it. */
  readonly reason: PaymentReason | undefined;
}

export type SpoolPiece =
  | { readonly batch: SpooledBatch; readonly payments?: never }
  | { readonly batch?: never; readonly payments: readonly SpooledPayment[] };

export class PaymentSpool {
  readonly #folder: string;
  readonly #file: FileHandle;
  #payments: SpooledPayment[] = [];

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  static async open(): Promise<PaymentSpool> {
    const folder = await mkdtemp(join(tmpdir(), 'aksept-payments-'));
    return new PaymentSpool(folder, await open(join(folder, 'spool'), 'wx+', 0o600));
  }

  async addBatch(batch: SpooledBatch): Promise<void> {
    await this.#flush();
    await this.#write({ batch });
  }

  async addPayment(payment: SpooledPayment): Promise<void> {
    this.#payments.push(payment);
    if (this.#payments.length === PAYMENTS_A_PIECE) await this.#flush();
  }

  async end(): Promise<void> {
    await this.#flush();
  }

  /** From the start, as often as it is called. Each batch stands before its payments. */
  async *pieces(): AsyncGenerator<SpoolPiece, void, undefined> {
    for await (const line of this.#file.readLines({ start: 0, autoClose: false })) yield JSON.parse(line) as SpoolPiece;
  }

  async close(): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #flush(): Promise<void> {
    if (this.#payments.length === 0) return;
    await this.#write({ payments: this.#payments });
    this.#payments = [];
  }

  async #write(piece: SpoolPiece): Promise<void> {
    await this.#file.appendFile(`${JSON.stringify(piece)}\n`);
  }
}
