/**
 * What a store decides by a clock that is moved by hand: windows, holds, stored answers and expiry
 * to the millisecond. The clock stands at T0 when a case begins, or later.
 */
import { expect } from 'vitest';
import type { Clock } from '../../../../src/limits/clock/clock.ts';
import type { Attempt, FollowUp } from '../../../../src/limits/rules/command.ts';
import { DAY_MS, HOUR_MS, type World } from './world.ts';

export interface ClockCase {
  readonly name: string;
  readonly run: (world: World, clock: Clock) => Promise<void>;
}

/** By the clock of the store. */
const NOW = { instantMs: 0 } as const;
const RETENTION_MS = 10 * DAY_MS;

/** The same message, sent again. */
function again<T extends Attempt | FollowUp>(message: T, attemptId: string): T {
  return { ...message, attemptId };
}

export const CLOCK_CASES: readonly ClockCase[] = [
  {
    name: 'a spend leaves its window after 96 hours, and not a millisecond earlier',
    run: async (world, clock) => {
      await world.issue({ expiry: '9912' });
      const first = await world.decide(world.atm(990_000, NOW), 'approved');
      expect(first.decidedAtMs).toBe(clock.nowMs());
      await clock.moveBy({ ms: 96 * HOUR_MS - 1, months: 0 });
      await world.decide(world.atm(100, NOW), 'exceedsAmountLimit');
      await clock.moveBy({ ms: 1, months: 0 });
      expect((await world.headroom(0))?.find(({ name }) => name === 'atm')?.usedMinor).toBe(0);
      await world.decide(world.atm(990_000, NOW), 'approved');
    },
  },
  {
    name: 'a hold ends by the move, without a message',
    run: async (world, clock) => {
      await world.issue({ expiry: '9912', balanceMinor: 50_000 });
      const hold = world.hold(40_000, { ...NOW, holdMs: 7 * DAY_MS });
      await world.decide(hold, 'approved');
      await clock.moveBy({ ms: 7 * DAY_MS - 1, months: 0 });
      expect(await world.holds()).toBe(40_000);
      await clock.moveBy({ ms: 1, months: 0 });
      expect(await world.holds()).toBe(0);
      const entries = [...(await world.store.journal(10_000))].filter(({ cardToken }) => cardToken === world.token);
      expect(entries.map(({ event, atMs }) => [event, clock.nowMs() - atMs])).toEqual([
        ['issue', 7 * DAY_MS],
        ['hold', 7 * DAY_MS],
        ['expire', 0],
      ]);
      // A completion that comes too late is posted as a purchase of its own.
      expect((await world.follow(world.completion(hold.key, 40_000, NOW), 'approved')).flag).toBe('noHold');
      await world.expectBooks();
    },
  },
  {
    name: 'money that a hold kept can be taken out once it is over',
    run: async (world, clock) => {
      await world.issue({ expiry: '9912', balanceMinor: 50_000 });
      await world.decide(world.hold(50_000, { ...NOW, holdMs: HOUR_MS }), 'approved');
      await expect(world.store.cards.fund(world.token, -1)).rejects.toMatchObject({ code: 'refused' });
      await clock.moveBy({ ms: HOUR_MS, months: 0 });
      const funded = await world.store.cards.fund(world.token, -50_000, 'back');
      expect([funded?.card.ledgerMinor, funded?.funding.fundedAtMs]).toEqual([0, clock.nowMs()]);
    },
  },
  {
    name: 'a stored answer is given again until its retention is over',
    run: async (world, clock) => {
      await world.issue({ expiry: '9912' });
      const attempt = world.attempt({ ...NOW, amountMinor: 1_000 });
      await world.decide(attempt, 'approved');
      const funded = await world.store.cards.fund(world.token, 5, 'once');
      await clock.moveBy({ ms: RETENTION_MS - 1, months: 0 });
      expect((await world.decide(again(attempt, 'later'), 'approved')).repeated).toBe(true);
      expect((await world.store.cards.fund(world.token, 5, 'once'))?.funding).toEqual({ ...funded?.funding, repeated: true });
      await clock.moveBy({ ms: 1, months: 0 });
      expect((await world.decide(again(attempt, 'too late'), 'approved')).repeated).toBe(false);
      expect((await world.store.cards.fund(world.token, 5, 'once'))?.funding.repeated).toBe(false);
      expect(await world.ledger()).toBe(10_000_000 - 2_000 + 10);
    },
  },
  {
    name: 'a card ends with its month in Oslo',
    run: async (world, clock) => {
      const at = new Date(clock.nowMs());
      const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
      // 30 June, 24:00 in Oslo, of a later year: summer time.
      const endMs = Date.UTC(year + (month < 5 ? 0 : 1), 5, 30, 22);
      await world.issue({ expiry: `${String(new Date(endMs).getUTCFullYear()).slice(2)}06` });
      await clock.moveTo(endMs - 1);
      await world.decide(world.attempt(NOW), 'approved');
      await clock.moveTo(endMs);
      await world.decide(world.attempt(NOW), 'expiredCard');
    },
  },
  {
    name: 'a change and a block have the instant of the clock',
    run: async (world, clock) => {
      await world.issue({ expiry: '9912' });
      await clock.moveBy({ ms: DAY_MS, months: 0 });
      await world.store.cards.change(world.token, { status: 'blocked' });
      await world.decide(world.attempt(NOW), 'restrictedCard');
      const { entries = [] } = (await world.store.cards.history(world.token, { cursor: '', entriesMax: 10 })) ?? {};
      expect(entries.map(({ event, atMs }) => [event, clock.nowMs() - atMs])).toEqual([
        ['spend', 0],
        ['change', 0],
        ['issue', DAY_MS],
      ]);
      expect((await world.store.cards.snapshot(world.token, 0))?.nowMs).toBe(clock.nowMs());
    },
  },
  {
    name: 'two years later windows are empty and the books are right',
    run: async (world, clock) => {
      await world.issue({ expiry: '9912', balanceMinor: 200_000 });
      for (let spends = 0; spends < 20; spends += 1) await world.decide(world.attempt({ ...NOW, amountMinor: 5_000 }), 'approved');
      await world.decide(world.hold(50_000, NOW), 'approved');
      await clock.moveBy({ ms: 0, months: 24 });
      expect((await world.headroom(0))?.map(({ usedMinor }) => usedMinor).every((used) => used === 0)).toBe(true);
      expect([await world.ledger(), await world.holds()]).toEqual([100_000, 0]);
      await world.decide(world.attempt({ ...NOW, amountMinor: 100_000 }), 'approved');
      await world.expectBooks();
    },
  },
];
