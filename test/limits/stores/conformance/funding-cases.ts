/** Money that the issuer moves: once for each key, whatever happens to the card in between. */
import { expect } from 'vitest';
import { BALANCE_MINOR_MAX } from '../../../../src/cards/status.ts';
import { RETENTION_MS_MIN } from '../../../../src/limits/state/stored-answer.ts';
import { type ConformanceCase, DAY_MS, newToken, World } from './world.ts';

const PARALLEL = 64;
/** A number with the right check digit, which must be nowhere. */
const PAN = '9578990000000914';

const ONCE: readonly ConformanceCase[] = [
  {
    name: 'funding adds to ledger and funded',
    run: async (world) => {
      await world.issue({ balanceMinor: 0 });
      const first = await world.store.cards.fund(world.token, 12_345);
      expect(first?.card).toMatchObject({ ledgerMinor: 12_345, fundedMinor: 12_345 });
      expect(first?.funding).toMatchObject({ amountMinor: 12_345, ledgerMinor: 12_345, availableMinor: 12_345, repeated: false });
      expect((await world.store.cards.fund(world.token, -345))?.card).toMatchObject({ ledgerMinor: 12_000, fundedMinor: 12_000 });
      await world.decide(world.attempt({ amountMinor: 12_000 }), 'approved');
      await world.expectIdentity();
    },
  },
  {
    name: 'funding is refused in one sentence: below zero, above the highest, no whole number, a key that is too long',
    run: async (world) => {
      await world.issue({ balanceMinor: 100 });
      for (const key of ['', 'K']) {
        await expect(world.store.cards.fund(world.token, -101, key)).rejects.toThrow(/below zero/);
        await expect(world.store.cards.fund(world.token, BALANCE_MINOR_MAX, key)).rejects.toThrow(/highest/);
        await expect(world.store.cards.fund(world.token, 0.5, key)).rejects.toThrow(/whole number/);
        await expect(world.store.cards.fund(world.token, 0, key)).rejects.toThrow(/whole number/);
      }
      await expect(world.store.cards.fund(world.token, 1, 'k'.repeat(129))).rejects.toThrow(/128 characters/);
      expect(await world.ledger()).toBe(100);
    },
  },
  {
    name: 'funding with a key: the same again adds nothing and gets what came of the first',
    run: async (world) => {
      await world.issue({ balanceMinor: 1_000 });
      await world.decide(world.hold(300), 'approved');
      const first = await world.store.cards.fund(world.token, 500, 'load-1');
      expect(first?.funding).toMatchObject({ amountMinor: 500, ledgerMinor: 1_500, availableMinor: 1_200, repeated: false });
      await world.decide(world.attempt({ amountMinor: 700 }), 'approved');
      const again = await world.store.cards.fund(world.token, 500, 'load-1');
      expect(again?.funding).toEqual({ ...first?.funding, repeated: true });
      expect(again?.card).toMatchObject({ ledgerMinor: 800, fundedMinor: 1_500 });
      expect((await world.store.cards.fund(world.token, 500, 'load-2'))?.funding).toMatchObject({ ledgerMinor: 1_300, repeated: false });
      await world.expectIdentity();
    },
  },
  {
    name: 'funding with the key of another amount is refused, and adds nothing',
    run: async (world) => {
      await world.issue({ balanceMinor: 0 });
      await world.store.cards.fund(world.token, 500, 'K');
      for (const amountMinor of [501, -500]) {
        await expect(world.store.cards.fund(world.token, amountMinor, 'K')).rejects.toMatchObject({
          code: 'keyReused',
          message: expect.stringMatching(/another amount/),
        });
      }
      expect((await world.store.cards.fund(world.token, 500, 'K'))?.funding.repeated).toBe(true);
      expect(await world.ledger()).toBe(500);
    },
  },
  {
    name: 'what is held cannot be taken off',
    run: async (world) => {
      await world.issue({ balanceMinor: 1_000 });
      await world.decide(world.hold(300), 'approved');
      await expect(world.store.cards.fund(world.token, -701, 'K')).rejects.toThrow(/below zero/);
      expect((await world.store.cards.fund(world.token, -700, 'K'))?.funding).toMatchObject({ ledgerMinor: 300, availableMinor: 0 });
    },
  },
  {
    name: 'funding without a key is carried out each time; each card has keys of its own',
    run: async (world) => {
      const other = new World(world.store, newToken());
      await world.issue({ balanceMinor: 0 });
      await other.issue({ balanceMinor: 0 });
      for (let n = 0; n < 2; n += 1) await world.store.cards.fund(world.token, 5);
      for (const { store, token } of [world, other]) expect((await store.cards.fund(token, 7, 'K'))?.funding.repeated).toBe(false);
      expect([await world.ledger(), await other.ledger()]).toEqual([17, 7]);
    },
  },
  {
    name: 'a funding that is refused keeps no key: it is carried out when the card takes it',
    run: async (world) => {
      await world.issue({ balanceMinor: 100 });
      await expect(world.store.cards.fund(world.token, -200, 'K')).rejects.toMatchObject({ code: 'refused' });
      await world.store.cards.fund(world.token, 100);
      expect((await world.store.cards.fund(world.token, -200, 'K'))?.funding).toMatchObject({ ledgerMinor: 0, repeated: false });
      expect((await world.store.cards.fund(world.token, -200, 'K'))?.funding).toMatchObject({ ledgerMinor: 0, repeated: true });
    },
  },
  {
    name: 'funded, then closed: a repeat gets the first answer, new money is refused, the rest can be taken off',
    run: async (world) => {
      await world.issue({ balanceMinor: 0 });
      await world.store.cards.fund(world.token, 500, 'K');
      await world.store.cards.change(world.token, { status: 'closed' });
      expect((await world.store.cards.fund(world.token, 500, 'K'))?.funding).toMatchObject({ ledgerMinor: 500, repeated: true });
      await expect(world.store.cards.fund(world.token, 1, 'L')).rejects.toThrow(/closed/);
      await expect(world.store.cards.fund(world.token, 1)).rejects.toThrow(/closed/);
      expect((await world.store.cards.fund(world.token, -500, 'M'))?.card).toMatchObject({ ledgerMinor: 0, status: 'closed' });
      expect((await world.store.cards.fund(world.token, -500, 'M'))?.funding.repeated).toBe(true);
    },
  },
  {
    name: 'closed, then funded: refused each time; a blocked or expired card takes money',
    run: async (world) => {
      await world.issue({ balanceMinor: 0, status: 'closed' });
      for (let n = 0; n < 2; n += 1) await expect(world.store.cards.fund(world.token, 500, 'K')).rejects.toThrow(/closed/);
      const blocked = new World(world.store, newToken());
      await blocked.issue({ balanceMinor: 0, status: 'blocked', expiry: '2001' });
      expect((await world.store.cards.fund(blocked.token, 500, 'K'))?.card).toMatchObject({ ledgerMinor: 500, status: 'blocked' });
    },
  },
  {
    name: 'a key of a funding is no key of a message, and may hold any character',
    run: async (world) => {
      await world.issue({ balanceMinor: 1_000 });
      const attempt = world.attempt({ amountMinor: 10 });
      const keys = [attempt.key, `fund/${attempt.key}`, '|||', ' a,b\n', `${PAN}`, 'ø', 'k'.repeat(128)];
      for (const key of keys) expect((await world.store.cards.fund(world.token, 1, key))?.funding.repeated).toBe(false);
      expect((await world.decide(attempt, 'approved')).repeated).toBe(false);
      await world.follow(world.reversal(attempt.key), 'approved');
      for (const key of keys) expect((await world.store.cards.fund(world.token, 1, key))?.funding.repeated).toBe(true);
      expect(await world.ledger()).toBe(1_000 + keys.length);
      const entries = [...(await world.store.journal(1_000))].filter(
        ({ cardToken, event }) => cardToken === world.token && event === 'fund',
      );
      expect(entries.map(({ key }) => key)).toContain('k'.repeat(128));
      expect(entries).toHaveLength(keys.length);
      expect(JSON.stringify(entries)).not.toContain(PAN);
    },
  },
  {
    name: 'a key of a funding is forgotten when answers are, by the clock of the card',
    run: async (world) => {
      await world.issue({ balanceMinor: 1_000_000, expiry: '9912' });
      const { funding } = (await world.store.cards.fund(world.token, 500, 'K')) ?? {};
      const overMs = (funding?.fundedAtMs ?? 0) + RETENTION_MS_MIN;
      await world.decide(world.attempt({ amountMinor: 1, instantMs: overMs - 1 }), 'approved');
      expect((await world.store.cards.fund(world.token, 500, 'K'))?.funding.repeated).toBe(true);
      await world.decide(world.attempt({ amountMinor: 1, instantMs: overMs }), 'approved');
      expect((await world.store.cards.fund(world.token, 500, 'K'))?.funding.repeated).toBe(false);
      await world.decide(world.attempt({ amountMinor: 1, instantMs: overMs + DAY_MS }), 'approved');
      expect((await world.store.cards.fund(world.token, 500, 'K'))?.funding).toMatchObject({ fundedAtMs: overMs, repeated: true });
      expect((await world.store.cards.get(world.token))?.fundedMinor).toBe(1_001_000);
    },
  },
];

const AT_ONCE: readonly ConformanceCase[] = [
  {
    name: `${PARALLEL} fundings at once with one key add once`,
    run: async (world) => {
      await world.issue({ balanceMinor: 0 });
      const funded = await Promise.all(Array.from({ length: PARALLEL }, () => world.store.cards.fund(world.token, 500, 'K')));
      expect(funded.filter((each) => each?.funding.repeated === false)).toHaveLength(1);
      expect(await world.ledger()).toBe(500);
    },
  },
  {
    name: `${PARALLEL} fundings at once with one key and two amounts: one of them is added`,
    run: async (world) => {
      await world.issue({ balanceMinor: 0 });
      const all = Array.from({ length: PARALLEL }, (_, n) => world.store.cards.fund(world.token, 500 + (n % 2), 'K'));
      const settled = await Promise.allSettled(all);
      expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(PARALLEL / 2);
      expect([500, 501]).toContain(await world.ledger());
    },
  },
];

export const FUNDING_CASES: readonly ConformanceCase[] = [...ONCE, ...AT_ONCE];
