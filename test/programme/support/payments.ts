/** Payment files for tests of the programme, and what is done with them. */
import type { Actor } from '../../../src/programme/core/actor.ts';
import { type WrittenPayment, writePain001 } from '../../../src/programme/payment-files/write-pain001.ts';
import { approveBatches } from '../../../src/programme/payments/approve-batches.ts';
import { type UploadedFile, uploadPaymentFile } from '../../../src/programme/payments/upload-payment-file.ts';
import { codeOf, type OfficeParts } from './stocked-office.ts';

export interface TestFile {
  readonly messageId: string;
  readonly debtorAccount: string;
  readonly requestedDate?: string;
  readonly payments: readonly TestPayment[];
}

export type TestPayment = Pick<WrittenPayment, 'creditorAccount' | 'amountMinor'>;

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}

/** One PmtInf, on 2 March 2026 by default. */
export function paymentFile({ messageId, debtorAccount, requestedDate = '2026-03-02', payments }: TestFile): AsyncGenerator<Uint8Array> {
  const totals = { numberOfPayments: payments.length, sumMinor: payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
  const file = writePain001({
    ...totals,
    version: 'pain.001.001.03',
    messageId,
    createdAt: '2026-03-02T09:00:00',
    initiatingParty: 'Bydel Test',
    initiatingPartyId: '974760673',
    initiatingPartyScheme: 'CUST',
    paymentInformations: [
      {
        ...totals,
        paymentInformationId: `${messageId}-1`,
        requestedDate,
        debtorName: 'Bydel Test',
        debtorAccount,
        debtorAgent: 'DNBANOKK',
        payments: payments.map((payment, index) => ({ ...payment, endToEndId: `E${index + 1}`, creditorName: 'Kari Nordmann' })),
      },
    ],
  });
  return bytesOf(file);
}

export interface TestUpload extends TestFile {
  readonly actor: Actor;
  readonly subscriptionId: number;
  readonly registerAndApprove?: boolean;
}

export function upload({ office }: OfficeParts, test: TestUpload): Promise<UploadedFile> {
  const { actor, subscriptionId, registerAndApprove = false } = test;
  return uploadPaymentFile(office, actor, { subscriptionId, chunks: paymentFile(test), registerAndApprove });
}

/** The batches of a file, in their order. */
export async function batchIds({ office }: OfficeParts, { fileId }: Pick<UploadedFile, 'fileId'>): Promise<readonly number[]> {
  const rows = await office.database.query<{ id: number }>('SELECT id FROM payment_batch WHERE file_id = $1 ORDER BY position', [fileId]);
  return rows.map(({ id }) => id);
}

export async function approveFile(parts: OfficeParts, actor: Actor, file: UploadedFile) {
  return await approveBatches(parts.office, actor, { batchIds: await batchIds(parts, file), code: await codeOf(parts, actor) });
}
