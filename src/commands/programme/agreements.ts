/** `aksept programme agreements` and `messages`: how the users of a subscription change. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { AGREEMENT } from '../../http/schema/programme/agreement.ts';
import { ANSWERED_MESSAGE, MESSAGES, POSTED_CALCULATOR, SENT_MESSAGE } from '../../http/schema/programme/role.ts';
import { readBodyFile } from './json-file.ts';
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

type Message = z.output<typeof MESSAGES>['rows'][number];

const COLUMNS: readonly Column<Message>[] = [
  ['message', (message) => message.messageId, 'right'],
  ['sent at', (message) => instantText(message.sentAtMs)],
  ['by', (message) => message.sentBy],
  ['what', (message) => message.kind],
  ['user', (message) => [message.userId ?? '', message.userName].filter(Boolean).join(' ')],
  ['status', (message) => message.status],
  ['answer', (message) => message.answer],
];

const AGREEMENTS = '/v1/programme/service-agreements';
const MESSAGES_PATH = '/v1/programme/messages';

async function order(path: string, flags: SubscriptionFlags): Promise<void> {
  const body = readBodyFile(path);
  const client = officeClient(flags);
  const url = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/service-agreements`;
  const answer = await client.post(url, body, AGREEMENT);
  tell(answer, `Service agreement ${answer.agreementId} is ordered; print it, and have it signed.`, flags);
}

interface ReceiptFlags extends OfficeFlags {
  readonly signedAs: string;
  readonly signedBy?: string;
}

async function receive(text: string, flags: ReceiptFlags): Promise<void> {
  const { signedAs, signedBy } = flags;
  const body = { signedAs, ...(signedBy === undefined ? {} : { signedBy }) };
  const answer = await officeClient(flags).post(`${AGREEMENTS}/${idOf('<agreement>', text)}/receive`, body, AGREEMENT);
  tell(answer, `Service agreement ${answer.agreementId} is carried out.`, flags);
}

async function send(path: string, flags: SubscriptionFlags): Promise<void> {
  const body = readBodyFile(path);
  const client = officeClient(flags);
  const url = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/messages`;
  const answer = await client.post(url, body, SENT_MESSAGE);
  tell(answer, `Message ${answer.messageId} is sent to the bank.`, flags);
}

async function list(flags: PageFlags & { readonly subscription?: string }): Promise<void> {
  const { limit, cursor, subscription } = flags;
  const answer = await officeClient(flags).get(`${MESSAGES_PATH}${queryOf({ limit, cursor, subscription })}`, MESSAGES);
  tellRows(answer, answer.rows, COLUMNS, 'No messages were sent.', flags);
}

async function answer(text: string, flags: OfficeFlags & { readonly refuse?: string }): Promise<void> {
  const { refuse } = flags;
  const body = refuse === undefined ? { answer: 'done' } : { answer: 'refused', reason: refuse };
  const answered = await officeClient(flags).post(`${MESSAGES_PATH}/${idOf('<message>', text)}/answer`, body, ANSWERED_MESSAGE);
  const { messageId, userId, calculatorSerial, isCalculatorPosted } = answered;
  const calculator = calculatorSerial === undefined ? '' : ` with the code calculator ${calculatorSerial}`;
  const posted = isCalculatorPosted ? ', which is posted' : '';
  tell(answered, `Message ${messageId} is answered${userId === undefined ? '' : `: ${userId}${calculator}${posted}`}.`, flags);
}

async function calculator(user: string, flags: OfficeFlags): Promise<void> {
  const path = `/v1/programme/users/${encodeURIComponent(user)}/calculator`;
  const posted = await officeClient(flags).post(path, {}, POSTED_CALCULATOR);
  tell(posted, `The code calculator ${posted.calculatorSerial} is posted to ${user}.`, flags);
}

export function registerAgreements(programme: Command): void {
  const agreements = programme.command('agreements').description('change administrator and bestiller by a service agreement');
  const add = (line: string, about: string): Command => officeCommand(agreements, line, about);
  addSubscriptionOption(add('order <file>', 'order a service agreement (tjenesteavtale) with the lines of a JSON or YAML file')).action(
    order,
  );
  add('print <agreement>', 'save its printable page')
    .requiredOption('--out <file>', 'HTML file for the page')
    .action((text: string, flags: PrintFlags) =>
      savePage(`${AGREEMENTS}/${idOf('<agreement>', text)}/page`, `Service agreement ${text} is`, flags),
    );
  add('receive <agreement>', 'carry out a signed service agreement, as a user of the bank')
    .requiredOption('--signed-as <role>', 'districtDirector, administrator, bestiller or other')
    .option('--signed-by <name>', 'name of the signer; without it, the paper is not signed')
    .action(receive);
}

export function registerMessages(programme: Command): void {
  const messages = programme.command('messages').description('ask the bank for users of a subscription, and answer as the bank');
  const add = (line: string, about: string): Command => officeCommand(messages, line, about);
  addSubscriptionOption(add('send <file>', 'ask for a new user, or the removal of one, with the fields of a JSON or YAML file')).action(
    send,
  );
  addPageOptions(add('list', 'list messages, newest first')).option('--subscription <id>', 'those of this subscription only').action(list);
  add('answer <message>', 'do what a message asks for, as a user of the bank')
    .option('--refuse <reason>', 'refuse it instead')
    .action(answer);
  officeCommand(programme, 'calculator <user>', 'post a new code calculator to a user, as a user of the bank').action(calculator);
}
