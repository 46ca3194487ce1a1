/** Payment files for tests: written as text, so that any place can be made wrong. */
import type { FileFault } from '../../../../src/programme/payment-files/file-fault.ts';
import { PAYMENT_FILE_LIMITS, type PaymentFileLimits } from '../../../../src/programme/payment-files/limits.ts';
import type { Pain001Event, PaymentEvent } from '../../../../src/programme/payment-files/pain001-event.ts';
import { readPain001 } from '../../../../src/programme/payment-files/read-pain001.ts';
import type { Pain001Version } from '../../../../src/programme/payment-files/structure.ts';
import { type WrittenFile, type WrittenPayment, writePain001 } from '../../../../src/programme/payment-files/write-pain001.ts';

export const PAYMENT: WrittenPayment = {
  endToEndId: 'K-42-L0001',
  amountMinor: 250_000,
  creditorName: 'L0001',
  creditorAccount: '56061200008',
  remittance: 'Stønad juni',
};

export function fileOf(payments: readonly WrittenPayment[], version: Pain001Version = 'pain.001.001.03'): WrittenFile {
  const totals = { numberOfPayments: payments.length, sumMinor: payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
  return {
    version,
    messageId: 'SOS-20260601-0001',
    createdAt: '2026-06-01T09:12:00',
    initiatingParty: 'Bydel Test',
    initiatingPartyId: '974760673',
    initiatingPartyScheme: 'CUST',
    ...totals,
    paymentInformations: [
      {
        paymentInformationId: 'SOS-20260601-0001-1',
        requestedDate: '2026-06-01',
        debtorName: 'Bydel Test',
        debtorAccount: '15067328555',
        debtorAgent: 'DNBANOKK',
        ...totals,
        payments,
      },
    ],
  };
}

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** One payment of 2,500 kroner. */
export function example(version: Pain001Version = 'pain.001.001.03'): Promise<string> {
  return textOf(writePain001(fileOf([PAYMENT], version)));
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function eventsOf(
  file: string | Uint8Array | AsyncIterable<Uint8Array>,
  limits: Partial<PaymentFileLimits> = {},
): Promise<readonly Pain001Event[]> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const events: Pain001Event[] = [];
  const chunks = bytes instanceof Uint8Array ? oneChunk(bytes) : bytes;
  for await (const event of readPain001(chunks, { ...PAYMENT_FILE_LIMITS, ...limits })) events.push(event);
  return events;
}

/** The fault that refuses the file. */
export async function faultOf(
  file: string | Uint8Array | AsyncIterable<Uint8Array>,
  limits: Partial<PaymentFileLimits> = {},
): Promise<FileFault> {
  const error: unknown = await eventsOf(file, limits).then(
    () => new Error('The file was not refused.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error) || error.name !== 'FileFault') throw error;
  return error as FileFault;
}

export async function paymentsOf(file: string): Promise<readonly PaymentEvent[]> {
  return (await eventsOf(file)).filter((event) => event.kind === 'payment');
}
