/** `aksept programme transfers`: internal transfers (Internoverføring). */
import type { Command } from 'commander';
import type { z } from 'zod';
import { WITHDRAWN } from '../../http/schema/programme/payment.ts';
import { APPROVED_TRANSFERS, REGISTERED_TRANSFER, TRANSFERS } from '../../http/schema/programme/transfer.ts';
import { minorOfNok, nokOfMinor } from '../cards/money.ts';
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
import { type Column, tell, tellRows } from './office-output.ts';

type Transfer = z.output<typeof TRANSFERS>['transfers'][number];
type Approved = z.output<typeof APPROVED_TRANSFERS>['transfers'][number];

const COLUMNS: readonly Column<Transfer>[] = [
  ['transfer', (transfer) => transfer.transferId, 'right'],
  ['from', (transfer) => transfer.from],
  ['to', (transfer) => transfer.to],
  ['NOK', (transfer) => (transfer.isAll && transfer.status === 'registered' ? 'all' : nokOfMinor(transfer.amountMinor)), 'right'],
  ['by', (transfer) => transfer.registeredBy],
  ['approved by', (transfer) => transfer.approvedBy.join(', ')],
  ['status', (transfer) => transfer.status],
  ['reason', (transfer) => transfer.reason],
];

const AFTER_APPROVAL: Readonly<Record<Approved['status'], string>> = {
  registered: 'needs the approval of another person',
  moving: 'is approved, and its money moves',
  refused: 'is refused; aksept programme transfers list gives the reason',
};

interface RegisterFlags extends OfficeFlags {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly approve?: boolean;
}

async function register(flags: RegisterFlags): Promise<void> {
  const { from, to, amount, approve = false } = flags;
  const amountMinor = amount === 'all' ? amount : minorOfNok(amount, '--amount');
  const body = { from, to, amountMinor, registerAndApprove: approve };
  const answer = await officeClient(flags).post('/v1/programme/transfers', body, REGISTERED_TRANSFER);
  tell(answer, `Transfer ${answer.transferId} of ${nokOfMinor(answer.amountMinor)} NOK is registered.`, flags);
}

async function approve(texts: readonly string[], flags: OfficeFlags & { readonly code: string }): Promise<void> {
  const transferIds = texts.map((text) => idOf('<transfer>', text));
  const answer = await officeClient(flags).post('/v1/programme/transfers/approve', { transferIds, code: flags.code }, APPROVED_TRANSFERS);
  tell(answer, answer.transfers.map(({ transferId, status }) => `Transfer ${transferId} ${AFTER_APPROVAL[status]}.`).join('\n'), flags);
}

async function withdraw(texts: readonly string[], flags: OfficeFlags): Promise<void> {
  const transferIds = texts.map((text) => idOf('<transfer>', text));
  const answer = await officeClient(flags).post('/v1/programme/transfers/withdraw', { transferIds }, WITHDRAWN);
  tell(answer, transferIds.map((id) => `Transfer ${id} is withdrawn.`).join('\n'), flags);
}

async function list(flags: SubscriptionFlags & PageFlags & { readonly open?: boolean }): Promise<void> {
  const { limit, cursor, open } = flags;
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/transfers${queryOf({ limit, cursor, open })}`;
  const answer = await client.get(path, TRANSFERS);
  tellRows(answer, answer.transfers, COLUMNS, 'There are no transfers.', flags);
}

export function registerTransfers(programme: Command): void {
  const transfers = programme.command('transfers').description('register, approve and list internal transfers');
  const add = (line: string, about: string): Command => officeCommand(transfers, line, about);
  add('register', 'register a transfer (Internoverføring)')
    .requiredOption('--from <account>', 'account of a card')
    .requiredOption('--to <account>', 'account of another card, or a loading or payer account')
    .requiredOption('--amount <nok>', 'amount in kroner such as 250.50, or all')
    .option('--approve', 'give the first approval too (Registrer og godkjenn)')
    .action(register);
  add('approve <transfer...>', 'approve transfers')
    .requiredOption('--code <code>', 'what the code calculator (passordkalkulator) of the user shows')
    .action(approve);
  add('withdraw <transfer...>', 'withdraw transfers that wait for an approval').action(withdraw);
  addPageOptions(addSubscriptionOption(add('list', 'list transfers, newest first')))
    .option('--open', 'only those that wait for an approval')
    .action(list);
}
