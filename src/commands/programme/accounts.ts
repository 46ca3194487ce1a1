/** `aksept programme accounts`: the accounts of cards are found, handed out, marked and shown. */
import type { Command } from 'commander';
import type { z } from 'zod';
import type { HttpClient } from '../../http/client.ts';
import { ACCOUNT, ACCOUNT_WITH_BALANCE, ACCOUNTS, STATEMENT, SUGGESTION } from '../../http/schema/programme/account.ts';
import { nokOfMinor } from '../cards/money.ts';
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
import { type PrintFlags, savePage } from './save-page.ts';

type Account = z.output<typeof ACCOUNT>;
type Line = z.output<typeof STATEMENT>['lines'][number];

const COLUMNS: readonly Column<Account>[] = [
  ['account', (account) => account.account],
  ['serial', (account) => account.serial],
  ['name', (account) => account.name],
  ['type', (account) => account.cardType],
  ['card', (account) => account.maskedPan],
  ['expiry', (account) => account.expiry],
  ['card is', (account) => account.cardStatus],
  ['account is', (account) => account.mark ?? account.state],
];

const LINES: readonly Column<Line>[] = [
  ['at', (line) => instantText(line.atMs)],
  ['event', (line) => line.event],
  ['NOK', (line) => nokOfMinor(line.amountMinor), 'right'],
  ['balance NOK', (line) => nokOfMinor(line.ledgerMinor), 'right'],
  ['terminal', (line) => line.terminalId],
];

interface TypeFlags extends SubscriptionFlags {
  readonly type?: string;
}

interface ListFlags extends TypeFlags, PageFlags {
  readonly search?: string;
  readonly show?: string;
}

interface ChangeFlags extends OfficeFlags {
  readonly opened?: string;
}

interface NameFlags extends ChangeFlags {
  readonly clientId: string;
  readonly name?: string;
  readonly reason: string;
}

const pathOf = (account: string): string => `/v1/programme/accounts/${encodeURIComponent(account)}`;

/** The one that was opened; without --opened, the account as it is now. */
async function versionOf(client: HttpClient, account: string, { opened }: ChangeFlags): Promise<number> {
  if (opened !== undefined) return idOf('--opened', opened);
  return (await client.get(pathOf(account), ACCOUNT_WITH_BALANCE)).version;
}

function tellAccount(account: Account, flags: OfficeFlags): void {
  tellRows(account, [account], COLUMNS, '', flags);
}

async function list(flags: ListFlags): Promise<void> {
  const { limit, cursor, search, show, type: cardType } = flags;
  const client = officeClient(flags);
  const query = queryOf({ limit, cursor, search, show, cardType });
  const answer = await client.get(`/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/accounts${query}`, ACCOUNTS);
  tellRows(answer, answer.rows, COLUMNS, 'No account is found.', flags);
}

async function suggest(flags: TypeFlags): Promise<void> {
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/suggested-account${queryOf({ cardType: flags.type })}`;
  const answer = await client.get(path, SUGGESTION);
  const rows = answer.account === null ? [] : [answer.account];
  tellRows(answer, rows, COLUMNS, 'There is no card to hand out; order cards, or produce their PINs.', flags);
}

async function name(account: string, flags: NameFlags): Promise<void> {
  const client = officeClient(flags);
  const { clientId, reason } = flags;
  const version = await versionOf(client, account, flags);
  const body = { version, clientId, reason, ...(flags.name === undefined ? {} : { name: flags.name }) };
  tellAccount(await client.post(`${pathOf(account)}/name`, body, ACCOUNT), flags);
}

async function rename(account: string, flags: NameFlags): Promise<void> {
  const client = officeClient(flags);
  const version = await versionOf(client, account, flags);
  const body = { version, clientId: flags.clientId, ...(flags.name === undefined ? {} : { name: flags.name }) };
  tellAccount(await client.post(`${pathOf(account)}/rename`, body, ACCOUNT), flags);
}

async function declaration(account: string, flags: ChangeFlags): Promise<void> {
  const client = officeClient(flags);
  const body = { version: await versionOf(client, account, flags) };
  tellAccount(await client.post(`${pathOf(account)}/declaration`, body, ACCOUNT), flags);
}

async function stock(flags: TypeFlags & PrintFlags): Promise<void> {
  const subscription = await subscriptionOf(officeClient(flags), flags);
  const query = queryOf({ cardType: flags.type });
  await savePage(`/v1/programme/subscriptions/${subscription}/stock-list${query}`, 'The list of what is in the safe is', flags);
}

async function mark(account: string, word: string, flags: ChangeFlags): Promise<void> {
  const client = officeClient(flags);
  const body = { version: await versionOf(client, account, flags), mark: word };
  tellAccount(await client.post(`${pathOf(account)}/mark`, body, ACCOUNT), flags);
}

async function show(number: string, flags: OfficeFlags): Promise<void> {
  const account = await officeClient(flags).get(pathOf(number), ACCOUNT_WITH_BALANCE);
  tellAccount(account, flags);
  if (flags.json === true) return;
  const { balance } = account;
  const amounts = balance && `${nokOfMinor(balance.ledgerMinor)} NOK, of which ${nokOfMinor(balance.availableMinor)} NOK are available`;
  tell(account, amounts === undefined ? 'The balance is for those with the right Se.' : `The balance is ${amounts}.`, flags);
}

async function statement(number: string, flags: PageFlags): Promise<void> {
  const { limit, cursor } = flags;
  const answer = await officeClient(flags).get(`${pathOf(number)}/statement${queryOf({ limit, cursor })}`, STATEMENT);
  tellRows(answer, answer.lines, LINES, 'There are no lines.', flags);
}

export function registerAccounts(programme: Command): void {
  const accounts = programme.command('accounts').description('find accounts, hand out their cards, mark and show them');
  const add = (line: string, about: string): Command => officeCommand(accounts, line, about);
  const withType = (command: Command): Command => addSubscriptionOption(command).option('--type <type>', 'kronekort or kontantkort only');
  const withVersion = (command: Command): Command =>
    command.option('--opened <version>', 'version of the account (--json) that the change is for; without it, any');
  addPageOptions(withType(add('list', 'list the accounts of a subscription (Administrer konto)')))
    .option('--search <text>', 'by number, name, serial or KlientID')
    .option('--show <which>', 'which accounts, such as inSafe, handedOut or marked')
    .action(list);
  withType(add('suggest', 'show the account whose card is handed out next')).action(suggest);
  withVersion(add('name <account>', 'hand out the card of an account: name it'))
    .requiredOption('--client-id <id>', 'KlientID of the holder')
    .requiredOption('--reason <reason>', 'noAccount, temporarilyNoAccess, socialSupport or introProgramme')
    .option('--name <name>', 'name of the holder')
    .action(name);
  withVersion(add('rename <account>', 'change the name of an account whose card is handed out'))
    .requiredOption('--client-id <id>', 'KlientID of the holder')
    .option('--name <name>', 'name of the holder')
    .action(rename);
  add('sheet <account>', 'save the sheet for the holder, with the declaration to sign')
    .requiredOption('--out <file>', 'HTML file for the sheet')
    .action((account: string, flags: PrintFlags) => savePage(`${pathOf(account)}/sheet`, 'The sheet for the holder is', flags));
  withVersion(add('declaration <account>', 'note that the holder signed the declaration')).action(declaration);
  withType(add('stock', 'save the list of cards and PINs in the safe'))
    .requiredOption('--out <file>', 'HTML file for the list')
    .action(stock);
  withVersion(add('mark <account> <mark>', 'mark an account whose card or PIN is gone: tapt or mistet')).action(mark);
  add('show <account>', 'show an account and, with the right Se, its balance').action(show);
  addPageOptions(add('statement <account>', 'show what was paid from and to an account, newest first')).action(statement);
}
