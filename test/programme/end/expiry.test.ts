/** 10.1.1, 10.9 and R14: the balance goes back at the expiry, and the account is closed a month later. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/config/duration.ts';
import { advance } from '../../../src/programme/desk/advance.ts';
import { nextDueAtMs } from '../../../src/programme/desk/next-due.ts';
import { runDue } from '../../../src/programme/desk/run-due.ts';
import { registerTransfer } from '../../../src/programme/transfers/register-transfer.ts';
import { type LifeWorld, openLifeWorld } from '../support/life-world.ts';

/** Monday, a banking day, at ten o'clock in Oslo. */
function firstMondayOfMarch(year: number): number {
  const first = new Date(Date.UTC(year, 2, 1, 9));
  return first.getTime() + ((8 - first.getUTCDay()) % 7) * DAY_MS;
}

let world: LifeWorld;
beforeAll(async () => {
  world = await openLifeWorld();
});
afterAll(() => world.close());
/** Each test has three years of its own. */
let year = 2023;
let expiresMs = 0;
let closesMs = 0;
beforeEach(async () => {
  year += 3;
  await world.setClock(firstMondayOfMarch(year));
  // Ordered in March, valid to the end of March two years later: summer time.
  expiresMs = Date.UTC(year + 2, 2, 31, 22);
  closesMs = Date.UTC(year + 2, 3, 30, 22);
  await runDue(world.office);
  await world.stock();
});

const advanceTo = (toMs: number) => advance(world.office, toMs, world.setClock);

test.each([
  ['sosial: to the social-assistance account', 'sosialId', 'sosialPayer'],
  ['intro: to the technical account of the agreement', 'introId', 'introPayer'],
] as const)('R14: Saldo tilbakeføres til utbetaler automatisk ved kortets utløp; %s', async (_name, subscription, payer) => {
  const { people } = world;
  if (subscription === 'introId') await world.stock(people.introId);
  const account = await world.handOut('K-1', people[subscription]);
  await world.load(account, 250_000);
  expect((await world.use(account, { amountMinor: 40_000 })).outcome).toBe('approved');
  const before = await world.bankBalance(people.accounts[payer]);
  await advanceTo(expiresMs - 1);
  expect([await world.ledger(account), (await world.row(account)).state]).toEqual([210_000, 'active']);
  await advanceTo(expiresMs);
  expect([await world.ledger(account), (await world.row(account)).state]).toEqual([0, 'expired']);
  expect(await world.bankBalance(people.accounts[payer])).toBe(before + 210_000);
  expect((await world.use(account)).outcome).toBe('expiredCard');
  expect(await world.differences()).toEqual([]);
});

test('R14: konto avsluttes 1 måned etter kortets utløpsdato, to the millisecond; the card is closed then', async () => {
  const account = await world.handOut('K-2');
  await world.load(account, 100);
  await advanceTo(closesMs - 1);
  expect((await world.row(account)).state).toBe('expired');
  await advanceTo(closesMs);
  expect(await world.row(account)).toMatchObject({ state: 'closed', closed_at_ms: closesMs, card_status: 'closed' });
  expect((await world.use(account)).outcome).toBe('accountClosed');
  const roles = await world.office.database.query('SELECT FROM role_account WHERE account_number = $1', [account]);
  expect(roles).toEqual([]);
});

test('a jump of three years expires and closes on the days on which it should, not on a later one', async () => {
  const account = await world.handOut('K-3');
  await world.load(account, 5_000);
  const { days } = await advanceTo(closesMs + 200 * DAY_MS);
  const audits = await world.office.database.query<{ action: string; at_ms: number }>(
    "SELECT action, at_ms FROM audit WHERE subject = $1 AND action IN ('expireCard', 'returnBalance', 'closeAccount') ORDER BY id",
    [account],
  );
  expect(audits).toEqual([
    { action: 'expireCard', at_ms: expiresMs },
    { action: 'returnBalance', at_ms: expiresMs },
    { action: 'closeAccount', at_ms: closesMs },
  ]);
  expect(days.length).toBeGreaterThanOrEqual(2);
  expect(await nextDueAtMs(world.office)).toBeUndefined();
  expect(world.clock.nowMs).toBe(closesMs + 200 * DAY_MS);
});

describe('a hold', () => {
  test('keeps its money until it ends; then it goes to the payer, too', async () => {
    const account = await world.handOut('K-4');
    await world.load(account, 100_000);
    await advanceTo(expiresMs - DAY_MS);
    expect((await world.use(account, { class: 'authorization', amountMinor: 30_000 })).outcome).toBe('approved');
    await advanceTo(expiresMs);
    expect(await world.ledger(account)).toBe(30_000);
    expect(await nextDueAtMs(world.office)).toBe(expiresMs + 6 * DAY_MS);
    await advanceTo(expiresMs + 6 * DAY_MS);
    expect(await world.ledger(account)).toBe(0);
    expect(await world.differences()).toEqual([]);
  });

  test('that is completed after the expiry counts', async () => {
    const account = await world.handOut('K-5');
    const { sosialPayer } = world.people.accounts;
    await world.load(account, 100_000);
    await advanceTo(expiresMs - DAY_MS);
    await world.use(account, { class: 'authorization', amountMinor: 30_000 });
    const hold = world.lastRequest();
    const before = await world.bankBalance(sosialPayer);
    await advanceTo(expiresMs);
    const named = {
      class: hold.class,
      stan: hold.stan,
      transmissionTimeMs: hold.transmissionTimeMs,
      acquirerId: '',
      rrn: '',
      approvalCode: '',
      localDate: '',
    };
    const completion = { class: 'advice', purpose: 'completion', amountMinor: 25_000, pinBlock: Buffer.alloc(0), original: named } as const;
    expect((await world.use(account, completion)).outcome).toBe('approved');
    await advanceTo(closesMs);
    expect([await world.ledger(account), (await world.row(account)).state]).toEqual([0, 'closed']);
    expect(await world.bankBalance(sosialPayer)).toBe(before + 75_000);
    expect(await world.differences()).toEqual([]);
  });
});

test('a transfer that was not approved before the expiry comes to nothing', async () => {
  const account = await world.handOut('K-6');
  const other = await world.handOut('K-7');
  await world.load(account, 100_000);
  const [clerk] = world.people.clerks;
  const transfer = { from: account, to: other, amountMinor: 'all', registerAndApprove: true } as const;
  const { transferId } = await registerTransfer(world.office, clerk, transfer);
  await advanceTo(expiresMs);
  const [row] = await world.office.database.query('SELECT status, reason FROM transfer WHERE id = $1', [transferId]);
  expect(row).toEqual({ status: 'refused', reason: 'nothingLeft' });
  expect(await world.differences()).toEqual([]);
});

describe('kreditt til avsluttet konto', () => {
  test('a refund that asks is declined; one that a terminal sends as an advice goes to the payer', async () => {
    const account = await world.handOut('K-8');
    const { sosialPayer } = world.people.accounts;
    await advanceTo(closesMs);
    const before = await world.bankBalance(sosialPayer);
    expect((await world.use(account, { type: 'refund', pinBlock: Buffer.alloc(0) })).outcome).toBe('accountClosed');
    const advice = { class: 'advice', type: 'refund', amountMinor: 7_700, pinBlock: Buffer.alloc(0) } as const;
    expect((await world.use(account, advice)).outcome).toBe('approved');
    expect(await world.ledger(account)).toBe(7_700);
    await advanceTo(closesMs + DAY_MS);
    expect([await world.ledger(account), await world.bankBalance(sosialPayer)]).toEqual([0, before + 7_700]);
    expect(await world.differences()).toEqual([]);
  });

  test('a card that owes is closed all the same, and the audit says so', async () => {
    const account = await world.handOut('K-9');
    await world.load(account, 1_000);
    await advanceTo(expiresMs);
    await world.use(account, { class: 'advice', amountMinor: 300, pinBlock: Buffer.alloc(0) });
    await advanceTo(closesMs);
    expect((await world.row(account)).state).toBe('closed');
    const [row] = await world.office.database.query("SELECT detail FROM audit WHERE subject = $1 AND action = 'closeAccount'", [account]);
    expect(row).toEqual({ detail: 'after expiry; owes 300 minor units' });
  });
});

test('running it twice changes nothing', async () => {
  const account = await world.handOut('K-10');
  await world.load(account, 9_900);
  await advanceTo(expiresMs);
  const again = await runDue(world.office);
  expect(again).toMatchObject({ cardsExpired: 0, balancesReturned: 0, accountsClosed: 0, movesDone: 0, movesRefused: 0 });
});
