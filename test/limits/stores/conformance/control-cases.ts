/** The control side, and many attempts at once. */
import { expect } from 'vitest';
import { NO_PIN_REFERENCE } from '../../../../src/limits/state/card.ts';
import { type ConformanceCase, DAY_MS, newToken, PIN_REFERENCE, T0, World, WRONG_REFERENCE } from './world.ts';

const PARALLEL = 64;

const CONTROL: readonly ConformanceCase[] = [
  {
    name: 'a card on file is not written over',
    run: async (world) => {
      await world.issue();
      await world.decide(world.attempt(), 'approved');
      const before = await world.store.cards.get(world.token);
      const again = {
        token: world.token,
        maskedPan: 'x',
        expiry: '3012',
        status: 'lost',
        profile: 'nested',
        pinReference: 'x',
        balanceMinor: 1,
      } as const;
      expect(await world.store.cards.create([again])).toBe(0);
      expect(await world.store.cards.get(world.token)).toEqual(before);
    },
  },
  {
    name: 'amounts past 10^14 stay exact',
    run: async (world) => {
      await world.issue({ balanceMinor: 999_999_999_999_999 });
      await world.decide(world.attempt({ amountMinor: 4_999_999 }), 'approved');
      expect(await world.ledger()).toBe(999_999_995_000_000);
    },
  },
  {
    name: 'what is not on file: undefined, nothing written',
    run: async (world) => {
      expect(await world.store.cards.get(world.token)).toBeUndefined();
      expect(await world.store.cards.fund(world.token, 1)).toBeUndefined();
      expect(await world.store.cards.change(world.token, { status: 'blocked' })).toBeUndefined();
      expect(await world.store.cards.snapshot(world.token, 0)).toBeUndefined();
      expect(await world.store.cards.getAll([world.token])).toEqual([undefined]);
    },
  },
  {
    name: 'blocking and unblocking keeps balance and windows',
    run: async (world) => {
      await world.issue();
      await world.decide(world.atm(500_000), 'approved');
      await world.store.cards.change(world.token, { status: 'blocked' });
      await world.decide(world.atm(490_000), 'restrictedCard');
      await world.store.cards.change(world.token, { status: 'active' });
      await world.decide(world.atm(490_001), 'exceedsAmountLimit');
      await world.decide(world.atm(490_000), 'approved');
    },
  },
  {
    name: 'a new PIN reference: the PIN before is wrong, the tries start anew, the rest stays',
    run: async (world) => {
      await world.issue({ pinReference: NO_PIN_REFERENCE });
      for (const outcome of ['incorrectPin', 'incorrectPin', 'pinTriesExceeded'] as const) await world.decide(world.attempt(), outcome);
      const before = await world.store.cards.get(world.token);
      const changed = await world.store.cards.change(world.token, { pinReference: PIN_REFERENCE });
      expect(changed).toEqual({ ...before, pinReference: PIN_REFERENCE, pinTriesUsed: 0 });
      await world.decide(world.attempt(), 'approved');
      await world.store.cards.change(world.token, { pinReference: WRONG_REFERENCE, status: 'active' });
      await world.decide(world.attempt(), 'incorrectPin');
      await world.decide(world.attempt({ pinReferences: [WRONG_REFERENCE] }), 'approved');
    },
  },
  {
    name: 'no PIN is right before there is a reference',
    run: async (world) => {
      await world.issue({ pinReference: NO_PIN_REFERENCE });
      await world.decide(world.attempt({ pinReferences: [] }), 'incorrectPin');
      await world.decide(world.attempt({ pinReferences: ['1:0000', PIN_REFERENCE] }), 'incorrectPin');
    },
  },
  {
    name: 'the journal names a new PIN reference without its value',
    run: async (world) => {
      await world.issue();
      await world.store.cards.change(world.token, { pinReference: WRONG_REFERENCE });
      const entries = [...(await world.store.journal(1_000))].filter((entry) => entry.cardToken === world.token);
      expect(entries.at(-1)).toMatchObject({ event: 'change', outcome: 'pinReference' });
      expect(JSON.stringify(entries)).not.toContain(WRONG_REFERENCE);
    },
  },
  {
    name: 'listing gives every card once',
    run: async (world) => {
      const tokens = [world.token, ...Array.from({ length: 24 }, newToken)];
      for (const token of tokens) await new World(world.store, token).issue();
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await world.store.cards.list(cursor, 10);
        seen.push(...page.cards.map((card) => card.token).filter((token) => tokens.includes(token)));
        cursor = page.cursor;
      } while (cursor !== '');
      expect(seen.sort()).toEqual(tokens.sort());
    },
  },
  {
    name: 'the journal has every decision in order',
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt();
      await world.decide(attempt, 'approved');
      await world.store.decide(world.reversal(attempt.key));
      await world.store.cards.fund(world.token, 1);
      const entries = [...(await world.store.journal(1_000))].filter((entry) => entry.cardToken === world.token);
      expect(entries.map(({ event, outcome, amountMinor, ledgerMinor }) => [event, outcome, amountMinor, ledgerMinor])).toEqual([
        ['issue', '', 10_000_000, 10_000_000],
        ['spend', 'approved', 10_000, 9_990_000],
        ['reversal', 'approved', 10_000, 10_000_000],
        ['fund', '', 1, 10_000_001],
      ]);
    },
  },
  {
    name: "without a message clock the store's own decides, and time moves forward",
    run: async (world) => {
      await world.issue({ expiry: '9912' });
      const before = Date.now() - 60_000;
      const first = await world.decide(world.attempt({ instantMs: 0 }), 'approved');
      const second = await world.decide(world.attempt({ instantMs: 0 }), 'approved');
      expect(first.decidedAtMs).toBeGreaterThan(before);
      expect(second.decidedAtMs).toBeGreaterThanOrEqual(first.decidedAtMs);
    },
  },
  {
    name: 'a hold whose time is over is ended when asked, without a message; others stay',
    run: async (world) => {
      await world.issue({ balanceMinor: 50_000 });
      const earlier = { instantMs: T0 - 60_000 } as const;
      await world.decide(world.hold(40_000, { ...earlier, holdMs: 1 }), 'approved');
      await world.store.cards.endHolds(world.token);
      expect(await world.holds()).toBe(0);
      await world.decide(world.hold(30_000, { holdMs: 100 * 365 * DAY_MS }), 'approved');
      await world.store.cards.endHolds(world.token);
      expect(await world.holds()).toBe(30_000);
      const entries = [...(await world.store.journal(10_000))].filter(({ cardToken }) => cardToken === world.token);
      expect(entries.map(({ event }) => event)).toEqual(['issue', 'hold', 'expire', 'hold']);
      await world.store.cards.endHolds('f'.repeat(64));
      await world.expectIdentity();
    },
  },
];

const CONCURRENT: readonly ConformanceCase[] = [
  {
    name: `${PARALLEL} attempts at once never pass a limit`,
    run: async (world) => {
      await world.issue();
      const decisions = await Promise.all(Array.from({ length: PARALLEL }, () => world.store.decide(world.atm(100_000))));
      expect(decisions.filter(({ outcome }) => outcome === 'approved')).toHaveLength(9);
      expect(await world.used('atm')).toBe(900_000);
    },
  },
  {
    name: `${PARALLEL} attempts at once never overdraw`,
    run: async (world) => {
      await world.issue({ balanceMinor: 77_777 });
      const decisions = await Promise.all(
        Array.from({ length: PARALLEL }, () => world.store.decide(world.attempt({ amountMinor: 10_000 }))),
      );
      expect(decisions.filter(({ outcome }) => outcome === 'approved')).toHaveLength(7);
      expect(await world.ledger()).toBe(7_777);
      await world.expectIdentity();
    },
  },
  {
    name: `${PARALLEL} sendings of one message post once`,
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt();
      const decisions = await Promise.all(
        Array.from({ length: PARALLEL }, (_, n) => world.store.decide({ ...attempt, attemptId: `p${n}` })),
      );
      expect(decisions.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(await world.ledger()).toBe(10_000_000 - attempt.amountMinor);
    },
  },
  {
    name: `${PARALLEL} reversals of one original give back once`,
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt();
      await world.decide(attempt, 'approved');
      await Promise.all(Array.from({ length: PARALLEL }, () => world.store.decide(world.reversal(attempt.key, { instantMs: T0 }))));
      expect(await world.ledger()).toBe(10_000_000);
      await world.expectIdentity();
    },
  },
  {
    name: 'three wrong PINs among many at once use the tries, and no more',
    run: async (world) => {
      await world.issue();
      const wrong = () => world.attempt({ pinReferences: ['1:0000'] });
      const decisions = await Promise.all(Array.from({ length: PARALLEL }, () => world.store.decide(wrong())));
      expect(decisions.filter(({ outcome }) => outcome === 'incorrectPin')).toHaveLength(2);
      expect((await world.store.cards.get(world.token))?.pinTriesUsed).toBe(3);
    },
  },
];

export const CONTROL_CASES: readonly ConformanceCase[] = [...CONTROL, ...CONCURRENT];
