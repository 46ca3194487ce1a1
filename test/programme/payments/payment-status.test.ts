import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { settleMoves } from '../../../src/programme/money/settle-moves.ts';
import { cardBalance } from '../../../src/programme/payments/card-balance.ts';
import { executeDueBatches } from '../../../src/programme/payments/execute-due-batches.ts';
import { type BatchFacts, batchStatus, groupStatus } from '../../../src/programme/payments/file-status.ts';
import { listBatchesToApprove } from '../../../src/programme/payments/list-batches.ts';
import { listFiles } from '../../../src/programme/payments/list-files.ts';
import { listPayments } from '../../../src/programme/payments/list-payments.ts';
import { paymentStatus } from '../../../src/programme/payments/payment-status.ts';
import type { UploadedFile } from '../../../src/programme/payments/upload-payment-file.ts';
import type { Municipality } from '../../support/municipality.ts';
import { OFFICE_START_MS, openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';
import { approveFile, type TestPayment, upload } from '../support/payments.ts';
import { registerPayers, stockCards } from '../support/stocked-office.ts';

let opened: TestOffice;
let people: Municipality;
let account = '';
let files = 0;
beforeAll(async () => {
  opened = await openTestOffice();
  people = await registerPayers(opened);
  [account = ''] = await stockCards(opened, { subscriptionId: people.sosialId, count: 1 });
});
afterAll(() => opened.close());

async function approvedByA(payments: readonly TestPayment[], requestedDate = '2026-03-02'): Promise<UploadedFile> {
  files += 1;
  return await upload(opened, {
    actor: people.clerks[0],
    subscriptionId: people.sosialId,
    debtorAccount: people.accounts.sosialLoading,
    messageId: `S-${files}`,
    requestedDate,
    payments,
    registerAndApprove: true,
  });
}

async function textOf(file: UploadedFile): Promise<string> {
  let text = '';
  for await (const piece of await paymentStatus(opened.office, people.clerks[0], file.fileId)) text += piece;
  return text;
}

function statusesIn(text: string): readonly string[] {
  return [...text.matchAll(/<(GrpSts|PmtInfSts|TxSts|Cd)>(\w+)</g)].map(([, name, status]) => `${name} ${status}`);
}

const good = (): TestPayment => ({ creditorAccount: account, amountMinor: 100 });

describe('pain.002', () => {
  test('ACTC after the upload, ACCP when it is approved, ACSC when it is done', async () => {
    opened.clock.nowMs = OFFICE_START_MS;
    const file = await approvedByA([good()]);
    expect(statusesIn(await textOf(file))).toEqual(['GrpSts ACTC', 'PmtInfSts PDNG']);
    await approveFile(opened, people.clerks[1], file);
    expect(statusesIn(await textOf(file))).toEqual(['GrpSts ACCP', 'PmtInfSts ACCP']);
    await settleMoves(opened.office);
    const text = await textOf(file);
    expect(statusesIn(text)).toEqual(['GrpSts ACSC', 'PmtInfSts ACSC']);
    expect(text).toContain('<CreDtTm>2026-03-02T10:00:00</CreDtTm>');
    expect(text).toContain(`<OrgnlMsgId>${file.messageId}</OrgnlMsgId>`);
  });

  test('PART with the reason of each refused payment', async () => {
    const file = await approvedByA([good(), { creditorAccount: '15067328555', amountMinor: 5 }]);
    const text = await textOf(file);
    expect(statusesIn(text)).toEqual(['GrpSts PART', 'PmtInfSts PART', 'TxSts RJCT', 'Cd AC03']);
    expect(text).toContain('<OrgnlEndToEndId>E2</OrgnlEndToEndId>');
    expect(text.replaceAll(/<\/?AddtlInf>/g, '')).toContain('Det finnes ingen konto 15067328555 i kortprogrammet.');
  });

  test('ACWC when the date was moved', async () => {
    const file = await approvedByA([good()]);
    opened.clock.nowMs = Date.UTC(2026, 2, 2, 13, 31);
    await approveFile(opened, people.clerks[1], file);
    const text = await textOf(file);
    expect(statusesIn(text)).toEqual(['GrpSts ACWC', 'PmtInfSts ACWC', 'Cd DT01']);
    expect(text).toContain('Utføres 03.03.2026 i stedet for 02.03.2026.');
    opened.clock.nowMs = Date.UTC(2026, 2, 3, 9);
    await executeDueBatches(opened.office);
    await settleMoves(opened.office);
    expect(statusesIn(await textOf(file))[0]).toBe('GrpSts ACSC');
  });

  test('PDNG while it waits for funds, RJCT when they did not come', async () => {
    const file = await approvedByA([{ creditorAccount: account, amountMinor: 100_000_001 }], '2026-03-03');
    await approveFile(opened, people.clerks[1], file);
    expect(statusesIn(await textOf(file))).toEqual(['GrpSts PDNG', 'PmtInfSts PDNG', 'Cd AM04']);
    opened.clock.nowMs = Date.UTC(2026, 2, 3, 23);
    await executeDueBatches(opened.office);
    expect(statusesIn(await textOf(file))).toEqual(['GrpSts RJCT', 'PmtInfSts RJCT', 'Cd AM04']);
    opened.clock.nowMs = OFFICE_START_MS;
  });

  test('is for those who may see the file', async () => {
    const file = await approvedByA([good()]);
    expect((await refusalOf(paymentStatus(opened.office, people.bestiller, file.fileId))).code).toBe('noSuchFile');
    expect((await refusalOf(paymentStatus(opened.office, people.clerks[0], 999_999))).code).toBe('noSuchFile');
  });
});

describe('statuses of a file of several batches', () => {
  test.each([
    [{ PDNG: 2 }, true, 'ACTC'],
    [{ PDNG: 1, ACSC: 1 }, false, 'PDNG'],
    [{ RJCT: 2 }, false, 'RJCT'],
    [{ RJCT: 1, ACSC: 1 }, false, 'PART'],
    [{ ACSC: 1, ACCP: 1 }, false, 'ACCP'],
    [{ ACWC: 1, ACCP: 1 }, false, 'ACWC'],
  ] as const)('%o, only registered: %s → %s', (counts, isRegisteredOnly, status) => {
    expect(groupStatus(counts, isRegisteredOnly)).toBe(status);
  });

  test('a returned payment makes an executed batch PART', () => {
    const facts: BatchFacts = {
      status: 'executed',
      requested_on: '2026-03-02',
      execute_on: '2026-03-02',
      lacked_funds_on: null,
      debtor_account: '',
      reason_code: '',
      reason: '',
      reason_fill: '',
      refused: 1,
      moving: 0,
    };
    expect(batchStatus(facts, 'en').status).toBe('PART');
  });
});

describe('lists', () => {
  test('what waits for approval says who approved, and whether the user may', async () => {
    const file = await approvedByA([good()]);
    const query = { subscriptionId: people.sosialId, pageSize: 1_000 };
    const ofFile = async (index: 0 | 1) =>
      (await listBatchesToApprove(opened.office, people.clerks[index], query)).batches.filter(({ fileId }) => fileId === file.fileId);
    expect(await ofFile(0)).toMatchObject([{ approvedBy: ['SAK001'], mayApprove: false, acceptedMinor: 100 }]);
    expect(await ofFile(1)).toMatchObject([{ approvedBy: ['SAK001'], mayApprove: true }]);
    expect((await listBatchesToApprove(opened.office, people.administrator, query)).batches).toEqual([]);
  });

  test('files and payments come page by page', async () => {
    const file = await approvedByA([good(), good(), { creditorAccount: '15067328555', amountMinor: 5 }]);
    const [clerk] = people.clerks;
    const first = await listFiles(opened.office, clerk, { subscriptionId: people.sosialId, pageSize: 1 });
    expect(first.files).toMatchObject([{ fileId: file.fileId, payments: 3, batches: { registered: 1, rejected: 0 } }]);
    const second = await listFiles(opened.office, clerk, { subscriptionId: people.sosialId, pageSize: 1, cursor: first.cursor });
    expect(second.files[0]?.fileId).toBeLessThan(file.fileId);
    const page = await listPayments(opened.office, clerk, { fileId: file.fileId, pageSize: 2 });
    expect(page.payments.map(({ position }) => position)).toEqual([1, 2]);
    const rest = await listPayments(opened.office, clerk, { fileId: file.fileId, pageSize: 2, cursor: page.cursor });
    expect(rest).toMatchObject({ payments: [{ position: 3, status: 'rejected', reasonCode: 'AC03' }], cursor: undefined });
    const refused = await listPayments(opened.office, clerk, { fileId: file.fileId, pageSize: 10, isRefused: true });
    expect(refused.payments).toHaveLength(1);
  });
});

describe('the payer sees the balance of its cards (R18)', () => {
  test('in its own subscription, and in the main one those of intro', async () => {
    const [intro = ''] = await stockCards(opened, { subscriptionId: people.introId, count: 1 });
    expect(await cardBalance(opened.office, people.clerks[0], account)).toMatchObject({ account });
    expect(await cardBalance(opened.office, people.clerks[0], intro)).toEqual({ account: intro, ledgerMinor: 0, availableMinor: 0 });
    expect((await refusalOf(cardBalance(opened.office, people.bestiller, account))).code).toBe('noSuchCard');
  });
});
