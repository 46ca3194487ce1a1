import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBooks } from '../../../src/programme/bank/verify-books.ts';
import type { Actor } from '../../../src/programme/core/actor.ts';
import { settleMoves } from '../../../src/programme/money/settle-moves.ts';
import { approveTransfers } from '../../../src/programme/transfers/approve-transfers.ts';
import { listTransfers } from '../../../src/programme/transfers/list-transfers.ts';
import { type NewTransfer, registerTransfer } from '../../../src/programme/transfers/register-transfer.ts';
import { withdrawTransfers } from '../../../src/programme/transfers/withdraw-transfers.ts';
import { World } from '../../limits/stores/conformance/world.ts';
import type { Municipality } from '../../support/municipality.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';
import { approveFile, upload } from '../support/payments.ts';
import { codeOf, registerPayers, stockCards, tokenOfAccount } from '../support/stocked-office.ts';

let opened: TestOffice;
let people: Municipality;
let a: Actor;
let b: Actor;
let files = 0;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerPayers(opened);
  [a, b] = people.clerks;
});
afterAll(() => opened.close());

/** Two cards; the first one has 2,100 kroner. */
async function twoCards(): Promise<readonly [string, string]> {
  const [from = '', to = ''] = await stockCards(opened, { subscriptionId: people.sosialId, count: 2 });
  files += 1;
  const file = await upload(opened, {
    actor: a,
    subscriptionId: people.sosialId,
    debtorAccount: people.accounts.sosialLoading,
    messageId: `T-${files}`,
    payments: [{ creditorAccount: from, amountMinor: 210_000 }],
    registerAndApprove: true,
  });
  await approveFile(opened, b, file);
  await settleMoves(opened.office);
  return [from, to];
}

async function ledger(account: string): Promise<number> {
  return (await opened.office.cards.show(tokenOfAccount(account)))?.ledgerMinor ?? -1;
}

async function balance(account: string): Promise<number> {
  const [row] = await opened.office.database.query<{ n: number }>('SELECT balance_minor AS n FROM account WHERE number = $1', [account]);
  return row?.n ?? -1;
}

async function statusOf(transferId: number): Promise<unknown> {
  const [row] = await opened.office.database.query('SELECT status, reason FROM transfer WHERE id = $1', [transferId]);
  return row;
}

async function register(transfer: Pick<NewTransfer, 'from' | 'to' | 'amountMinor'>): Promise<number> {
  return (await registerTransfer(opened.office, a, { registerAndApprove: true, ...transfer })).transferId;
}

async function approve(actor: Actor, transferId: number) {
  return await approveTransfers(opened.office, actor, { transferIds: [transferId], code: await codeOf(opened, actor) });
}

async function spend(account: string, amountMinor: number): Promise<void> {
  const world = new World(opened.store, tokenOfAccount(account));
  await world.decide(world.attempt({ amountMinor, instantMs: opened.office.nowMs() }), 'approved');
}

async function booksBalance(): Promise<void> {
  expect((await verifyBooks(opened.office)).differences).toEqual([]);
}

test('the rest of a lost card goes to the new one, with two approvals (R20)', async () => {
  const [from, to] = await twoCards();
  const id = await register({ from, to, amountMinor: 'all' });
  expect((await refusalOf(approve(a, id))).code).toBe('approvedBefore');
  expect(await approve(b, id)).toEqual([{ transferId: id, status: 'moving' }]);
  await booksBalance();
  expect(await settleMoves(opened.office, { stopAfter: 1 })).toMatchObject({ done: 1 });
  expect([await ledger(from), await ledger(to)]).toEqual([0, 0]);
  await booksBalance();
  expect(await settleMoves(opened.office)).toEqual({ done: 1, refused: 0, held: undefined });
  expect([await ledger(from), await ledger(to)]).toEqual([0, 210_000]);
  expect(await statusOf(id)).toEqual({ status: 'done', reason: '' });
  await booksBalance();
});

test('back to the loading account, and to the payer', async () => {
  const [from] = await twoCards();
  for (const to of [people.accounts.sosialLoading, people.accounts.sosialPayer]) {
    const before = await balance(to);
    const id = await register({ from, to, amountMinor: 50_000 });
    await approve(b, id);
    await settleMoves(opened.office);
    expect(await balance(to)).toBe(before + 50_000);
    expect(await statusOf(id)).toEqual({ status: 'done', reason: '' });
  }
  expect(await ledger(from)).toBe(110_000);
  await booksBalance();
});

test('no cut-off: late on a Sunday evening the money moves at once', async () => {
  const [from, to] = await twoCards();
  const { nowMs } = opened.clock;
  opened.clock.nowMs = Date.UTC(2026, 2, 8, 22, 30);
  const id = await register({ from, to, amountMinor: 100 });
  expect(await approve(b, id)).toMatchObject([{ status: 'moving' }]);
  await settleMoves(opened.office);
  expect(await ledger(to)).toBe(100);
  opened.clock.nowMs = nowMs;
});

describe('an authorization meanwhile', () => {
  test('that comes before counts: the transfer is refused, and nothing moved', async () => {
    const [from, to] = await twoCards();
    const id = await register({ from, to, amountMinor: 210_000 });
    await spend(from, 40_000);
    await approve(b, id);
    expect(await settleMoves(opened.office)).toEqual({ done: 0, refused: 1, held: undefined });
    expect([await ledger(from), await ledger(to)]).toEqual([170_000, 0]);
    const { transfers } = await listTransfers(opened.office, b, { subscriptionId: people.sosialId, pageSize: 1 });
    expect(transfers).toMatchObject([
      { transferId: id, status: 'refused', reason: expect.stringContaining('ingen penger ble flyttet'), approvedBy: ['SAK001', 'SAK002'] },
    ]);
    await booksBalance();
  });

  test('of the whole balance: what is left at the approval is moved', async () => {
    const [from, to] = await twoCards();
    const id = await register({ from, to, amountMinor: 'all' });
    await spend(from, 40_000);
    await approve(b, id);
    await settleMoves(opened.office);
    expect([await ledger(from), await ledger(to)]).toEqual([0, 170_000]);
    await booksBalance();
  });

  test('that comes after is declined', async () => {
    const [from, to] = await twoCards();
    await approve(b, await register({ from, to, amountMinor: 'all' }));
    await settleMoves(opened.office, { stopAfter: 1 });
    const world = new World(opened.store, tokenOfAccount(from));
    await world.decide(world.attempt({ amountMinor: 100, instantMs: opened.office.nowMs() }), 'insufficientFunds');
    await settleMoves(opened.office);
    await booksBalance();
  });
});

test('money that the other card does not take goes back', async () => {
  const [from, to] = await twoCards();
  const id = await register({ from, to, amountMinor: 60_000 });
  await approve(b, id);
  await opened.office.cards.change(tokenOfAccount(to), { status: 'closed' });
  expect(await settleMoves(opened.office)).toEqual({ done: 2, refused: 1, held: undefined });
  expect(await ledger(from)).toBe(210_000);
  expect(await statusOf(id)).toEqual({ status: 'refused', reason: 'closed' });
  await booksBalance();
});

test('money that neither card takes goes to the payer', async () => {
  const [from, to] = await twoCards();
  const before = await balance(people.accounts.sosialPayer);
  const id = await register({ from, to, amountMinor: 60_000 });
  await approve(b, id);
  await settleMoves(opened.office, { stopAfter: 1 });
  for (const account of [from, to]) await opened.office.cards.change(tokenOfAccount(account), { status: 'closed' });
  expect(await settleMoves(opened.office)).toEqual({ done: 0, refused: 2, held: undefined });
  expect(await balance(people.accounts.sosialPayer)).toBe(before + 60_000);
  expect(await statusOf(id)).toEqual({ status: 'refused', reason: 'closed' });
  await booksBalance();
});

describe('is refused', () => {
  test.each<[string, string, (from: string, to: string) => Pick<NewTransfer, 'from' | 'to' | 'amountMinor'>]>([
    ['amountInvalid', 'Beløpet må være minst', (from, to) => ({ from, to, amountMinor: 0 })],
    ['amountInvalid', 'Beløpet må være minst', (from, to) => ({ from, to, amountMinor: 0.5 })],
    ['sameAccount', 'er den samme', (from) => ({ from, to: from, amountMinor: 1 })],
    ['aboveBalance', 'har 2 100,00 kr disponibelt', (from, to) => ({ from, to, amountMinor: 210_001 })],
    ['nothingToTransfer', 'har ingenting å overføre', (from, to) => ({ from: to, to: from, amountMinor: 'all' })],
    ['toElsewhere', 'i dette abonnementet', (from) => ({ from, to: people.accounts.mainLoading, amountMinor: 1 })],
    ['toElsewhere', 'i dette abonnementet', (from) => ({ from, to: people.accounts.sosialReturn, amountMinor: 1 })],
    ['fromNoCard', 'er ikke en kortkonto', (_, to) => ({ from: people.accounts.sosialLoading, to, amountMinor: 1 })],
  ])('%s', async (code, text, make) => {
    const [from, to] = await twoCards();
    const refusal = await refusalOf(register(make(from, to)));
    expect(refusal.code).toBe(code);
    expect(refusal.sentence('nb')).toContain(text);
    expect(refusal.sentence('en')).not.toBe(refusal.sentence('nb'));
  });

  test('to a lost card', async () => {
    const [from, to] = await twoCards();
    await opened.office.database.query("UPDATE card_account SET mark = 'tapt' WHERE number = $1", [to]);
    expect((await refusalOf(register({ from, to, amountMinor: 1 }))).code).toBe('toNotUsable');
  });

  test('by a user without access', async () => {
    const [from, to] = await twoCards();
    const transfer = { from, to, amountMinor: 1, registerAndApprove: false };
    expect((await refusalOf(registerTransfer(opened.office, people.administrator, transfer))).code).toBe('accountNotSeen');
  });

  test('after it was withdrawn', async () => {
    const [from, to] = await twoCards();
    const id = await register({ from, to, amountMinor: 1 });
    await withdrawTransfers(opened.office, a, [id]);
    expect((await refusalOf(approve(b, id))).code).toBe('notOpen');
  });
});
