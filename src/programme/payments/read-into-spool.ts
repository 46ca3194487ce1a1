/** Reads a payment file while it arrives, and keeps what it says in a spool. */
import { createHash } from 'node:crypto';
import type { PaymentEvent, PaymentInformationEvent } from '../payment-files/pain001-event.ts';
import { readPain001 } from '../payment-files/read-pain001.ts';
import type { Pain001Version } from '../payment-files/structure.ts';
import { reasonOfFault } from './payment-reason.ts';
import { PAYMENTS_A_PIECE, type PaymentSpool, type SpooledBatch, type SpooledPayment } from './payment-spool.ts';

export interface UploadProgress {
  readonly bytes: number;
  readonly payments: number;
}

export interface FileFacts {
  readonly messageId: string;
  readonly version: Pain001Version;
  readonly sha256: string;
  readonly payments: number;
  readonly sumMinor: number;
}

export interface ReadOptions {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** What can be refused at once, before the rest of the file is read. */
  readonly onHeader: (messageId: string) => Promise<void>;
  readonly onBatch: (batch: SpooledBatch) => Promise<void>;
}

function spooledBatch({ paymentInformationId, debtorAccount, requestedDate, faults }: PaymentInformationEvent): SpooledBatch {
  const [fault] = faults;
  return {
    pmtInfId: paymentInformationId,
    debtorAccount: debtorAccount ?? '',
    requestedDate,
    reason: fault && reasonOfFault(fault),
  };
}

function spooledPayment(event: PaymentEvent): SpooledPayment {
  const [fault] = event.faults;
  return {
    instructionId: event.instructionId ?? '',
    endToEndId: event.endToEndId ?? '',
    creditorAccount: event.creditorAccount ?? '',
    creditorName: event.creditorName ?? '',
    amountMinor: event.amountMinor ?? 0,
    remittance: event.remittance ?? event.kid ?? '',
    reason: fault && reasonOfFault(fault),
  };
}

/** Rejects with a FileFault for a file that is refused as a whole. */
export async function readIntoSpool(spool: PaymentSpool, options: ReadOptions): Promise<FileFacts> {
  const { chunks, onProgress, onHeader, onBatch } = options;
  const hash = createHash('sha256');
  let bytes = 0;
  let payments = 0;
  let sumMinor = 0;
  let header: Pick<FileFacts, 'messageId' | 'version'> | undefined;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  for await (const event of readPain001(counted())) {
    if (event.kind === 'header') {
      header = event;
      await onHeader(event.messageId);
    } else if (event.kind === 'paymentInformation') {
      const batch = spooledBatch(event);
      await onBatch(batch);
      await spool.addBatch(batch);
    } else {
      const payment = spooledPayment(event);
      await spool.addPayment(payment);
      payments += 1;
      sumMinor += payment.amountMinor;
      if (payments % PAYMENTS_A_PIECE === 0) onProgress?.({ bytes, payments });
    }
  }
  await spool.end();
  onProgress?.({ bytes, payments });
  if (header === undefined) throw new Error('A payment file was read without its header.');
  return { messageId: header.messageId, version: header.version, sha256: hash.digest('hex'), payments, sumMinor };
}
