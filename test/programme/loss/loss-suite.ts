/** 10.8, R19 and R20: a card or PIN is lost. On any database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../../src/config/duration.ts';
import type { Office } from '../../../src/programme/core/office.ts';
import { runDue } from '../../../src/programme/desk/run-due.ts';
import { lossesOf } from '../../../src/programme/loss/list-losses.ts';
import type { LossReport } from '../../../src/programme/loss/loss-plan.ts';
import { type ReportedLoss, reportLoss } from '../../../src/programme/loss/report-loss.ts';
import { refusalOf } from '../../support/refused.ts';
import { failingCards, StoreGone } from '../orders/failing-cards.ts';
import { type LifeWorld, openLifeWorld } from '../support/life-world.ts';

export function lossSuite(addressOf: () => Promise<string> = async () => 'pglite:'): void {
  let world: LifeWorld;
  let clients = 0;
  beforeAll(async () => {
    world = await openLifeWorld({ address: await addressOf() });
    // A Tuesday: no holiday of the year is one.
    await world.setClock(world.clock.nowMs + DAY_MS);
  });
  afterAll(() => world.close());
  /** Each test has a week of its own. */
  beforeEach(async () => {
    await world.setClock(world.clock.nowMs + 7 * DAY_MS);
    await world.stock();
  });

  /** A card with 2,500 kroner, of which 400 are spent. */
  async function loadedCard(): Promise<string> {
    clients += 1;
    const account = await world.handOut(`K-${clients}`);
    await world.load(account, 250_000);
    expect((await world.use(account, { amountMinor: 40_000 })).outcome).toBe('approved');
    return account;
  }

  function report(account: string, given: Partial<LossReport> = {}, office: Office = world.office): Promise<ReportedLoss> {
    return reportLoss(office, world.people.bestiller, { account, what: 'card', mark: 'tapt', ...given });
  }

  async function choices(account: string): Promise<number> {
    return (await world.office.database.query('SELECT FROM role_account WHERE account_number = $1', [account])).length;
  }

  async function inSafe(): Promise<string> {
    const [row] = await world.office.database.query<{ number: string }>(
      "SELECT number FROM card_account WHERE handed_out_at_ms IS NULL AND mark IS NULL AND state = 'active' ORDER BY serial DESC LIMIT 1",
    );
    return row?.number ?? '';
  }

  async function booksBalance(): Promise<void> {
    expect(await world.differences()).toEqual([]);
  }

  /** The second approval and what follows. */
  async function approveRest({ transfer }: ReportedLoss): Promise<void> {
    await world.approve(world.people.clerks[1], transfer?.transferId ?? 0);
    await runDue(world.office);
  }

  const openSteps = ({ steps }: Pick<ReportedLoss, 'steps'>) => steps.filter(({ isDone }) => !isDone).map(({ step }) => step);

  async function listed(account: string, isOpen: boolean) {
    const { bestiller, sosialId } = world.people;
    const { rows } = await lossesOf(world.office, bestiller, { subscriptionId: sosialId, isOpen, pageSize: 500 });
    return rows.find((loss) => loss.account === account);
  }

  describe('Tapt kort og/eller PIN-kode', () => {
    test('R20: block, new card named, restsaldo with two approvals, access dropped, old marked', async () => {
      const old = await loadedCard();
      const loss = await report(old);
      const { newAccount = '' } = loss;
      expect((await world.use(old)).outcome).toBe('lostCard');
      const named = { client_id: `K-${clients}`, name: `K-${clients} Kari Nordmann`, card_status: 'active' };
      expect(await world.row(newAccount)).toMatchObject(named);
      expect(await world.row(old)).toMatchObject({ mark: 'tapt', replaced_by: newAccount, state: 'active' });
      expect(loss.transfer).toMatchObject({ to: newAccount, amountMinor: 210_000, status: 'registered', approvedBy: ['BES001'] });
      expect(openSteps(loss)).toEqual(['restApproved', 'accessDropped']);
      // The second approver still sees the account.
      expect(await choices(old)).toBeGreaterThan(0);
      await approveRest(loss);
      expect([await world.ledger(old), await world.ledger(newAccount), await choices(old)]).toEqual([0, 210_000, 0]);
      expect((await world.use(newAccount)).outcome).toBe('approved');
      const state = await listed(old, false);
      expect(state).toMatchObject({ finishedAtMs: world.clock.nowMs, balanceMinor: 0, transfer: { status: 'done' } });
      expect(openSteps(state ?? loss)).toEqual([]);
      expect(await listed(old, true)).toBeUndefined();
      await booksBalance();
    });

    test.each([
      ['tapt', 'card', 'lostCard'],
      ['mistet', 'card', 'stolenCard'],
      ['tapt', 'pin', 'lostCard'],
      ['mistet', 'pin', 'stolenCard'],
    ] as const)('merket %s, %s lost: declined %s', async (mark, what, outcome) => {
      const old = await loadedCard();
      expect(await report(old, { mark, what })).toMatchObject({ mark, what });
      expect((await world.use(old)).outcome).toBe(outcome);
    });

    test('uten nytt kort: sperret, and the rest goes back to påfyllingskonto', async () => {
      const old = await loadedCard();
      const { sosialLoading } = world.people.accounts;
      const before = await world.bankBalance(sosialLoading);
      const loss = await report(old, { withoutNewCard: true });
      expect(loss).toMatchObject({ newAccount: undefined, transfer: { to: sosialLoading, amountMinor: 210_000 } });
      await approveRest(loss);
      expect([await world.ledger(old), await world.bankBalance(sosialLoading)]).toEqual([0, before + 210_000]);
      expect((await world.use(old)).outcome).toBe('lostCard');
      await booksBalance();
    });

    test('a card without money: nothing to move, and the access is dropped at once', async () => {
      clients += 1;
      const old = await world.handOut(`K-${clients}`);
      const loss = await report(old);
      expect(loss.transfer).toBeUndefined();
      expect(openSteps(loss)).toEqual([]);
      expect(await choices(old)).toBe(0);
    });

    test('a card that was never handed out is reported without a new card only', async () => {
      const old = await inSafe();
      expect((await refusalOf(report(old))).code).toBe('noHolder');
      const loss = await report(old, { withoutNewCard: true });
      expect(loss.steps.map(({ step, isDone }) => [step, isDone])).toEqual([
        ['marked', true],
        ['blocked', true],
        ['restMoved', true],
        ['accessDropped', true],
      ]);
    });
  });

  describe('an authorization meanwhile', () => {
    test('before the block counts; after it is declined; never lost', async () => {
      const old = await loadedCard();
      const uses = Array.from({ length: 20 }, () => world.use(old, { amountMinor: 1_000 }));
      const [loss, ...answers] = await Promise.all([report(old), ...uses]);
      const approved = answers.filter(({ outcome }) => outcome === 'approved').length;
      expect(answers.every(({ outcome }) => outcome === 'approved' || outcome === 'lostCard')).toBe(true);
      expect(loss.transfer?.amountMinor).toBe(210_000 - approved * 1_000);
      await approveRest(loss);
      expect(await world.ledger(loss.newAccount ?? '')).toBe(210_000 - approved * 1_000);
      await booksBalance();
    });

    test('a hold keeps its money; when it ends, the same report moves the remainder', async () => {
      const old = await loadedCard();
      await world.use(old, { class: 'authorization', amountMinor: 60_000 });
      const loss = await report(old);
      const held = { heldMinor: 60_000, firstHoldEndsAtMs: world.clock.nowMs + 7 * DAY_MS };
      expect(loss).toMatchObject({ ...held, transfer: { amountMinor: 150_000 } });
      expect(openSteps(loss)).toEqual(['restApproved', 'held', 'accessDropped']);
      await approveRest(loss);
      expect(await choices(old)).toBeGreaterThan(0);
      await world.setClock(world.clock.nowMs + 7 * DAY_MS);
      expect(openSteps((await listed(old, true)) ?? loss)).toEqual(['restRegistered', 'accessDropped']);
      const again = await report(old);
      expect(again).toMatchObject({ newAccount: loss.newAccount, transfer: { amountMinor: 60_000, status: 'registered' } });
      await approveRest(again);
      expect([await world.ledger(old), await world.ledger(loss.newAccount ?? ''), await choices(old)]).toEqual([0, 210_000, 0]);
      await booksBalance();
    });

    test('a hold from before is completed after the block', async () => {
      const old = await loadedCard();
      await world.use(old, { class: 'authorization', amountMinor: 60_000 });
      const { class: messageClass, stan, transmissionTimeMs } = world.lastRequest();
      const original = { class: messageClass, stan, transmissionTimeMs, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };
      const loss = await report(old);
      const completion = { class: 'advice', purpose: 'completion', amountMinor: 60_000, pinBlock: Buffer.alloc(0), original } as const;
      expect((await world.use(old, completion)).outcome).toBe('approved');
      await approveRest(loss);
      expect([await world.ledger(old), await world.ledger(loss.newAccount ?? ''), await choices(old)]).toEqual([0, 150_000, 0]);
      await booksBalance();
    });
  });

  describe('the same report again', () => {
    test('does nothing twice', async () => {
      const old = await loadedCard();
      const first = await report(old);
      expect(await report(old)).toEqual(first);
      await approveRest(first);
      const third = await report(old);
      expect(third.transfer).toEqual({ ...first.transfer, status: 'done', approvedBy: ['BES001', 'SAK002'] });
      await booksBalance();
    });

    test('two clerks at the same moment: one loss, one new card, the rest once', async () => {
      const old = await loadedCard();
      const both = await Promise.allSettled([report(old), report(old)]);
      expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
      const loss = await report(old);
      const named = await world.office.database.query('SELECT number FROM card_account WHERE client_id = $1 AND mark IS NULL', [
        `K-${clients}`,
      ]);
      expect(named).toEqual([{ number: loss.newAccount }]);
      await approveRest(loss);
      expect(await world.ledger(loss.newAccount ?? '')).toBe(210_000);
      await booksBalance();
    });

    test('a new card can still be given after a report without one', async () => {
      const old = await loadedCard();
      await report(old, { withoutNewCard: true });
      expect((await report(old)).newAccount).toBeUndefined();
      const newAccount = await inSafe();
      expect(await report(old, { newAccount })).toMatchObject({ newAccount });
    });
  });

  describe('the card store fails at each call, and the same report mends it', () => {
    /** Two blocks and names, the balance, the transfer, and what is shown at the end. */
    const CALLS = 6;
    const calls = Array.from({ length: CALLS + 1 }, (_, index) => index + 1);
    test.each(calls.flatMap((call) => [false, true].map((isCarriedOut) => [call, isCarriedOut] as const)))(
      'call %i, carried out: %s',
      async (call, isCarriedOut) => {
        const old = await loadedCard();
        const failing = { ...world.office, cards: failingCards(world.office.cards, { call, isCarriedOut }) };
        const isInterrupted = await report(old, {}, failing).then(
          () => false,
          (error: unknown) => {
            if (!(error instanceof StoreGone)) throw error;
            return true;
          },
        );
        expect(isInterrupted).toBe(call <= CALLS);
        // A card that is reported does not stay open: the clock blocks it, too.
        await runDue(world.office);
        expect((await world.use(old)).outcome).toBe('lostCard');
        const loss = await report(old);
        expect(openSteps(loss)).toEqual(['restApproved', 'accessDropped']);
        await approveRest(loss);
        expect([await world.ledger(old), await world.ledger(loss.newAccount ?? '')]).toEqual([0, 210_000]);
        const rests = await world.office.database.query('SELECT FROM transfer WHERE from_account = $1', [old]);
        expect(rests).toHaveLength(1);
        await booksBalance();
      },
    );
  });

  describe('is refused in one sentence, before anything is done', () => {
    test.each<[string, string, (old: string) => Promise<Partial<LossReport>>]>([
      ['lossWrong', 'Tapt eller Mistet', async () => ({ mark: 'stjålet' as 'tapt' })],
      ['lossWrong', 'PIN-kode', async () => ({ what: 'lommebok' as 'card' })],
      ['newOfOther', 'samme abonnement', async (old) => ({ newAccount: old })],
      ['newTaken', 'løpenummer', async () => ({ newAccount: await loadedCard() })],
      ['cardAccountUnknown', 'Administrer konto', async () => ({ account: world.people.accounts.sosialPayer })],
      ['accountNumberWrong', '11 sifre', async () => ({ account: '123' })],
    ])('%s: %s', async (code, words, make) => {
      const old = await loadedCard();
      const refusal = await refusalOf(report(old, await make(old)));
      expect([refusal.code, refusal.sentence('nb')]).toEqual([code, expect.stringContaining(words)]);
      expect(refusal.sentence('en')).not.toBe(refusal.sentence('nb'));
      expect(await world.row(old)).toMatchObject({ mark: null, replaced_by: null });
      expect((await world.use(old)).outcome).toBe('approved');
    });

    test('another new card than before', async () => {
      const old = await loadedCard();
      const { newAccount = '' } = await report(old);
      const refusal = await refusalOf(report(old, { newAccount: await inSafe() }));
      expect([refusal.code, refusal.sentence('nb')]).toEqual(['replacedAlready', expect.stringContaining('allerede erstattet')]);
      expect((await world.row(old)).replaced_by).toBe(newAccount);
    });

    test('by a caseworker who does not administer accounts', async () => {
      const loss = { account: await loadedCard(), what: 'card', mark: 'tapt' } as const;
      expect((await refusalOf(reportLoss(world.office, world.people.clerks[0], loss))).code).toBe('administerOnly');
    });

    test('with an empty safe', async () => {
      const old = await loadedCard();
      const { database } = world.office;
      const left = await database.query<{ number: string }>(
        "UPDATE card_account SET mark = 'tapt' WHERE handed_out_at_ms IS NULL AND mark IS NULL RETURNING number",
      );
      const refusal = await refusalOf(report(old));
      expect([refusal.code, refusal.sentence('nb')]).toEqual(['safeIsEmpty', expect.stringContaining('bestill kort')]);
      await database.query('UPDATE card_account SET mark = NULL WHERE number = ANY ($1::text[])', [left.map(({ number }) => number)]);
    });
  });

  describe('rights', () => {
    test('who may not register on the account reports all the same; somebody else registers the rest', async () => {
      const old = await loadedCard();
      const { administrator, clerks, sosialId } = world.people;
      const loss = await reportLoss(world.office, administrator, { account: old, what: 'card', mark: 'tapt' });
      expect(loss.restRefused).toContain('tilgang');
      expect(openSteps(loss)).toEqual(['restRegistered', 'accessDropped']);
      const { rows } = await lossesOf(world.office, clerks[0], { subscriptionId: sosialId, isOpen: true, pageSize: 500 });
      expect(rows.map(({ account }) => account)).toContain(old);
    });

    test('one person does not approve twice', async () => {
      const old = await loadedCard();
      const loss = await report(old);
      const refusal = await refusalOf(world.approve(world.people.bestiller, loss.transfer?.transferId ?? 0));
      expect(refusal.code).toBe('approvedBefore');
      await runDue(world.office);
      expect(await world.ledger(old)).toBe(210_000);
    });
  });
}
