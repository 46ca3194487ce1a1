/** A municipality that has used its cards for two days, so that something stands on every page. */
import { randomUUID } from 'node:crypto';
import { nationalNumberOf } from '../support/norwegian-numbers.ts';
import { paymentFile } from './payment-files.ts';
import { ADMINISTRATOR, BANK, BESTILLER, LOADING_ACCOUNT, type Programme } from './programme-suite.ts';

/** The social service; the main subscription is the first one. */
export const SUBSCRIPTION = 2;
const OF = `/subscriptions/${SUBSCRIPTION}`;

const JSON_HEADERS = { 'content-type': 'application/json' };

const HOLDERS = [
  ['K-1001', 'Kari Klient'],
  ['K-1002', 'Maximilian Alexander Hohenstaufen-Bjørnstjerne'],
  ['K-1003', 'Per Hansen'],
  ['K-1004', 'Aisha Omar'],
  ['K-1005', 'Liv Berg'],
  ['K-1006', 'Olav Tangen'],
] as const;

export interface LivedInOffice {
  /** Two who share a role. */
  readonly clerk: string;
  readonly otherClerk: string;
  /** Without a role. */
  readonly newcomer: string;
  /** Of HOLDERS, in their order, and those after them in the safe. */
  readonly accounts: readonly string[];
}

async function letIn({ tell }: Programme, userName: string, index: number): Promise<string> {
  const agreement = { ownUserId: ADMINISTRATOR, agreementNumber: '1000002', agreementName: 'Bydelens sosialtjeneste' };
  const message = { kind: 'add', ...agreement, userName, nationalNumber: nationalNumberOf(index) };
  const { messageId } = await tell(`${OF}/messages`, ADMINISTRATOR, message);
  if (index > 5) return '';
  const refused = { answer: 'refused', reason: 'Navnet stemmer ikke med Folkeregisteret' };
  const { userId } = await tell(`/messages/${messageId}/answer`, BANK, index === 5 ? refused : { answer: 'done' });
  return String(userId);
}

/** An order whose cards and PINs are in the safe. */
async function stock({ ask, tell }: Programme): Promise<readonly { readonly account: string; readonly version: number }[]> {
  const { orderId } = await tell(`${OF}/orders`, BESTILLER, { cards: 20, cardType: 'kronekort' });
  for (let steps = 0; steps < 2; steps += 1) await tell(`/orders/${orderId}/move-on`, BANK, {});
  await tell('/orders/confirm', BESTILLER, { orderIds: [orderId] });
  await ask(`/orders/${orderId}/pins`, BANK, { method: 'POST', headers: JSON_HEADERS, body: '{}' });
  const page = await ask(`${OF}/accounts?cardType=kronekort`, BESTILLER);
  return ((await page.json()) as { readonly rows: readonly { readonly account: string; readonly version: number }[] }).rows;
}

/** Nothing is in flight afterwards. */
async function moveClock({ http }: Programme, by: string): Promise<void> {
  const response = await fetch(`${http()}/v1/clock`, { method: 'POST', headers: JSON_HEADERS, body: JSON.stringify({ by }) });
  if (!response.ok) throw new Error(await response.text());
}

async function codeOf({ ask }: Programme, userId: string): Promise<string> {
  return ((await (await ask(`/users/${userId}/calculator-code`, userId)).json()) as { readonly code: string }).code;
}

async function upload({ ask }: Programme, userId: string, file: string): Promise<void> {
  const headers = { 'content-type': 'application/xml', 'idempotency-key': randomUUID() };
  await ask(`${OF}/payment-files?approve=true`, userId, { method: 'POST', headers, body: file });
}

/** One file is paid, another one waits for its second approval; both have a payment with a fault. */
async function load(at: Programme, { clerk, otherClerk, accounts }: LivedInOffice): Promise<void> {
  const payees = accounts.slice(0, 5).map((account, index) => ({ account, amountMinor: 250_000, name: HOLDERS[index]?.[1] ?? '' }));
  const wrong = { name: 'Per Ukjent', account: '56069912340', amountMinor: 100_000 };
  await upload(at, clerk, await paymentFile('SOSIAL-2026-03-A', [...payees, wrong]));
  await at.tell('/batches/approve', otherClerk, { batchIds: [1], code: await codeOf(at, otherClerk) });
  await upload(at, clerk, await paymentFile('SOSIAL-2026-03-B', [...payees.slice(2), wrong]));
  await moveClock(at, '1h');
}

async function transfer(at: Programme, { clerk, otherClerk, accounts }: LivedInOffice): Promise<void> {
  const [, , from, to] = accounts;
  const { transferId } = await at.tell('/transfers', clerk, { from, to, amountMinor: 50_000, registerAndApprove: true });
  await at.tell('/transfers/approve', otherClerk, { transferIds: [transferId], code: await codeOf(at, otherClerk) });
  await at.tell('/transfers', clerk, { from: to, to: LOADING_ACCOUNT, amountMinor: 10_000, registerAndApprove: true });
}

/** On the first morning, and the day after. */
export async function liveIn(at: Programme): Promise<LivedInOffice> {
  const { tell } = at;
  const clerk = await letIn(at, 'Siri Saksbehandler', 2);
  const otherClerk = await letIn(at, 'Åse Saksbehandler', 3);
  const newcomer = await letIn(at, 'Nils Nyansatt', 4);
  await letIn(at, 'Oda Ukjent', 5);
  await letIn(at, 'Pia Venter', 6);
  const rights = { maySee: true, mayRegister: true, approves: 'own', takesNewAccounts: true };
  await tell(`${OF}/roles`, ADMINISTRATOR, {
    name: 'Saksbehandlere',
    ...rights,
    members: [clerk, otherClerk],
    accounts: [LOADING_ACCOUNT],
  });
  const rows = await stock(at);
  for (const [index, [clientId, name]] of HOLDERS.entries()) {
    const { account = '', version = 0 } = rows[index] ?? {};
    await tell(`/accounts/${account}/name`, BESTILLER, { version, clientId, name, reason: 'socialSupport' });
  }
  const office = { clerk, otherClerk, newcomer, accounts: rows.map(({ account }) => account) };
  await load(at, office);
  await transfer(at, office);
  const [replaced, ended, , , , empty] = office.accounts;
  await tell(`/accounts/${replaced}/loss`, BESTILLER, { what: 'card', mark: 'tapt' });
  await tell(`/accounts/${ended}/loss`, BESTILLER, { what: 'pin', mark: 'mistet', withoutNewCard: true });
  await tell(`/accounts/${empty}/loss`, BESTILLER, { what: 'card', mark: 'mistet' });
  await moveClock(at, '1d');
  const { orderId } = await tell(`${OF}/orders`, BESTILLER, { cards: 50, cardType: 'kontantkort' });
  await tell(`/orders/${orderId}/cancel`, BESTILLER, {});
  await tell(`${OF}/orders`, BESTILLER, { cards: 50, cardType: 'kronekort' });
  return office;
}
