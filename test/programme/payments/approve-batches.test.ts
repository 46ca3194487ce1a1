import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyBooks } from '../../../src/programme/bank/verify-books.ts';
import type { Actor } from '../../../src/programme/core/actor.ts';
import { settleMoves } from '../../../src/programme/money/settle-moves.ts';
import { approveBatches } from '../../../src/programme/payments/approve-batches.ts';
import { executeDueBatches } from '../../../src/programme/payments/execute-due-batches.ts';
import { withdrawBatches } from '../../../src/programme/payments/withdraw-batches.ts';
import type { Municipality } from '../../support/municipality.ts';
import { OPENING_MINOR } from '../../support/municipality.ts';
import { OFFICE_START_MS, openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';
import { approveFile, batchIds, upload } from '../support/payments.ts';
import { addRole, codeOf, registerPayers, stockCards, tokenOfAccount } from '../support/stocked-office.ts';

let opened: TestOffice;
let people: Municipality;
let account = '';
let a: Actor;
let b: Actor;
let files = 0;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerPayers(opened);
  [account = ''] = await stockCards(opened, { subscriptionId: people.sosialId, count: 1 });
  [a, b] = people.clerks;
});
afterAll(() => opened.close());

/** Of one payment, registered and approved by A. */
async function approvedByA(overrides: { readonly amountMinor?: number; readonly requestedDate?: string; readonly actor?: Actor } = {}) {
  const { amountMinor = 250_000, ...rest } = overrides;
  files += 1;
  return await upload(opened, {
    actor: a,
    subscriptionId: people.sosialId,
    debtorAccount: people.accounts.sosialLoading,
    messageId: `A-${files}`,
    payments: [{ creditorAccount: account, amountMinor }],
    registerAndApprove: true,
    ...rest,
  });
}

async function statusOf(file: { readonly fileId: number }): Promise<unknown> {
  const [row] = await opened.office.database.query('SELECT status, execute_on, reason_code FROM payment_batch WHERE file_id = $1', [
    file.fileId,
  ]);
  return row;
}

async function ledger(): Promise<number> {
  return (await opened.office.cards.show(tokenOfAccount(account)))?.ledgerMinor ?? -1;
}

async function loading(): Promise<number> {
  const [row] = await opened.office.database.query<{ n: number }>('SELECT balance_minor AS n FROM account WHERE number = $1', [
    people.accounts.sosialLoading,
  ]);
  return row?.n ?? -1;
}

async function booksBalance(): Promise<void> {
  expect((await verifyBooks(opened.office)).differences).toEqual([]);
}

/** On the day of the office, Oslo is one hour ahead of UTC. */
function at(hours: number, minutes: number, seconds = 0, ms = 0, day = 2): void {
  opened.clock.nowMs = Date.UTC(2026, 2, day, hours - 1, minutes, seconds, ms);
}

describe('two approvals (R17, R23)', () => {
  test('A who registered and approved is refused a second time, B completes it', async () => {
    opened.clock.nowMs = OFFICE_START_MS;
    const file = await approvedByA();
    const refusal = await refusalOf(approveFile(opened, a, file));
    expect(refusal.code).toBe('approvedBefore');
    expect(refusal.sentence('nb')).toContain('den andre godkjenningen må gis av en annen person');
    expect(await statusOf(file)).toMatchObject({ status: 'registered' });
    const before = [await ledger(), await loading()];
    expect(await approveFile(opened, b, file)).toMatchObject([{ executeOn: '2026-03-02' }]);
    expect(await statusOf(file)).toMatchObject({ status: 'executed' });
    await booksBalance();
    expect(await settleMoves(opened.office)).toEqual({ done: 1, refused: 0, held: undefined });
    expect([await ledger(), await loading()]).toEqual([(before[0] ?? 0) + 250_000, (before[1] ?? 0) - 250_000]);
    await booksBalance();
  });

  test('registered only, it needs two later approvals', async () => {
    files += 1;
    const file = await upload(opened, {
      actor: a,
      subscriptionId: people.sosialId,
      debtorAccount: people.accounts.sosialLoading,
      messageId: `A-${files}`,
      payments: [{ creditorAccount: account, amountMinor: 100 }],
    });
    expect(await approveFile(opened, b, file)).toMatchObject([{ executeOn: undefined }]);
    expect((await refusalOf(approveFile(opened, b, file))).code).toBe('approvedBefore');
    expect(await approveFile(opened, a, file)).toMatchObject([{ executeOn: '2026-03-02' }]);
    await settleMoves(opened.office);
  });

  test('a wrong code approves nothing', async () => {
    const file = await approvedByA();
    const code = await codeOf(opened, b);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect((await refusalOf(approveBatches(opened.office, b, { batchIds: await batchIds(opened, file), code: wrong }))).code).toBe(
      'codeWrong',
    );
    expect(await statusOf(file)).toMatchObject({ status: 'registered' });
    await withdrawBatches(opened.office, a, await batchIds(opened, file));
  });

  test.each([
    ['none', 'mayNotApprove', 'mayNotApprove'],
    ['others', 'mayNotApproveOwn', ''],
    ['own', '', ''],
  ] as const)('the level %s: own %s, of others %s', async (approves, own, others) => {
    const clerk = people.administrator;
    const { database } = opened.office;
    const role = { name: `Nivå ${approves}`, members: [clerk], accounts: [people.accounts.sosialLoading], approves };
    const id = await addRole(opened, { ...role, subscriptionId: people.sosialId });
    const codeOrNone = async (promise: Promise<unknown>): Promise<string> => {
      try {
        await promise;
        return '';
      } catch (error) {
        return (await refusalOf(Promise.reject(error))).code;
      }
    };
    expect(await codeOrNone(approvedByA({ actor: clerk }))).toBe(own);
    const ofA = await approvedByA();
    expect(await codeOrNone(approveFile(opened, clerk, ofA))).toBe(others);
    await database.query('DELETE FROM office_role WHERE id = $1', [id]);
    await settleMoves(opened.office);
    await booksBalance();
  });
});

describe('the cut-off (R16)', () => {
  test.each([
    [14, 29, 59, 999, '2026-03-02'],
    [14, 30, 0, 0, '2026-03-02'],
    [14, 30, 0, 1, '2026-03-03'],
    [14, 31, 0, 0, '2026-03-03'],
  ])('approved at %i:%i:%i.%i: executed on %s', async (hours, minutes, seconds, ms, executeOn) => {
    at(10, 0);
    const file = await approvedByA({ amountMinor: 100 });
    at(hours, minutes, seconds, ms);
    expect(await approveFile(opened, b, file)).toMatchObject([{ executeOn }]);
    const isToday = executeOn === '2026-03-02';
    expect(await statusOf(file)).toMatchObject({ status: isToday ? 'executed' : 'approved' });
    at(5, 59, 59, 999, 3);
    expect(await executeDueBatches(opened.office)).toEqual({ executed: 0, waits: 0, rejected: 0 });
    at(6, 0, 0, 0, 3);
    expect(await executeDueBatches(opened.office)).toEqual({ executed: isToday ? 0 : 1, waits: 0, rejected: 0 });
    expect(await statusOf(file)).toMatchObject({ status: 'executed' });
    await settleMoves(opened.office);
  });

  test('before Easter: on the first banking day after it', async () => {
    opened.clock.nowMs = Date.UTC(2026, 3, 1, 12, 31);
    const file = await approvedByA({ requestedDate: '2026-04-01', amountMinor: 100 });
    expect(await approveFile(opened, b, file)).toMatchObject([{ executeOn: '2026-04-07' }]);
    opened.clock.nowMs = Date.UTC(2026, 3, 7, 4);
    expect(await executeDueBatches(opened.office)).toMatchObject({ executed: 1 });
    await settleMoves(opened.office);
    opened.clock.nowMs = OFFICE_START_MS;
  });
});

describe('a loading account that lacks funds', () => {
  test('the batch waits until midnight, and is executed when money comes', async () => {
    at(10, 0, 0, 0, 9);
    const file = await approvedByA({ requestedDate: '2026-03-09', amountMinor: OPENING_MINOR });
    await approveFile(opened, b, file);
    expect(await statusOf(file)).toMatchObject({ status: 'approved' });
    await booksBalance();
    at(23, 59, 59, 999, 9);
    expect(await executeDueBatches(opened.office)).toEqual({ executed: 0, waits: 1, rejected: 0 });
    at(0, 0, 0, 0, 10);
    expect(await executeDueBatches(opened.office)).toEqual({ executed: 0, waits: 0, rejected: 1 });
    expect(await statusOf(file)).toMatchObject({ status: 'rejected', reason_code: 'AM04' });
    await booksBalance();
    opened.clock.nowMs = OFFICE_START_MS;
  });
});

test('a card that was lost between upload and execution is not loaded', async () => {
  const [lost = ''] = await stockCards(opened, { subscriptionId: people.sosialId, count: 1 });
  files += 1;
  const file = await upload(opened, {
    actor: a,
    subscriptionId: people.sosialId,
    debtorAccount: people.accounts.sosialLoading,
    messageId: `A-${files}`,
    payments: [
      { creditorAccount: lost, amountMinor: 700 },
      { creditorAccount: account, amountMinor: 300 },
    ],
    registerAndApprove: true,
  });
  await opened.office.database.query("UPDATE card_account SET mark = 'mistet' WHERE number = $1", [lost]);
  const before = await loading();
  await approveFile(opened, b, file);
  expect(await loading()).toBe(before - 300);
  const rows = await opened.office.database.query(
    'SELECT p.status, p.reason_code FROM payment p JOIN payment_batch b ON b.id = p.batch_id WHERE b.file_id = $1 ORDER BY p.position',
    [file.fileId],
  );
  expect(rows).toEqual([
    { status: 'rejected', reason_code: 'AC06' },
    { status: 'moving', reason_code: '' },
  ]);
  await settleMoves(opened.office);
  await booksBalance();
});

test('a payment to an account that closes meanwhile is returned with AC04', async () => {
  const [closed = ''] = await stockCards(opened, { subscriptionId: people.sosialId, count: 1 });
  files += 1;
  const payments = [{ creditorAccount: closed, amountMinor: 900 }];
  const shared = { actor: a, subscriptionId: people.sosialId, debtorAccount: people.accounts.sosialLoading, registerAndApprove: true };
  const file = await upload(opened, { ...shared, messageId: `A-${files}`, payments });
  const before = await loading();
  await approveFile(opened, b, file);
  await opened.office.cards.change(tokenOfAccount(closed), { status: 'closed' });
  expect(await settleMoves(opened.office)).toEqual({ done: 0, refused: 1, held: undefined });
  expect(await loading()).toBe(before);
  const [row] = await opened.office.database.query(
    'SELECT p.status, p.reason_code FROM payment p JOIN payment_batch b ON b.id = p.batch_id WHERE b.file_id = $1',
    [file.fileId],
  );
  expect(row).toEqual({ status: 'returned', reason_code: 'AC04' });
  await booksBalance();
});

test('a batch that was withdrawn is approved by nobody', async () => {
  const file = await approvedByA();
  await withdrawBatches(opened.office, a, await batchIds(opened, file));
  expect((await refusalOf(approveFile(opened, b, file))).code).toBe('notOpen');
});
