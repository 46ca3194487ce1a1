/** `aksept programme closing`: accounts that are used no more are closed. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { ANSWERED_LETTER, CLOSED_ACCOUNT, REMINDERS } from '../../http/schema/programme/closing.ts';
import { nokOfMinor } from '../cards/money.ts';
import { EXIT_CODES } from '../output.ts';
import {
  addPageOptions,
  addSubscriptionOption,
  type OfficeFlags,
  officeClient,
  officeCommand,
  type PageFlags,
  queryOf,
  type SubscriptionFlags,
  subscriptionOf,
} from './office-client.ts';
import { type Column, tell, tellRows } from './office-output.ts';
import { type PrintFlags, savePage } from './save-page.ts';

type Reminder = z.output<typeof REMINDERS>['rows'][number];
type Line = z.output<typeof ANSWERED_LETTER>['lines'][number];

const COLUMNS: readonly Column<Reminder>[] = [
  ['account', (reminder) => reminder.account],
  ['name', (reminder) => reminder.name],
  ['because', (reminder) => reminder.mark ?? reminder.why],
  ['balance NOK', (reminder) => nokOfMinor(reminder.balanceMinor), 'right'],
  ['first', (reminder) => reminder.first],
];

const ANSWERS: readonly Column<Line>[] = [
  ['account', (line) => line.account],
  ['outcome', (line) => line.outcome],
  ['reason', (line) => line.reason],
];

async function due(flags: SubscriptionFlags & PageFlags): Promise<void> {
  const { limit, cursor } = flags;
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/reminders${queryOf({ limit, cursor })}`;
  const answer = await client.get(path, REMINDERS);
  tellRows(answer, answer.rows, COLUMNS, 'No account waits for its closing.', flags);
}

async function print(accounts: readonly string[], flags: SubscriptionFlags & PrintFlags): Promise<void> {
  const subscription = await subscriptionOf(officeClient(flags), flags);
  const query = queryOf({ accounts: accounts.join(',') });
  await savePage(`/v1/programme/subscriptions/${subscription}/closing-letters/page${query}`, 'The letter is', flags);
}

/** Exit code 1 when an account was refused. */
async function send(accounts: readonly string[], flags: SubscriptionFlags & { readonly signed?: boolean }): Promise<void> {
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/closing-letters`;
  const answer = await client.post(path, { accounts, signed: flags.signed === true }, ANSWERED_LETTER);
  tellRows(answer, answer.lines, ANSWERS, '', flags);
  if (answer.lines.some(({ outcome }) => outcome === 'refused')) process.exitCode = EXIT_CODES.failed;
}

async function close(account: string, flags: OfficeFlags): Promise<void> {
  const path = `/v1/programme/accounts/${encodeURIComponent(account)}/close`;
  const answer = await officeClient(flags).post(path, {}, CLOSED_ACCOUNT);
  tell(answer, `Account ${account} is closed.`, flags);
}

export function registerClosing(programme: Command): void {
  const closing = programme.command('closing').description('list accounts that could be closed, and have them closed');
  const add = (line: string, about: string): Command => officeCommand(closing, line, about);
  addPageOptions(addSubscriptionOption(add('due', 'list accounts that are lost, expired or unused, and what to do first'))).action(due);
  addSubscriptionOption(add('print <account...>', 'save the letter that asks the bank to close accounts, to be signed'))
    .requiredOption('--out <file>', 'HTML file for the letter')
    .action(print);
  addSubscriptionOption(add('send <account...>', 'send the letter, as its administrator or bestiller'))
    .option('--signed', 'it is signed; the bank refuses one that is not')
    .action(send);
  add('close <account>', 'close an account at 0, as a user of the bank').action(close);
}
