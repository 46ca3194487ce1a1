/** Compares what the office has with what a step expects of it. */
import { amountText } from '../../config/amount-text.ts';
import { type BankAccountName, bankAccountNumber } from '../../programme/demo/people.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../programme/orders/order-status.ts';
import { serialText } from '../../programme/orders/serial.ts';
import type { Expectation } from '../scenario.ts';
import type { Done } from './performance.ts';
import type { World } from './world.ts';

export interface Checked {
  /** Within `expect`. */
  readonly path: readonly string[];
  readonly expected: string;
  readonly got: string;
  readonly isRight: boolean;
}

const NONE = 'none';

type AccountExpectation = NonNullable<Expectation['accounts']>[string];

function same(path: readonly string[], expected: string | undefined, got: string): readonly Checked[] {
  return expected === undefined ? [] : [{ path, expected, got, isRight: expected === got }];
}

async function ofAccount(world: World, serial: string, expected: AccountExpectation): Promise<readonly Checked[]> {
  const row = await world.account(serial);
  const card = await world.office.cards.show(row.card_token);
  const [newRow] = await world.office.database.query<{ serial: number }>('SELECT serial FROM card_account WHERE number = $1', [
    row.replaced_by ?? '',
  ]);
  const path = (key: string): readonly string[] => ['accounts', serial, key];
  const markWord = row.mark === null ? NONE : row.mark === 'tapt' ? 'Tapt' : 'Mistet';
  return [
    ...same(path('name'), expected.name, row.name),
    ...same(path('client'), expected.client, row.client_id ?? NONE),
    ...same(path('state'), expected.state, row.state),
    ...same(path('mark'), expected.mark, markWord),
    ...same(path('replaced by'), expected['replaced by'], newRow === undefined ? NONE : serialText(newRow.serial)),
    ...same(path('balance'), expected.balance === undefined ? undefined : amountText(expected.balance), amountText(card?.ledgerMinor ?? 0)),
  ];
}

async function ofOrder(world: World, id: string, expected: string): Promise<readonly Checked[]> {
  const [row] = await world.office.database.query<{ status: OrderStatus }>('SELECT status FROM card_order WHERE id = $1', [Number(id)]);
  const words = row === undefined ? { nb: NONE, en: NONE } : ORDER_STATUSES[row.status];
  return [{ path: ['orders', id], expected, got: words.nb, isRight: expected === words.nb || expected === words.en }];
}

async function ofBank(world: World, name: string, expectedMinor: number): Promise<readonly Checked[]> {
  const number = bankAccountNumber(name as BankAccountName);
  const [row] = await world.office.database.query<{ minor: number }>('SELECT balance_minor AS minor FROM account WHERE number = $1', [
    number,
  ]);
  return same(['bank', name], amountText(expectedMinor), amountText(row?.minor ?? 0));
}

async function ofPayment(world: World, named: string, expected: string): Promise<readonly Checked[]> {
  const rows = await world.office.database.query<{ status: string; reason_code: string }>(
    `SELECT p.status, p.reason_code FROM payment p JOIN payment_batch b ON b.id = p.batch_id
      WHERE b.file_id = $1 AND p.creditor_account = $2 ORDER BY p.id`,
    [world.fileId, await world.accountNumber(named)],
  );
  const got = rows.map(({ status, reason_code: code }) => code || status).join(', ');
  return same(['payments', named], expected, got || NONE);
}

/** Empty when the step expects nothing of the office. */
export async function checkOffice(world: World, expected: Expectation, done: Done | undefined): Promise<readonly Checked[]> {
  const checked: Checked[] = [];
  for (const words of [expected.shows ?? []].flat()) {
    const got = done?.shown ?? NONE;
    checked.push({ path: ['shows'], expected: words, got, isRight: got.includes(words) });
  }
  for (const [id, status] of Object.entries(expected.orders ?? {})) checked.push(...(await ofOrder(world, id, status)));
  for (const [serial, account] of Object.entries(expected.accounts ?? {})) checked.push(...(await ofAccount(world, serial, account)));
  for (const [name, minor] of Object.entries(expected.bank ?? {})) checked.push(...(await ofBank(world, name, minor ?? 0)));
  for (const [named, status] of Object.entries(expected.payments ?? {})) checked.push(...(await ofPayment(world, named, status)));
  return checked;
}
