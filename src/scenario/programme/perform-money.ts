/** Steps that load cards by files, transfer between cards, and approve both. */
import { osloDate } from '../../programme/calendar/oslo-date.ts';
import { AGREEMENTS, type SubscriptionName } from '../../programme/demo/people.ts';
import { writePain001 } from '../../programme/payment-files/write-pain001.ts';
import { approveBatches } from '../../programme/payments/approve-batches.ts';
import { uploadPaymentFile } from '../../programme/payments/upload-payment-file.ts';
import { approveTransfers } from '../../programme/transfers/approve-transfers.ts';
import { kroner } from '../../programme/transfers/kroner.ts';
import { registerTransfer } from '../../programme/transfers/register-transfer.ts';
import { nextCode } from '../../programme/users/next-code.ts';
import { ScenarioError } from '../scenario.ts';
import type { Perform } from './performance.ts';
import { subscriptionOf, type World } from './world.ts';

interface LoadedFile {
  readonly messageId: string;
  readonly debtorAccount: string;
  readonly requestedDate: string;
  readonly payments: readonly { readonly creditorAccount: string; readonly amountMinor: number }[];
}

async function* bytesOf(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
}

/** As the economy system or the payroll system writes it. */
function fileOf({ messageId, debtorAccount, requestedDate, payments }: LoadedFile, subscription: SubscriptionName) {
  const totals = { numberOfPayments: payments.length, sumMinor: payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
  const party = AGREEMENTS[subscription].name;
  return bytesOf(
    writePain001({
      ...totals,
      version: 'pain.001.001.03',
      messageId,
      createdAt: `${requestedDate}T08:00:00`,
      initiatingParty: party,
      initiatingPartyId: '974760673',
      initiatingPartyScheme: 'CUST',
      paymentInformations: [
        {
          ...totals,
          paymentInformationId: `${messageId}-1`,
          requestedDate,
          debtorName: party,
          debtorAccount,
          debtorAgent: 'DNBANOKK',
          payments: payments.map((payment, index) => ({ ...payment, endToEndId: `E${index + 1}`, creditorName: 'Kortholder' })),
        },
      ],
    }),
  );
}

async function paymentsOf(world: World, load: Readonly<Record<string, number>>) {
  const payments: { creditorAccount: string; amountMinor: number }[] = [];
  for (const [named, amountMinor] of Object.entries(load))
    payments.push({ creditorAccount: await world.accountNumber(named), amountMinor });
  return payments;
}

export const load: Perform<'load'> = async ({ value, file, actor, world }) => {
  const { office, ids } = world;
  const first = subscriptionOf(Object.keys(value)[0] ?? '');
  const subscription = file.in ?? (first === 'intro' ? 'main' : first);
  world.count += 1;
  const written: LoadedFile = {
    messageId: file['message id'] ?? `LOAD-${world.count}`,
    debtorAccount: await world.accountNumber(file.from ?? (subscription === 'sosial' ? 'sosial loading' : 'main loading')),
    requestedDate: file.day ?? osloDate(office.nowMs()),
    payments: await paymentsOf(world, value),
  };
  const uploaded = await uploadPaymentFile(office, actor, {
    subscriptionId: ids[subscription],
    chunks: fileOf(written, subscription),
    registerAndApprove: file['first approval'] ?? true,
  });
  world.fileId = uploaded.fileId;
  const batches = await office.database.query<{ id: number }>('SELECT id FROM payment_batch WHERE file_id = $1 ORDER BY position', [
    uploaded.fileId,
  ]);
  const { payments, accepted, acceptedMinor } = uploaded;
  return { shown: `${payments} payments, ${accepted} accepted, ${kroner(acceptedMinor)} kroner`, batchIds: batches.map(({ id }) => id) };
};

async function codeOf(world: World, userId: string, isRight: boolean): Promise<string> {
  const { code } = await nextCode(world.office, userId);
  return isRight ? code : String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
}

export const approve: Perform<'approve'> = async ({ value, file, actor, world }) => {
  const { batchIds, transferId } = world.registered.get(value) ?? {};
  if (batchIds === undefined && transferId === undefined)
    throw new ScenarioError(`"${value}" has nothing to approve; name a step that registered a load, a transfer or a loss.`);
  const code = await codeOf(world, actor.userId, file.code !== 'wrong');
  if (batchIds !== undefined) {
    const [approved] = await approveBatches(world.office, actor, { batchIds, code });
    return { shown: approved?.executeOn === undefined ? 'waits for another approval' : `executed on ${approved.executeOn}` };
  }
  const [approved] = await approveTransfers(world.office, actor, { transferIds: [transferId ?? 0], code });
  return { shown: approved?.status === 'registered' ? 'waits for another approval' : (approved?.status ?? '') };
};

export const transfer: Perform<'transfer'> = async ({ value, file, actor, world }) => {
  const { from, to } = file;
  if (from === undefined || to === undefined) throw new ScenarioError('A transfer needs from and to.');
  const { transferId, amountMinor } = await registerTransfer(world.office, actor, {
    from: await world.accountNumber(from),
    to: await world.accountNumber(to),
    amountMinor: value,
    registerAndApprove: file['first approval'] ?? true,
  });
  return { shown: `${kroner(amountMinor)} kroner`, transferId };
};
