/**
 * The story that a stranger tries first, over HTTP: cards are ordered, handed out, loaded, used and
 * lost, and the last krone goes back two years later.
 */
import { expect } from 'vitest';
import type { TestApp } from '../../server/app-fixture.ts';
import { OPENING_MINOR } from '../../support/municipality.ts';
import { type Answer, OfficeHttp, pain001, pinsIn } from './office-http.ts';

/** Monday 2 March 2026, 10:00 in Oslo. */
export const STORY_BEGINS = 'simulated:2026-03-02T09:00:00Z';
/** The Friday on which the accounts are there. */
const FRIDAY = '2026-03-06';

type Row = Readonly<Record<string, unknown>>;

class Story {
  readonly #at: OfficeHttp;
  readonly #sosial: string;
  /** Of each account, from its mailer. */
  readonly #pins = new Map<string, string>();

  constructor(at: OfficeHttp) {
    this.#at = at;
    this.#sosial = `/subscriptions/${at.town.sosialId}`;
  }

  #order(cards: number): Promise<Answer> {
    return this.#at.post('BES001', `${this.#sosial}/orders`, { cards, cardType: 'kronekort' });
  }

  async #status(orderId: number): Promise<unknown> {
    const { rows } = (await this.#at.get('BES001', `${this.#sosial}/orders`)) as { rows: readonly Row[] };
    return rows.find(({ id }) => id === orderId)?.['statusText'];
  }

  async order(): Promise<void> {
    const refused = await this.#order(30);
    expect(refused).toMatchObject({ status: 422, body: { code: 'orderSize' } });
    expect(refused.body['detail']).toBe('Det kan ikke bestilles 30 kort; velg 20, 50, 100, 200, 300, 400, 500.');
    const { sosialReturn } = this.#at.town.accounts;
    expect(await this.#order(20)).toMatchObject({ status: 200, body: { orderId: 1, cards: 20, returnAccount: sosialReturn } });
    expect(await this.#status(1)).toBe('Kortbestilling Registrert');
    const again = await this.#order(20);
    expect(again).toMatchObject({ status: 409, body: { code: 'ordersOneADay' } });
    expect(again.body['detail']).toMatch(/ én bestilling per dag, så bestill igjen fra 03\.03\.2026\.$/);
    await this.#at.clockTo('2026-03-03T09:00:00Z');
    const { body } = await this.#order(20);
    expect(await this.#status(1)).toBe('Kort Bestilt');
    expect(await this.#at.done('BES001', `/orders/${String(body['orderId'])}/cancel`)).toMatchObject({ statusText: 'Kansellert' });
  }

  /** The accounts of the cards, by serial. */
  async receive(): Promise<ReadonlyMap<string, string>> {
    await this.#at.clockTo(`${FRIDAY}T09:00:00Z`);
    expect(await this.#status(1)).toBe('Kort bestilt, Konto mottatt');
    const { rows } = (await this.#at.get('BES001', `${this.#sosial}/accounts?cardType=kronekort`)) as { rows: readonly Row[] };
    const serials = rows.map(({ serial }) => String(serial));
    expect(serials).toEqual(Array.from({ length: 20 }, (_, index) => `L${String(index + 1).padStart(4, '0')}`));
    expect(await this.#at.done('BES001', '/orders/confirm', { orderIds: [1] })).toMatchObject({ orders: [{ statusText: 'Pin bestilt' }] });
    const accounts = new Map(rows.map(({ serial, account }) => [String(serial), String(account)]));
    const mailers = await this.#at.page('BANK01', '/orders/1/pins');
    for (const [serial, pin] of pinsIn(mailers)) this.#pins.set(accounts.get(serial) ?? '', pin);
    expect([...this.#pins.keys()]).toEqual([...accounts.values()]);
    expect(await this.#at.post('BANK01', '/orders/1/pins')).toMatchObject({ status: 409 });
    return accounts;
  }

  async handOut(account: string, clientId: string): Promise<void> {
    const { version } = await this.#at.get('BES001', `/accounts/${account}`);
    const named = { version, clientId, name: 'Kari Nordmann', reason: 'socialSupport' };
    expect(await this.#at.done('BES001', `/accounts/${account}/name`, named)).toMatchObject({ cardStatus: 'active' });
  }

  async suggested(): Promise<unknown> {
    const { account } = await this.#at.get('BES001', `${this.#sosial}/suggested-account?cardType=kronekort`);
    return (account as Row)['account'];
  }

  /** Siri uploads the file and approves it; her second approval is refused. Returns its batch. */
  async upload(messageId: string, account: string, amountMinor: number): Promise<number> {
    const { sosialLoading: debtorAccount } = this.#at.town.accounts;
    const file = await pain001({ messageId, debtorAccount, requestedDate: FRIDAY, payments: [{ account, amountMinor }] });
    expect(await this.#at.upload('SAK001', file)).toMatchObject({ status: 200, body: { accepted: 1, acceptedMinor: amountMinor } });
    const { batches } = (await this.#at.get('SAK001', `${this.#sosial}/batches`)) as { batches: readonly Row[] };
    const batchId = Number(batches.at(-1)?.['batchId']);
    expect((await this.approve('SAK001', batchId)).body).toEqual({ batches: [{ batchId }] });
    expect(await this.approve('SAK001', batchId)).toMatchObject({ status: 409, body: { code: 'approvedBefore' } });
    return batchId;
  }

  async approve(user: string, batchId: number): Promise<Answer> {
    return this.#at.post(user, '/batches/approve', { batchIds: [batchId], code: await this.#at.code(user) });
  }

  async balance(account: string): Promise<unknown> {
    const { balance } = await this.#at.get('SAK001', `/accounts/${account}`);
    return (balance as Row)['ledgerMinor'];
  }

  /** With the card and the PIN of its mailer. */
  async use(account: string, changes: object): Promise<Row> {
    return this.#at.use(account, { pin: this.#pins.get(account), ...changes });
  }

  /** The bestiller reports the loss, registers the transfer of the rest and approves it; Siri gives the second approval. */
  async lose(account: string, report: object): Promise<Row> {
    const { transfer, ...loss } = await this.#at.done('BES001', `/accounts/${account}/loss`, { what: 'card', ...report });
    expect(loss).toMatchObject({ restRefused: '' });
    const { transferId, approvedBy } = transfer as Row;
    expect(approvedBy).toEqual(['BES001']);
    const approval = { transferIds: [transferId], code: await this.#at.code('SAK001') };
    await this.#at.done('SAK001', '/transfers/approve', approval);
    await expect.poll(() => this.balance(account)).toBe(0);
    return loss;
  }

  async account(account: string): Promise<Row> {
    return this.#at.get('BES001', `/accounts/${account}`);
  }

  async bankBalance(account: string): Promise<unknown> {
    return (await this.#at.get('SAK001', `/bank-accounts/${account}`))['balanceMinor'];
  }

  async booksBalance(): Promise<void> {
    expect(await this.#at.get('BANK01', '/books')).toMatchObject({ cards: 20, differences: [], inFlightMinor: 0 });
  }
}

/** 2,500 kroner on the first card, 100 on the last one, of which the file came a minute too late. */
async function load(at: OfficeHttp, story: Story, first: string, last: string): Promise<void> {
  const inTime = await story.upload('FILE-1', first, 250_000);
  const late = await story.upload('FILE-2', last, 10_000);
  await at.clockTo(`${FRIDAY}T13:30:00Z`);
  expect((await story.approve('SAK002', inTime)).body).toEqual({ batches: [{ batchId: inTime, executeOn: FRIDAY }] });
  await expect.poll(() => story.balance(first)).toBe(250_000);
  await at.clockTo(`${FRIDAY}T13:31:00Z`);
  expect((await story.approve('SAK002', late)).body).toEqual({ batches: [{ batchId: late, executeOn: '2026-03-09' }] });
  expect(await story.balance(last)).toBe(0);
}

export async function tellStory(server: TestApp): Promise<void> {
  const at = await OfficeHttp.open(server);
  const story = new Story(at);
  await story.order();
  const accounts = await story.receive();
  const accountOf = (serial: string): string => accounts.get(serial) ?? '';
  const [first, second, last] = [accountOf('L0001'), accountOf('L0002'), accountOf('L0020')];
  expect(await story.suggested()).toBe(first);
  await story.handOut(first, 'K-1');
  await story.handOut(last, 'K-20');
  await load(at, story, first, last);

  expect(await story.use(first, { amountMinor: 40_000 })).toMatchObject({ outcome: 'approved', responseCode: '00' });
  expect(await story.balance(first)).toBe(210_000);
  expect(await story.use(first, { amountMinor: 10_000, terminalCountry: 752 })).toMatchObject({ responseCode: '62' });
  await at.clockTo('2026-03-09T09:00:00Z');
  expect(await story.balance(last)).toBe(10_000);

  expect(await story.lose(first, { mark: 'tapt' })).toMatchObject({ newAccount: second });
  expect(await story.balance(second)).toBe(210_000);
  expect(await story.account(first)).toMatchObject({ mark: 'tapt', replacedBy: second, cardStatus: 'lost' });
  expect(await story.account(second)).toMatchObject({ serial: 'L0002', clientId: 'K-1', cardStatus: 'active' });
  await story.lose(last, { mark: 'mistet', withoutNewCard: true });
  expect(await story.use(first, { amountMinor: 100 })).toMatchObject({ responseCode: '41' });
  expect(await story.use(last, { amountMinor: 100 })).toMatchObject({ responseCode: '43' });
  await story.booksBalance();

  await at.clockTo('2028-03-31T21:00:00Z');
  expect(await story.balance(second)).toBe(210_000);
  await at.clockTo('2028-03-31T23:00:00Z');
  expect([await story.balance(second), await story.account(second)]).toMatchObject([0, { state: 'expired' }]);
  expect(await story.bankBalance(at.town.accounts.sosialPayer)).toBe(OPENING_MINOR + 210_000);
  await at.clockTo('2028-05-02T09:00:00Z');
  for (const account of accounts.values()) expect(await story.account(account)).toMatchObject({ state: 'closed' });
  await story.booksBalance();
}
