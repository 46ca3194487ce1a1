/** `aksept programme files`: payment files are uploaded and approved. */
import { randomUUID } from 'node:crypto';
import { type Stats, statSync } from 'node:fs';
import type { Command } from 'commander';
import type { z } from 'zod';
import { replaceFile } from '../../config/replace-file.ts';
import { APPROVED_BATCHES, BATCHES, FILES, PAYMENTS, UPLOADED_FILE, WITHDRAWN } from '../../http/schema/programme/payment.ts';
import { nokOfMinor } from '../cards/money.ts';
import { CommandError, EXIT_CODES, note, print } from '../output.ts';
import { checkOutputPath } from '../output-path.ts';
import {
  addPageOptions,
  addSubscriptionOption,
  idOf,
  type OfficeFlags,
  officeClient,
  officeCommand,
  type PageFlags,
  queryOf,
  type SubscriptionFlags,
  subscriptionOf,
} from './office-client.ts';
import { type Column, instantText, tell, tellRows } from './office-output.ts';
import { uploadChunks } from './upload-progress.ts';

type PaymentFile = z.output<typeof FILES>['files'][number];
type Batch = z.output<typeof BATCHES>['batches'][number];
type Payment = z.output<typeof PAYMENTS>['payments'][number];

const FILE_COLUMNS: readonly Column<PaymentFile>[] = [
  ['file', (file) => file.fileId, 'right'],
  ['message', (file) => file.messageId],
  ['uploaded at', (file) => instantText(file.uploadedAtMs)],
  ['by', (file) => file.uploadedBy],
  ['payments', (file) => file.payments, 'right'],
  ['NOK', (file) => nokOfMinor(file.sumMinor), 'right'],
  ['to approve', (file) => file.batches.registered, 'right'],
  ['approved', (file) => file.batches.approved, 'right'],
  ['executed', (file) => file.batches.executed, 'right'],
  ['rejected', (file) => file.batches.rejected, 'right'],
];

const BATCH_COLUMNS: readonly Column<Batch>[] = [
  ['batch', (batch) => batch.batchId, 'right'],
  ['file', (batch) => batch.fileId, 'right'],
  ['from', (batch) => batch.debtorAccount],
  ['on', (batch) => batch.requestedOn],
  ['payments', (batch) => batch.accepted, 'right'],
  ['NOK', (batch) => nokOfMinor(batch.acceptedMinor), 'right'],
  ['by', (batch) => batch.registeredBy],
  ['approved by', (batch) => batch.approvedBy.join(', ')],
];

const PAYMENT_COLUMNS: readonly Column<Payment>[] = [
  ['payment', (payment) => payment.position, 'right'],
  ['end-to-end id', (payment) => payment.endToEndId],
  ['to', (payment) => payment.creditorAccount],
  ['name', (payment) => payment.creditorName],
  ['NOK', (payment) => nokOfMinor(payment.amountMinor), 'right'],
  ['status', (payment) => payment.status],
  ['code', (payment) => payment.reasonCode],
  ['reason', (payment) => payment.reason],
];

/** A file of a million payments takes minutes. */
const UPLOAD_TIMEOUT_MS = 3_600_000;

function sizeOf(path: string): number {
  let found: Stats | undefined;
  try {
    found = statSync(path, { throwIfNoEntry: false });
  } catch {
    // A file where a folder should be: it is not there.
  }
  if (found?.isFile() === true) return found.size;
  throw new CommandError(`There is no file ${path} to upload; check its name.`, EXIT_CODES.usage);
}

async function upload(path: string, flags: SubscriptionFlags & { readonly approve?: boolean }): Promise<void> {
  const bytes = sizeOf(path);
  const client = officeClient(flags);
  const url = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/payment-files${queryOf({ approve: flags.approve })}`;
  const headers = { 'content-type': 'application/xml', 'idempotency-key': randomUUID() };
  const answer = await client.postChunks(url, uploadChunks(path, bytes, process.stderr), headers, UPLOAD_TIMEOUT_MS, UPLOADED_FILE);
  const { fileId, messageId, payments, accepted, acceptedMinor } = answer;
  tell(answer, `File ${fileId} (${messageId}): ${accepted} of ${payments} payments accepted, ${nokOfMinor(acceptedMinor)} NOK.`, flags);
  if (accepted < payments) note(`aksept programme files status ${fileId} gives the reasons.`);
}

async function list(flags: SubscriptionFlags & PageFlags): Promise<void> {
  const { limit, cursor } = flags;
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/payment-files${queryOf({ limit, cursor })}`;
  const answer = await client.get(path, FILES);
  tellRows(answer, answer.files, FILE_COLUMNS, 'No files were uploaded.', flags);
}

async function batches(flags: SubscriptionFlags & PageFlags): Promise<void> {
  const { limit, cursor } = flags;
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/batches${queryOf({ limit, cursor })}`;
  const answer = await client.get(path, BATCHES);
  tellRows(answer, answer.batches, BATCH_COLUMNS, 'Nothing waits for an approval.', flags);
}

async function approve(texts: readonly string[], flags: OfficeFlags & { readonly code: string }): Promise<void> {
  const batchIds = texts.map((text) => idOf('<batch>', text));
  const answer = await officeClient(flags).post('/v1/programme/batches/approve', { batchIds, code: flags.code }, APPROVED_BATCHES);
  const lines = answer.batches.map(({ batchId, executeOn }) =>
    executeOn === undefined ? `Batch ${batchId} needs the approval of another person.` : `Batch ${batchId} is executed on ${executeOn}.`,
  );
  tell(answer, lines.join('\n'), flags);
}

async function withdraw(texts: readonly string[], flags: OfficeFlags): Promise<void> {
  const batchIds = texts.map((text) => idOf('<batch>', text));
  const answer = await officeClient(flags).post('/v1/programme/batches/withdraw', { batchIds }, WITHDRAWN);
  tell(answer, batchIds.map((id) => `Batch ${id} is withdrawn.`).join('\n'), flags);
}

async function payments(file: string, flags: PageFlags & { readonly refused?: boolean }): Promise<void> {
  const { limit, cursor, refused } = flags;
  const path = `/v1/programme/payment-files/${idOf('<file>', file)}/payments${queryOf({ limit, cursor, refused })}`;
  const answer = await officeClient(flags).get(path, PAYMENTS);
  tellRows(answer, answer.payments, PAYMENT_COLUMNS, 'There are no payments.', flags);
}

async function status(file: string, flags: OfficeFlags & { readonly out?: string }): Promise<void> {
  const { out } = flags;
  checkOutputPath('--out', out);
  const fileId = idOf('<file>', file);
  const pain002 = await officeClient(flags).text('GET', `/v1/programme/payment-files/${fileId}/status`);
  if (out === undefined) {
    if (flags.json === true) tell({ fileId, pain002 }, '', flags);
    else print(pain002.trimEnd());
    return;
  }
  replaceFile(out, pain002);
  tell({ fileId, out }, `The status of file ${fileId} is in ${out}.`, flags);
}

export function registerFiles(programme: Command): void {
  const files = programme.command('files').description('upload payment files (pain.001), approve their batches');
  const add = (line: string, about: string): Command => officeCommand(files, line, about);
  addSubscriptionOption(add('upload <file>', 'upload a payment file'))
    .option('--approve', 'give the first approval too (Registrer og godkjenn)')
    .action(upload);
  addPageOptions(addSubscriptionOption(add('list', 'list payment files, newest first'))).action(list);
  addPageOptions(addSubscriptionOption(add('batches', 'list batches that wait for an approval'))).action(batches);
  add('approve <batch...>', 'approve batches')
    .requiredOption('--code <code>', 'what the code calculator (passordkalkulator) of the user shows')
    .action(approve);
  add('withdraw <batch...>', 'withdraw batches that wait for an approval').action(withdraw);
  addPageOptions(add('payments <file>', 'list the payments of a file, each with its reason'))
    .option('--refused', 'only those that were refused')
    .action(payments);
  add('status <file>', 'print the status of a payment file as pain.002').option('--out <file>', 'file for it').action(status);
}
