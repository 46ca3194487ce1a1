import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listPayments } from '../../../src/programme/payments/list-payments.ts';
import type { PaymentReasonWord } from '../../../src/programme/payments/payment-reason.ts';
import { reasonSentence } from '../../../src/programme/payments/payment-reason.ts';
import type { Municipality } from '../../support/municipality.ts';
import { openTestOffice, type TestOffice } from '../../support/office.ts';
import { refusalOf } from '../../support/refused.ts';
import { upload } from '../support/payments.ts';
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

function nextMessageId(): string {
  files += 1;
  return `SOS-${files}`;
}

const sosial = () => ({
  actor: people.clerks[0],
  subscriptionId: people.sosialId,
  debtorAccount: people.accounts.sosialLoading,
  messageId: nextMessageId(),
  payments: [{ creditorAccount: account, amountMinor: 250_000 }],
});

interface PaymentRow {
  readonly status: string;
  readonly reason_code: string;
  readonly reason: string;
  readonly reason_fill: string;
}

async function paymentsOf(fileId: number): Promise<readonly PaymentRow[]> {
  return await opened.office.database.query<PaymentRow>(
    `SELECT p.status, p.reason_code, p.reason, p.reason_fill FROM payment p JOIN payment_batch b ON b.id = p.batch_id
      WHERE b.file_id = $1 ORDER BY b.position, p.position`,
    [fileId],
  );
}

async function count(table: 'payment_file' | 'payment_batch' | 'payment' | 'approval'): Promise<number> {
  const [row] = await opened.office.database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
  return row?.n ?? -1;
}

test('a file is registered with its sums', async () => {
  const file = await upload(opened, sosial());
  expect(file).toMatchObject({ batches: 1, payments: 1, sumMinor: 250_000, accepted: 1, acceptedMinor: 250_000 });
  expect(await paymentsOf(file.fileId)).toMatchObject([{ status: 'registered', reason_code: '' }]);
});

test('"Registrer og godkjenn" gives the first approval', async () => {
  const before = await count('approval');
  await upload(opened, { ...sosial(), registerAndApprove: true });
  expect(await count('approval')).toBe(before + 1);
});

test('the same MsgId a second time is refused, and nothing of the file stays', async () => {
  const first = sosial();
  await upload(opened, first);
  const before = [await count('payment_file'), await count('payment')];
  const refusal = await refusalOf(upload(opened, { ...first, payments: [{ creditorAccount: account, amountMinor: 1 }] }));
  expect(refusal.sentence('en')).toBe(
    `A file with MsgId ${first.messageId} was uploaded before; if it is another file, give it another MsgId.`,
  );
  expect(refusal.sentence('nb')).toContain('er lastet opp før');
  expect([await count('payment_file'), await count('payment')]).toEqual(before);
});

test('files of the introduction programme are uploaded in the main subscription', async () => {
  const refusal = await refusalOf(upload(opened, { ...sosial(), subscriptionId: people.introId }));
  expect(refusal.sentence('en')).toBe(
    'Files are not uploaded in Bydelens flyktningtjeneste, which is for the introduction programme; upload it in the main subscription Bykommunen.',
  );
  const [intro = ''] = await stockCards(opened, { subscriptionId: people.introId, count: 1 });
  const main = { ...sosial(), subscriptionId: people.mainId, debtorAccount: people.accounts.mainLoading };
  const file = await upload(opened, { ...main, payments: [{ creditorAccount: intro, amountMinor: 100 }] });
  expect(file.accepted).toBe(1);
});

describe('each payment has its own reason', () => {
  const cases: readonly (readonly [PaymentReasonWord, string, string, () => Promise<string>])[] = [
    ['creditorUnknown', 'AC03', 'There is no account', async () => '15067328555'],
    ['creditorNotKronekort', 'AC03', 'is not that of a Kronekort', async () => people.accounts.sosialPayer],
    [
      'creditorNotKronekort',
      'AC03',
      'is not that of a Kronekort',
      () => stocked({ subscriptionId: people.sosialId, cardType: 'kontantkort' }),
    ],
    ['uploadInMain', 'AG01', 'Upload its payment in the main subscription Bykommunen.', () => stocked({ subscriptionId: people.introId })],
    ['creditorClosed', 'AC04', 'is closed', () => changed("state = 'closed', closed_at_ms = 1")],
    ['creditorExpired', 'AC06', 'has expired', () => changed("state = 'expired'")],
    ['creditorExpired', 'AC06', 'has expired', () => changed('expires_at_ms = 1')],
    ['creditorLost', 'AC06', 'is marked as lost', () => changed("mark = 'tapt'")],
    ['creditorNotHandedOut', 'AG01', 'is not handed out yet', () => stocked({ subscriptionId: people.sosialId, isHandedOut: false })],
  ];

  async function stocked(options: Omit<Parameters<typeof stockCards>[1], 'count'>): Promise<string> {
    const [number = ''] = await stockCards(opened, { ...options, count: 1 });
    return number;
  }

  async function changed(to: string): Promise<string> {
    const number = await stocked({ subscriptionId: people.sosialId });
    await opened.office.database.query(`UPDATE card_account SET ${to} WHERE number = $1`, [number]);
    return number;
  }

  test.each(cases)('%s: %s', async (word, code, text, make) => {
    const creditorAccount = await make();
    const good = { creditorAccount: account, amountMinor: 100 };
    const file = await upload(opened, { ...sosial(), payments: [good, { creditorAccount, amountMinor: 200 }, good] });
    expect(file).toMatchObject({ payments: 3, accepted: 2, acceptedMinor: 200, sumMinor: 400 });
    const [, refused] = await paymentsOf(file.fileId);
    expect(refused).toMatchObject({ status: 'rejected', reason: word, reason_code: code });
    const reason = { word: refused?.reason ?? '', fill: refused?.reason_fill ?? '' };
    expect(reasonSentence(reason, 'en')).toContain(text);
    expect(reasonSentence(reason, 'nb')).toContain(creditorAccount);
  });

  test('what the file says wrongly comes first', async () => {
    const file = await upload(opened, { ...sosial(), payments: [{ creditorAccount: '56061200009', amountMinor: 0 }] });
    const [refused] = await paymentsOf(file.fileId);
    expect(refused?.status).toBe('rejected');
    expect(reasonSentence({ word: refused?.reason ?? '', fill: refused?.reason_fill ?? '' }, 'nb')).not.toBe('');
    const [batch] = await opened.office.database.query('SELECT status, reason FROM payment_batch WHERE file_id = $1', [file.fileId]);
    expect(batch).toEqual({ status: 'rejected', reason: 'noneLeft' });
  });
});

describe('a batch is refused as a whole', () => {
  test.each<[string, string, () => object]>([
    ['debtorUnknown', 'AC02', () => ({ debtorAccount: people.accounts.mainLoading })],
    ['debtorNotLoading', 'AG01', () => ({ debtorAccount: people.accounts.sosialReturn })],
    ['pastDate', 'DT01', () => ({ requestedDate: '2026-03-01' })],
  ])('%s: %s, said of each payment', async (word, code, change) => {
    const file = await upload(opened, { ...sosial(), ...change() });
    expect(file.accepted).toBe(0);
    const [batch] = await opened.office.database.query('SELECT status, reason, reason_code FROM payment_batch WHERE file_id = $1', [
      file.fileId,
    ]);
    expect(batch).toEqual({ status: 'rejected', reason: word, reason_code: code });
    expect(await paymentsOf(file.fileId)).toMatchObject([{ status: 'rejected', reason: 'batchRejected', reason_code: code }]);
    const [payment] = (await listPayments(opened.office, people.clerks[0], { fileId: file.fileId, pageSize: 1 })).payments;
    expect(payment?.reason).toMatch(/^Hele oppdraget er avvist\. (?:Konto \d{11} er ikke en |Ønsket dato 01\.03\.2026 er passert\.$)/);
  });
});

test('a user without the right "Registrere" uploads nothing', async () => {
  const before = await count('payment_file');
  const refusal = await refusalOf(upload(opened, { ...sosial(), actor: people.administrator }));
  expect(refusal).toMatchObject({ kind: 'notFound' });
  expect(await count('payment_file')).toBe(before);
});

test('a file whose sums are wrong leaves nothing', async () => {
  const before = [await count('payment_file'), await count('payment_batch'), await count('payment')];
  const broken = async function* (): AsyncGenerator<Uint8Array> {
    yield Buffer.from('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"><CstmrCdtTrfInitn><GrpHdr>');
  };
  const { uploadPaymentFile } = await import('../../../src/programme/payments/upload-payment-file.ts');
  await expect(
    uploadPaymentFile(opened.office, people.clerks[0], {
      subscriptionId: people.sosialId,
      chunks: broken(),
      registerAndApprove: false,
    }),
  ).rejects.toThrow(/Line \d+, column \d+/);
  expect([await count('payment_file'), await count('payment_batch'), await count('payment')]).toEqual(before);
});
