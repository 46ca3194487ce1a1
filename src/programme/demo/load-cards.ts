/** Loads cards by a payment file: one clerk uploads and approves it, the other gives the second approval. */
import { osloDate } from '../calendar/oslo-date.ts';
import type { Actor } from '../core/actor.ts';
import { drain } from '../desk/drain.ts';
import { writePain001 } from '../payment-files/write-pain001.ts';
import { approveBatches } from '../payments/approve-batches.ts';
import { uploadPaymentFile } from '../payments/upload-payment-file.ts';
import { nextCode } from '../users/next-code.ts';
import type { MonthOffice } from './month-office.ts';
import { AGREEMENTS, bankAccountNumber } from './people.ts';

export interface CardLoad {
  readonly clerks: readonly [Actor, Actor];
  readonly messageId: string;
  readonly accounts: readonly string[];
  /** For each of them. */
  readonly amountMinor: number;
  /** Of the second approval; the clock is moved there. */
  readonly approvedAtMs: number;
}

async function* fileOf({ messageId, accounts, amountMinor }: CardLoad, date: string): AsyncGenerator<Uint8Array> {
  const totals = { numberOfPayments: accounts.length, sumMinor: accounts.length * amountMinor };
  const debtor = { debtorName: AGREEMENTS.sosial.name, debtorAccount: bankAccountNumber('sosial loading'), debtorAgent: 'DNBANOKK' };
  const payments = accounts.map((creditorAccount, index) => ({
    creditorAccount,
    amountMinor,
    endToEndId: `E${index + 1}`,
    creditorName: 'Kari Nordmann',
  }));
  const file = writePain001({
    ...totals,
    version: 'pain.001.001.09',
    messageId,
    createdAt: `${date}T12:00:00`,
    initiatingParty: AGREEMENTS.main.name,
    initiatingPartyId: '974760673',
    initiatingPartyScheme: 'CUST',
    paymentInformations: [{ ...totals, ...debtor, paymentInformationId: `${messageId}-1`, requestedDate: date, payments }],
  });
  for await (const piece of file) yield Buffer.from(piece);
}

/** Returns the day on which the file is executed. */
export async function loadCards(at: MonthOffice, load: CardLoad): Promise<string> {
  const { office, subscriptions } = at;
  const [siri, åse] = load.clerks;
  const chunks = fileOf(load, osloDate(office.nowMs()));
  const upload = { subscriptionId: subscriptions.sosial, chunks, registerAndApprove: true };
  const { fileId, accepted } = await uploadPaymentFile(office, siri, upload);
  if (accepted !== load.accounts.length) throw new Error(`Of ${load.accounts.length} payments, ${accepted} were accepted.`);
  const rows = await office.database.query<{ id: number }>('SELECT id FROM payment_batch WHERE file_id = $1', [fileId]);
  await at.advanceTo(load.approvedAtMs);
  const approval = { batchIds: rows.map(({ id }) => id), code: (await nextCode(office, åse.userId)).code };
  const [batch] = await approveBatches(office, åse, approval);
  await drain(office);
  return batch?.executeOn ?? '';
}
