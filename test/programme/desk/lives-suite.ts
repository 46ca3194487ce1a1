/**
 * Whole lives of cards in random order: ordered, handed out, loaded, used, lost, replaced, emptied,
 * expired, closed, while the clock is moved by minutes or years. After every step the books balance
 * to the øre, and nothing happened on a later day than it should.
 */
import { expect } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src/config/duration.ts';
import { Refusal } from '../../../src/programme/core/refusal.ts';
import { advance } from '../../../src/programme/desk/advance.ts';
import { closesAtMs } from '../../../src/programme/end/closing-date.ts';
import { sendClosingLetter } from '../../../src/programme/end/closing-letter.ts';
import { lossesOf } from '../../../src/programme/loss/list-losses.ts';
import { reportLoss } from '../../../src/programme/loss/report-loss.ts';
import { listTransfers } from '../../../src/programme/transfers/list-transfers.ts';
import { registerTransfer } from '../../../src/programme/transfers/register-transfer.ts';
import type { LifeWorld } from '../support/life-world.ts';

/** `who` and `other` choose among the accounts that were handed out. */
export interface LifeStep {
  readonly what: LifeStepName;
  readonly who: number;
  readonly other: number;
  readonly amountMinor: number;
  readonly flag: boolean;
}

interface Life {
  readonly world: LifeWorld;
  /** Handed out in this run, oldest first. */
  readonly accounts: string[];
}

const STEPS = {
  stock: async ({ world }) => world.stock(),
  handOut: async ({ world, accounts }) => {
    const known = accounts.length;
    accounts.push(await world.handOut(`K-${known + 1}`));
  },
  load: async ({ world }, account, { amountMinor }) => world.load(account, amountMinor),
  spend: async ({ world }, account, { amountMinor }) => {
    await world.use(account, { amountMinor: Math.ceil(amountMinor / 3) });
  },
  hold: async ({ world }, account, { amountMinor }) => {
    await world.use(account, { class: 'authorization', amountMinor: Math.ceil(amountMinor / 5) });
  },
  refund: async ({ world }, account, { amountMinor, flag }) => {
    const refund = { class: flag ? 'advice' : 'financial', type: 'refund', pinBlock: Buffer.alloc(0) } as const;
    await world.use(account, { ...refund, amountMinor });
  },
  advice: async ({ world }, account, { amountMinor }) => {
    await world.use(account, { class: 'advice', amountMinor: Math.ceil(amountMinor / 9), pinBlock: Buffer.alloc(0) });
  },
  lose: async ({ world }, account, { flag, amountMinor }) => {
    const loss = { account, what: amountMinor % 2 === 0 ? 'card' : 'pin', mark: flag ? 'tapt' : 'mistet' } as const;
    await reportLoss(world.office, world.people.bestiller, { ...loss, withoutNewCard: amountMinor % 5 === 0 });
  },
  transfer: async ({ world, accounts }, account, { other, amountMinor, flag }) => {
    const to = flag ? (accounts[other % accounts.length] ?? account) : world.people.accounts.sosialPayer;
    await registerTransfer(world.office, world.people.clerks[0], { from: account, to, amountMinor, registerAndApprove: true });
  },
  approve: async ({ world }) => {
    const { sosialId: subscriptionId, clerks } = world.people;
    const { transfers } = await listTransfers(world.office, clerks[1], { subscriptionId, isOpen: true, pageSize: 500 });
    for (const { transferId, approvedBy } of transfers) {
      if (approvedBy.length === 0) await world.approve(clerks[0], transferId);
      await world.approve(clerks[1], transferId);
    }
  },
  closeByLetter: async ({ world }, account, { other }) => {
    const { administrator, sosialId: subscriptionId } = world.people;
    const accounts = [account, String(56_061_200_000 + other)];
    await sendClosingLetter(world.office, administrator, { subscriptionId, accounts, signed: true });
  },
  hours: async (life, _account, { amountMinor }) => move(life, (1 + (amountMinor % 20)) * HOUR_MS),
  days: async (life, _account, { amountMinor }) => move(life, (1 + (amountMinor % 40)) * DAY_MS),
  years: async (life, _account, { amountMinor }) => move(life, (300 + (amountMinor % 500)) * DAY_MS),
} as const satisfies Readonly<Record<string, (life: Life, account: string, step: LifeStep) => Promise<unknown>>>;

export type LifeStepName = keyof typeof STEPS;
export const LIFE_STEPS = Object.keys(STEPS) as readonly LifeStepName[];

async function move({ world }: Life, ms: number): Promise<void> {
  await advance(world.office, world.clock.nowMs + ms, world.setClock, { pinSink: () => {} });
  await nothingIsOverdue(world);
}

/** A Refusal is an answer; everything else is a fault. */
export async function runLife(world: LifeWorld, steps: readonly LifeStep[]): Promise<void> {
  const life: Life = { world, accounts: [] };
  await world.stock().catch(onlyRefusal);
  await STEPS.handOut(life).catch(onlyRefusal);
  for (const step of steps) {
    const account = life.accounts[step.who % life.accounts.length] ?? '';
    await STEPS[step.what](life, account, step).catch(onlyRefusal);
    expect(await world.differences()).toEqual([]);
  }
  // To the end of everything: nobody keeps money, and every account is closed.
  await advance(world.office, world.clock.nowMs + 3 * 366 * DAY_MS, world.setClock);
  expect(await world.differences()).toEqual([]);
  await nothingIsOverdue(world);
  for (const account of life.accounts) {
    expect((await world.row(account)).state).toBe('closed');
    expect(await world.ledger(account)).toBeLessThanOrEqual(0);
  }
  const { bestiller, sosialId } = world.people;
  const { rows } = await lossesOf(world.office, bestiller, { subscriptionId: sosialId, isOpen: true });
  expect(rows).toEqual([]);
}

function onlyRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error;
}

interface LateRow {
  readonly action: string;
  readonly at_ms: number;
  readonly expires_at_ms: number;
}

/** What the clock did, it did at the instant at which it was due; what is due is done. */
async function nothingIsOverdue({ office, clock }: LifeWorld): Promise<void> {
  const overdue = await office.database.query("SELECT number FROM card_account WHERE state = 'active' AND expires_at_ms <= $1", [
    clock.nowMs,
  ]);
  expect(overdue).toEqual([]);
  const done = await office.database.query<LateRow>(
    `SELECT a.action, a.at_ms, c.expires_at_ms FROM audit a JOIN card_account c ON c.number = a.subject
      WHERE a.user_id IS NULL AND (a.action = 'expireCard' OR (a.action = 'closeAccount' AND a.detail = 'after expiry'))`,
  );
  for (const { action, at_ms, expires_at_ms } of done) {
    expect(at_ms).toBe(action === 'expireCard' ? expires_at_ms : closesAtMs(expires_at_ms, office.settings));
  }
}
