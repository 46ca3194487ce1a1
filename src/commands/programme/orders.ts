/** `aksept programme orders`: cards are ordered, received, and get their PINs. */
import type { Command } from 'commander';
import type { z } from 'zod';
import { replaceFile } from '../../config/replace-file.ts';
import { CONFIRMED_ORDERS, ORDER, ORDER_RECEIPT, ORDERS } from '../../http/schema/programme/order.ts';
import { nokOfMinor } from '../cards/money.ts';
import { CommandError, EXIT_CODES } from '../output.ts';
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
import { type Column, tell, tellRows } from './office-output.ts';

type Order = z.output<typeof ORDER>;

const COLUMNS: readonly Column<Order>[] = [
  ['order', (order) => order.id, 'right'],
  ['ordered on', (order) => order.orderedOn],
  ['by', (order) => order.orderedBy],
  ['cards', (order) => order.cards, 'right'],
  ['type', (order) => order.cardType],
  ['status', (order) => order.statusText],
  ['PINs', (order) => (order.pinsProducedAtMs === undefined ? '' : 'produced')],
];

const OWNER_ONLY = 0o600;
/** An order of 500 cards is put on file, and its PINs are produced, while the client waits. */
const WORK_TIMEOUT_MS = 600_000;
const PATH = '/v1/programme/orders';

interface OrderFlags extends SubscriptionFlags {
  readonly type?: string;
}

async function order(cards: string, flags: OrderFlags): Promise<void> {
  if (!/^\d{1,6}$/.test(cards)) throw new CommandError(`<cards> must be a number of cards such as 20, not ${cards}.`, EXIT_CODES.usage);
  const client = officeClient(flags);
  const body = { cards: Number(cards), ...(flags.type === undefined ? {} : { cardType: flags.type }) };
  const answer = await client.post(`/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/orders`, body, ORDER_RECEIPT);
  const charge = `${nokOfMinor(answer.chargedMinor)} NOK from ${answer.returnAccount}`;
  tell(answer, `Order ${answer.orderId}: ${answer.cards} cards (${answer.cardType}), ${charge}, to ${answer.deliveredTo}.`, flags);
}

async function list(flags: SubscriptionFlags & PageFlags): Promise<void> {
  const { limit, cursor } = flags;
  const client = officeClient(flags);
  const path = `/v1/programme/subscriptions/${await subscriptionOf(client, flags)}/orders${queryOf({ limit, cursor })}`;
  const answer = await client.get(path, ORDERS);
  tellRows(answer, answer.rows, COLUMNS, 'No cards are ordered.', flags);
}

async function step(name: 'cancel' | 'move-on', text: string, flags: OfficeFlags): Promise<void> {
  const answer = await officeClient(flags, WORK_TIMEOUT_MS).post(`${PATH}/${idOf('<order>', text)}/${name}`, {}, ORDER);
  tell(answer, `Order ${answer.id}: ${answer.statusText}.`, flags);
}

async function confirm(texts: readonly string[], flags: OfficeFlags): Promise<void> {
  const orderIds = texts.map((text) => idOf('<order>', text));
  const answer = await officeClient(flags, WORK_TIMEOUT_MS).post(`${PATH}/confirm`, { orderIds }, CONFIRMED_ORDERS);
  tell(answer, answer.orders.map(({ id, statusText }) => `Order ${id}: ${statusText}.`).join('\n'), flags);
}

/** The mailers come once only, so the file is checked before they are asked for. */
async function pins(text: string, flags: OfficeFlags & { readonly out: string }): Promise<void> {
  const { out } = flags;
  const id = idOf('<order>', text);
  checkOutputPath('--out', out);
  const page = await officeClient(flags, WORK_TIMEOUT_MS).text('POST', `${PATH}/${id}/pins`);
  replaceFile(out, page, OWNER_ONLY);
  tell({ orderId: id, out }, `The PIN mailers of order ${id} are in ${out}; print them, and delete the file.`, flags);
}

export function registerOrders(programme: Command): void {
  const orders = programme.command('orders').description('order cards, confirm that they came, and produce their PINs');
  const add = (name: string, about: string): Command => officeCommand(orders, name, about);
  addSubscriptionOption(add('order <cards>', 'order cards (Bestill Kronekort), as a bestiller'))
    .option('--type <type>', 'kronekort or kontantkort, when the subscription has both')
    .action(order);
  addPageOptions(addSubscriptionOption(add('list', 'list orders, newest first'))).action(list);
  add('cancel <order>', 'cancel an order that is registered only').action((id: string, flags: OfficeFlags) => step('cancel', id, flags));
  add('move-on <order>', 'move an order one step on, as a user of the bank').action((id: string, flags: OfficeFlags) =>
    step('move-on', id, flags),
  );
  add('confirm <order...>', 'confirm that cards are received (Bekreft mottatt kort), as a bestiller').action(confirm);
  add('pins <order>', 'produce PINs, as a user of the bank; their mailers are given out once')
    .requiredOption('--out <file>', 'HTML file for the mailers, for its owner only')
    .action(pins);
}
