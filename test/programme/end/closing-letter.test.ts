/** 10.9 and R15: accounts that could be closed, and the signed letter that closes them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/config/duration.ts';
import { closeAccount } from '../../../src/programme/desk/close-account.ts';
import { runDue } from '../../../src/programme/desk/run-due.ts';
import { sendClosingLetter } from '../../../src/programme/end/closing-letter.ts';
import { closingLetterPage } from '../../../src/programme/end/closing-letter-page.ts';
import { reminderList } from '../../../src/programme/end/reminder-list.ts';
import { registerTransfer } from '../../../src/programme/transfers/register-transfer.ts';
import { refusalOf } from '../../support/refused.ts';
import { type LifeWorld, openLifeWorld } from '../support/life-world.ts';
import { upload } from '../support/payments.ts';

let world: LifeWorld;
let clients = 0;
beforeAll(async () => {
  world = await openLifeWorld();
  // A Tuesday: no holiday of the year is one.
  await world.setClock(world.clock.nowMs + DAY_MS);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.setClock(world.clock.nowMs + 7 * DAY_MS);
  await world.stock();
});

function handOut(): Promise<string> {
  clients += 1;
  return world.handOut(`K-${clients}`);
}

async function loaded(amountMinor = 50_000): Promise<string> {
  const account = await handOut();
  await world.load(account, amountMinor);
  return account;
}

const letterOf = (accounts: readonly string[], signed = true) =>
  sendClosingLetter(world.office, world.people.administrator, { subscriptionId: world.people.sosialId, accounts, signed });

async function reminderOf(account: string) {
  const { administrator, sosialId } = world.people;
  const { rows } = await reminderList(world.office, administrator, { subscriptionId: sosialId, pageSize: 500 });
  return rows.find((reminder) => reminder.account === account);
}

describe('signert brev om avslutning', () => {
  test('R15: may name many; those that are not at 0 are refused one by one, the others closed', async () => {
    const empty = await handOut();
    const full = await loaded();
    const held = await loaded();
    await world.use(held, { class: 'authorization', amountMinor: 50_000 });
    const owing = await handOut();
    await world.use(owing, { class: 'advice', amountMinor: 100, pinBlock: Buffer.alloc(0) });
    const spent = await loaded();
    expect((await world.use(spent, { amountMinor: 50_000 })).outcome).toBe('approved');
    const dotted = `${spent.slice(0, 4)}.${spent.slice(4, 6)}.${spent.slice(6)}`;
    const { lines } = await letterOf([empty, full, held, owing, dotted, '56061200008', empty]);
    expect(lines).toEqual([
      { account: empty, outcome: 'closed', reason: '' },
      { account: full, outcome: 'refused', reason: expect.stringContaining('saldo må være kr 0,-') },
      { account: held, outcome: 'refused', reason: expect.stringContaining('reservert') },
      { account: owing, outcome: 'refused', reason: expect.stringContaining('i minus') },
      { account: spent, outcome: 'closed', reason: '' },
      { account: '56061200008', outcome: 'refused', reason: expect.stringContaining('ingen kortkonto') },
    ]);
    expect((await world.use(empty)).outcome).toBe('accountClosed');
    expect(await world.row(empty)).toMatchObject({ state: 'closed', closed_at_ms: world.clock.nowMs });
    expect(await world.row(full)).toMatchObject({ state: 'active' });
    expect((await world.use(full)).outcome).toBe('approved');
    const again = await letterOf([empty]);
    expect(again.lines).toEqual([{ account: empty, outcome: 'refused', reason: expect.stringContaining('allerede avsluttet') }]);
    expect(await world.differences()).toEqual([]);
  });

  test('money on its way, and payments that wait, keep an account open', async () => {
    const { clerks, sosialId, accounts } = world.people;
    const from = await loaded();
    const to = await handOut();
    const { transferId } = await registerTransfer(world.office, clerks[0], { from, to, amountMinor: 'all', registerAndApprove: true });
    await world.approve(clerks[1], transferId);
    const waiting = await handOut();
    await upload(world, {
      actor: clerks[0],
      subscriptionId: sosialId,
      debtorAccount: accounts.sosialLoading,
      messageId: 'waits',
      requestedDate: new Date(world.clock.nowMs).toISOString().slice(0, 10),
      payments: [{ creditorAccount: waiting, amountMinor: 100 }],
    });
    const { lines } = await letterOf([from, to, waiting]);
    expect(lines.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['refused', expect.stringContaining('underveis')],
      ['refused', expect.stringContaining('underveis')],
      ['refused', expect.stringContaining('venter på godkjenning')],
    ]);
    await runDue(world.office);
    expect((await letterOf([from])).lines).toMatchObject([{ outcome: 'closed' }]);
  });

  test.each<[string, string, () => Promise<unknown>]>([
    ['letterUnsigned', 'ikke signert', () => letterOf(['56061200008'], false)],
    ['letterAccounts', '1 til 500', () => letterOf([])],
    ['letterAccounts', '1 til 500', () => letterOf(Array.from({ length: 501 }, (_, index) => String(56_061_200_000 + index)))],
    [
      'administerOnly',
      'administrator eller bestiller',
      () =>
        sendClosingLetter(world.office, world.people.clerks[0], {
          subscriptionId: world.people.sosialId,
          accounts: ['56061200008'],
          signed: true,
        }),
    ],
  ])('%s is refused: %s', async (code, words, send) => {
    const refusal = await refusalOf(send());
    expect([refusal.code, refusal.sentence('nb')]).toEqual([code, expect.stringContaining(words)]);
    expect(refusal.sentence('en')).not.toBe(refusal.sentence('nb'));
  });

  test('is printed to be signed, in Norwegian and English, and shows names as text', async () => {
    const account = await handOut();
    await world.office.database.query("UPDATE card_account SET name = '<b>K-1</b>' WHERE number = $1", [account]);
    const letter = { subscriptionId: world.people.sosialId, accounts: [account] };
    const nb = await closingLetterPage(world.office, world.people.bestiller, letter);
    expect(nb).toContain('Kontotj.ok@dnb.no');
    expect(nb).toContain('lang="nb"');
    expect(nb).toMatch(/\. \d{2}\.\d{2}\.\d{4}<\/p>/);
    expect(nb).toContain('&lt;b&gt;K-1&lt;/b&gt;');
    expect(nb).not.toContain('<b>');
    const en = await closingLetterPage(world.office, { ...world.people.bestiller, language: 'en' }, letter);
    expect(en).toContain('lang="en"');
    expect(en).not.toBe(nb);
  });
});

describe('the reminder', () => {
  test('lists lost, expired and long unused accounts, and says what to do first', async () => {
    const lost = await loaded();
    await world.office.database.query("UPDATE card_account SET mark = 'tapt' WHERE number = $1", [lost]);
    const unused = await handOut();
    expect(await reminderOf(lost)).toMatchObject({
      why: 'lost',
      mark: 'tapt',
      balanceMinor: 50_000,
      first: expect.stringContaining('kr 0,-'),
    });
    expect(await reminderOf(unused)).toBeUndefined();
    await world.setClock(world.clock.nowMs + 91 * DAY_MS);
    expect(await reminderOf(unused)).toMatchObject({ why: 'unused', balanceMinor: 0, first: '' });
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const { administrator, sosialId } = world.people;
      const page = await reminderList(world.office, administrator, { subscriptionId: sosialId, pageSize: 1, cursor });
      pages.push(...page.rows.map(({ account }) => account));
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(new Set(pages).size).toBe(pages.length);
    expect(pages).toEqual(pages.toSorted());
    expect(pages).toContain(unused);
  });

  test('is for those who administer the accounts', async () => {
    const { clerks, sosialId } = world.people;
    expect((await refusalOf(reminderList(world.office, clerks[0], { subscriptionId: sosialId }))).code).toBe('administerOnly');
  });
});

describe('the bank desk', () => {
  test('closes an account at 0, by the same rules', async () => {
    const empty = await handOut();
    const full = await loaded();
    const { bank, administrator } = world.people;
    await closeAccount(world.office, bank, empty);
    expect((await world.row(empty)).state).toBe('closed');
    const refusal = await refusalOf(closeAccount(world.office, bank, full));
    expect([refusal.code, refusal.sentence('nb')]).toEqual(['notClosable', expect.stringContaining('saldo må være kr 0,-')]);
    expect((await refusalOf(closeAccount(world.office, administrator, full))).code).toBe('bankOnly');
    expect((await refusalOf(closeAccount(world.office, bank, '123'))).code).toBe('noCardAccount');
  });
});
