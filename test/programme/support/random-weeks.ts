/**
 * Random weeks of an office: files, approvals, transfers, authorizations, lost and closed cards. The
 * books balance after every step, counted by verifyBooks and by the test itself. On every database.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/config/duration.ts';
import { verifyBooks } from '../../../src/programme/bank/verify-books.ts';
import { osloDate } from '../../../src/programme/calendar/oslo-date.ts';
import type { Actor } from '../../../src/programme/core/actor.ts';
import { Refusal } from '../../../src/programme/core/refusal.ts';
import { settleMoves } from '../../../src/programme/money/settle-moves.ts';
import { approveBatches } from '../../../src/programme/payments/approve-batches.ts';
import { executeDueBatches } from '../../../src/programme/payments/execute-due-batches.ts';
import { withdrawBatches } from '../../../src/programme/payments/withdraw-batches.ts';
import { approveTransfers } from '../../../src/programme/transfers/approve-transfers.ts';
import { registerTransfer } from '../../../src/programme/transfers/register-transfer.ts';
import { World } from '../../limits/stores/conformance/world.ts';
import type { Municipality } from '../../support/municipality.ts';
import { OFFICE_START_MS, type TestOffice } from '../../support/office.ts';
import { runs } from '../../support/property-settings.ts';
import { upload } from './payments.ts';
import { codeOf, registerPayers, stockCards, tokenOfAccount } from './stocked-office.ts';

const CARDS = 4;
/** What each loading, payer and return account of the municipality began with is constant in all runs. */
let openedMinor = 0;
let opened: TestOffice;
let people: Municipality;
let files = 0;
async function bankMinor(): Promise<number> {
  const [row] = await opened.office.database.query<{ sum: number }>('SELECT sum(balance_minor)::bigint AS sum FROM account');
  return row?.sum ?? 0;
}

const card = fc.nat(CARDS - 1);
const clerk = fc.constantFrom(0, 1);
const step = fc.oneof(
  fc.record({
    kind: fc.constant('upload' as const),
    clerk,
    payments: fc.array(fc.record({ card, amountMinor: fc.integer({ min: 0, max: 40_000_000 }) }), { minLength: 1, maxLength: 5 }),
    days: fc.nat(3),
    isApproved: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('approve' as const), clerk }),
  fc.record({ kind: fc.constant('withdraw' as const), clerk }),
  fc.record({
    kind: fc.constant('transfer' as const),
    clerk,
    from: card,
    to: fc.nat(CARDS + 1),
    amountMinor: fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.constant('all' as const)),
  }),
  fc.record({ kind: fc.constant('spend' as const), card, amountMinor: fc.integer({ min: 1, max: 1_000_000 }) }),
  fc.record({ kind: fc.constant('close' as const), card }),
  fc.record({ kind: fc.constant('mark' as const), card }),
  fc.record({ kind: fc.constant('settle' as const), stopAfter: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Week {
  readonly #cards: readonly string[];

  constructor(cards: readonly string[]) {
    this.#cards = cards;
  }

  async run(each: Step): Promise<void> {
    try {
      await this.#do(each);
    } catch (error) {
      // What the office refuses changes nothing: the books say so.
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async #do(each: Step): Promise<void> {
    const { office, clock } = opened;
    if (each.kind === 'upload') await this.#upload(each);
    else if (each.kind === 'approve') await this.#approve(this.#clerk(each.clerk));
    else if (each.kind === 'withdraw')
      await withdrawBatches(office, this.#clerk(each.clerk), (await this.#open('payment_batch')).slice(0, 1));
    else if (each.kind === 'transfer') await this.#transfer(each);
    else if (each.kind === 'spend') await this.#spend(each.card, each.amountMinor);
    else if (each.kind === 'close') await office.cards.change(tokenOfAccount(this.#card(each.card)), { status: 'closed' });
    else if (each.kind === 'mark')
      await office.database.query("UPDATE card_account SET mark = 'tapt' WHERE number = $1", [this.#card(each.card)]);
    else if (each.kind === 'settle') await settleMoves(office, { stopAfter: each.stopAfter });
    else {
      clock.nowMs += each.hours * HOUR_MS;
      await executeDueBatches(office);
    }
  }

  #card(index: number): string {
    return this.#cards[index] ?? '';
  }

  #clerk(index: 0 | 1): Actor {
    return people.clerks[index];
  }

  async #open(table: 'payment_batch' | 'transfer'): Promise<readonly number[]> {
    const rows = await opened.office.database.query<{ id: number }>(`SELECT id FROM ${table} WHERE status = 'registered' ORDER BY id`);
    return rows.map(({ id }) => id);
  }

  async #upload(each: Step & { readonly kind: 'upload' }): Promise<void> {
    files += 1;
    await upload(opened, {
      actor: this.#clerk(each.clerk),
      subscriptionId: people.sosialId,
      debtorAccount: people.accounts.sosialLoading,
      messageId: `W-${files}`,
      requestedDate: osloDate(opened.clock.nowMs + each.days * DAY_MS),
      payments: each.payments.map(({ card: index, amountMinor }) => ({ creditorAccount: this.#card(index), amountMinor })),
      registerAndApprove: each.isApproved,
    });
  }

  async #approve(actor: Actor): Promise<void> {
    const { office } = opened;
    for (const id of await this.#open('payment_batch')) {
      await this.#orRefused(async () => approveBatches(office, actor, { batchIds: [id], code: await codeOf(opened, actor) }));
    }
    for (const id of await this.#open('transfer')) {
      await this.#orRefused(async () => approveTransfers(office, actor, { transferIds: [id], code: await codeOf(opened, actor) }));
    }
  }

  /** One refused approval does not keep the others back. */
  async #orRefused(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async #transfer({ clerk: index, from, to, amountMinor }: Step & { readonly kind: 'transfer' }): Promise<void> {
    const targets = [...this.#cards, people.accounts.sosialLoading, people.accounts.sosialPayer];
    const transfer = { from: this.#card(from), to: targets[to] ?? '', amountMinor, registerAndApprove: true };
    await registerTransfer(opened.office, this.#clerk(index), transfer);
  }

  async #spend(index: number, amountMinor: number): Promise<void> {
    const world = new World(opened.store, tokenOfAccount(this.#card(index)));
    await world.decide(world.attempt({ amountMinor, instantMs: opened.clock.nowMs }));
  }
}

/** By its own arithmetic: what cards were funded with, from the store; in flight, from the outbox. */
async function expectBalance(): Promise<void> {
  const { office, store } = opened;
  expect((await verifyBooks(office)).differences).toEqual([]);
  let fundedMinor = 0;
  for (const each of (await store.cards.list('', 10_000)).cards) {
    fundedMinor += each.fundedMinor;
    expect(each.ledgerMinor).toBeGreaterThanOrEqual(0);
  }
  const [row] = await office.database.query<{ sum: number }>(
    "SELECT coalesce(sum(amount_minor), 0)::bigint AS sum FROM money_move WHERE state = 'pending' AND amount_minor > 0",
  );
  expect((await bankMinor()) + fundedMinor + (row?.sum ?? 0)).toBe(openedMinor);
}

export function randomWeeks(open: () => Promise<TestOffice>, usualRuns: number): void {
  beforeAll(async () => {
    opened = await open();
    people = await registerPayers(opened);
    openedMinor = await bankMinor();
  });
  afterAll(() => opened.close());

  test('the books balance after every step of a random week', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const week = new Week(await stockCards(opened, { subscriptionId: people.sosialId, count: CARDS }));
        opened.clock.nowMs = Math.max(opened.clock.nowMs, OFFICE_START_MS);
        for (const each of steps) {
          await week.run(each);
          await expectBalance();
        }
        await settleMoves(opened.office);
        await expectBalance();
      }),
      { numRuns: runs(usualRuns) },
    );
  });
}
