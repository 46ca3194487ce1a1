/** Repeats with a new transmission time, and what a 91 to a repeat takes back: one transaction is posted once. */
import { expect } from 'vitest';
import type { Attempt } from '../../../../src/limits/rules/command.ts';
import { bought, expectState, FUNDED, held } from './lifecycle-cases.ts';
import { type ConformanceCase, DAY_MS, LOCAL_TIME, nextAttemptId, T0, type World } from './world.ts';

const AMOUNT = 100_000;

/** A purchase with a local time, and so with a name by STAN and date. */
function timed(world: World, overrides: Partial<Attempt> = {}): Attempt {
  const attempt = world.attempt({ amountMinor: AMOUNT, localTime: LOCAL_TIME, ...overrides });
  const [terminal, stan] = attempt.key.split('.');
  return { ...attempt, stanDate: `${terminal}.${stan}.0601` };
}

async function sent(world: World, overrides: Partial<Attempt> = {}): Promise<Attempt> {
  await world.issue();
  const attempt = timed(world, overrides);
  await world.decide(attempt, 'approved');
  return attempt;
}

const REPEATS: readonly ConformanceCase[] = [
  {
    name: 'repeats with new transmission times get the stored answer, each',
    run: async (world) => {
      await world.issue();
      const attempt = timed(world);
      const first = await world.decide(attempt, 'approved');
      for (let n = 0; n < 3; n += 1) expect(await world.decide(world.resent(attempt))).toEqual({ ...first, repeated: true });
      await expectState(world, { ledger: FUNDED - AMOUNT, pos: AMOUNT });
    },
  },
  {
    name: 'repeats of follow-ups with new transmission times are posted once',
    run: async (world) => {
      const hold = await held(world);
      const at = { localTime: LOCAL_TIME };
      const followUps = [
        world.completion(hold.key, 60_000, at),
        world.followUp('advice', '', { ...at, amountMinor: 5_000 }),
        world.followUp('dispense', '', { ...at, amountMinor: 7_000, rrn: '1', original: undefined }),
        world.reversal(hold.key, at),
      ];
      for (const followUp of followUps) {
        const first = await world.follow(followUp, 'approved');
        for (let n = 0; n < 2; n += 1) expect(await world.follow(world.resent(followUp))).toEqual({ ...first, repeated: true });
      }
      await expectState(world, { ledger: FUNDED - 12_000, pos: 12_000 });
    },
  },
  {
    name: 'a repeat with a new transmission time and other content is a duplicate',
    run: async (world) => {
      const attempt = await sent(world);
      await world.decide(world.resent(attempt, { fingerprint: 'other' }), 'duplicateTransmission');
      expect((await world.decide(world.resent(attempt), 'approved')).repeated).toBe(true);
      await expectState(world, { ledger: FUNDED - AMOUNT, pos: AMOUNT });
    },
  },
  {
    name: 'a STAN that is used again on the same day, with another local time, is another transaction',
    run: async (world) => {
      const attempt = await sent(world);
      const next = { ...timed(world), stanDate: attempt.stanDate, key: attempt.key.replace(String(T0), String(T0 + 60_000)) };
      expect((await world.decide(world.resent({ ...next, localTime: LOCAL_TIME + 100 }), 'approved')).repeated).toBe(false);
      await expectState(world, { ledger: FUNDED - 2 * AMOUNT, pos: 2 * AMOUNT });
    },
  },
  {
    name: 'a message with the same STAN and local time that is no repeat is a new transaction',
    run: async (world) => {
      const attempt = await sent(world);
      const key = attempt.key.replace(String(T0), String(T0 + 1));
      expect((await world.decide({ ...attempt, key, attemptId: nextAttemptId() }, 'approved')).repeated).toBe(false);
    },
  },
  {
    name: 'without a local time, the content decides, within 24 hours',
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt({ amountMinor: AMOUNT, rrn: '888888888888' });
      await world.decide(attempt, 'approved');
      const later = (ms: number) => world.resent(attempt, { instantMs: T0 + ms });
      expect((await world.decide(later(DAY_MS - 1), 'approved')).repeated).toBe(true);
      expect((await world.decide({ ...later(0), fingerprint: 'other' }, 'approved')).repeated).toBe(false);
      await world.decide(world.attempt({ amountMinor: 1, rrn: '888888888888' }), 'approved');
      await expectState(world, { ledger: FUNDED - 2 * AMOUNT - 1, pos: 2 * AMOUNT + 1 });
      const old = world.attempt({ amountMinor: AMOUNT, rrn: '999999999999' });
      await world.decide(old, 'approved');
      expect((await world.decide(world.resent(old, { instantMs: T0 + DAY_MS }), 'approved')).repeated).toBe(false);
    },
  },
  {
    name: 'a repeat is led to the key that its server saw last, of the same terminal, STAN and class only',
    run: async (world) => {
      await world.issue();
      const attempt = world.attempt({ amountMinor: AMOUNT });
      const other = world.attempt({ amountMinor: AMOUNT });
      for (const each of [attempt, other]) await world.decide(each, 'approved');
      const repeat = (key: string) => world.resent(attempt, { sentAs: [`k/${key}`] });
      expect((await world.decide(repeat(attempt.key), 'approved')).repeated).toBe(true);
      expect((await world.decide(repeat(other.key), 'approved')).repeated).toBe(false);
    },
  },
  {
    name: 'a repeat whose original never came is decided as new, and further repeats find it',
    run: async (world) => {
      await world.issue();
      const lost = world.attempt({ amountMinor: AMOUNT });
      const first = await world.decide(world.resent(lost), 'approved');
      expect(first.repeated).toBe(false);
      for (let n = 0; n < 2; n += 1) expect(await world.decide(world.resent(lost))).toEqual({ ...first, repeated: true });
      const advice = world.followUp('advice', '', { amountMinor: 5_000 });
      await world.follow(world.resent(advice), 'approved');
      expect((await world.follow(world.resent(advice), 'approved')).repeated).toBe(true);
      await expectState(world, { ledger: FUNDED - AMOUNT - 5_000, pos: AMOUNT + 5_000 });
    },
  },
  {
    name: 'an original that its repeat overtook gets the answer of the repeat',
    run: async (world) => {
      await world.issue();
      const late = timed(world);
      const first = await world.decide(world.resent(late), 'approved');
      expect(await world.decide(late)).toEqual({ ...first, repeated: true });
      const advice = world.followUp('advice', '', { amountMinor: 5_000, localTime: LOCAL_TIME });
      await world.follow(world.resent(advice), 'approved');
      expect((await world.follow(advice, 'approved')).repeated).toBe(true);
      await expectState(world, { ledger: FUNDED - AMOUNT - 5_000, pos: AMOUNT + 5_000 });
    },
  },
  {
    name: 'a repeat with a new transmission time of a transaction that was reversed still gets its stored answer',
    run: async (world) => {
      const attempt = await sent(world);
      await world.follow(world.reversal(attempt.key), 'approved');
      expect((await world.decide(world.resent(attempt), 'approved')).repeated).toBe(true);
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'a repeat with a new transmission time of a message that was reversed before it came is declined',
    run: async (world) => {
      await world.issue();
      const lost = timed(world);
      await world.follow(world.reversal(lost.key), 'approved');
      const repeat = world.resent(lost);
      await world.decide(repeat, 'alreadyReversed');
      expect((await world.decide(world.resent(lost), 'alreadyReversed')).repeated).toBe(true);
      const advice = world.followUp('advice', '', { amountMinor: 5_000 });
      await world.follow(world.reversal(advice.key), 'approved');
      await world.follow(world.resent(advice), 'alreadyReversed');
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'a reversal finds its original by any transmission time that it was sent with',
    run: async (world) => {
      const attempt = await sent(world);
      const repeat = world.resent(attempt);
      await world.decide(repeat, 'approved');
      expect(await world.follow(world.reversal(repeat.key), 'approved')).toMatchObject({ approvedAmountMinor: AMOUNT });
      const lost = world.attempt({ amountMinor: AMOUNT });
      await world.decide(world.resent(lost), 'approved');
      expect(await world.follow(world.reversal(lost.key), 'approved')).toMatchObject({ approvedAmountMinor: AMOUNT });
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'a completion finds its hold by any transmission time that it was sent with',
    run: async (world) => {
      await world.issue();
      const hold = timed(world, { event: 'hold' });
      await world.decide(hold, 'approved');
      const repeat = world.resent(hold);
      await world.decide(repeat, 'approved');
      expect(await world.follow(world.completion(repeat.key, 60_000), 'approved')).toMatchObject({ flag: '' });
      await expectState(world, { ledger: FUNDED - 60_000, pos: 60_000 });
    },
  },
];

const TAKE_BACKS: readonly ConformanceCase[] = [
  {
    name: 'a 91 to a repeat takes back the approval that was answered before it, although the store never saw the repeat',
    run: async (world) => {
      const attempt = await bought(world);
      expect(await world.store.takeBack({ ...attempt, attemptId: nextAttemptId() })).toBe(true);
      await expectState(world, { ledger: FUNDED, pos: 0 });
      await world.decide({ ...attempt, attemptId: nextAttemptId() }, 'issuerInoperative');
    },
  },
  {
    name: 'a 91 to a repeat with a new transmission time takes back the approval, too',
    run: async (world) => {
      const attempt = await sent(world);
      expect(await world.store.takeBack(world.resent(attempt, { fingerprint: 'other' }))).toBe(false);
      expect(await world.store.takeBack(world.resent(attempt))).toBe(true);
      expect((await world.decide(world.resent(attempt), 'issuerInoperative')).repeated).toBe(true);
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'a 91 to a repeat leaves the approval that a later sending was answered with',
    run: async (world) => {
      const attempt = await sent(world);
      const [unanswered, later] = [world.resent(attempt), world.resent(attempt)];
      await world.decide(later, 'approved');
      expect(await world.store.takeBack(unanswered)).toBe(false);
      expect(await world.store.takeBack(attempt)).toBe(false);
      await expectState(world, { ledger: FUNDED - AMOUNT, pos: AMOUNT });
      expect(await world.store.takeBack(later)).toBe(true);
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'a 91 to a first message leaves the approval that its repeat was answered with, whichever was decided first',
    run: async (world) => {
      await world.issue();
      const first = timed(world);
      const repeat = world.resent(first);
      await world.decide(repeat, 'approved');
      await world.decide(first, 'approved');
      expect(await world.store.takeBack({ ...first, sentAs: [`s/${first.stanDate}`] })).toBe(false);
      await expectState(world, { ledger: FUNDED - AMOUNT, pos: AMOUNT });
    },
  },
  {
    name: 'a 91 to a message that its repeat overtook takes back what both were approved for',
    run: async (world) => {
      await world.issue();
      const repeat = world.resent(timed(world));
      const late = { ...repeat, key: repeat.key.replace(/\d+(?=\.f$)/, String(T0)), repeat: false, sentAs: [], attemptId: nextAttemptId() };
      for (const each of [repeat, late]) await world.decide(each, 'approved');
      expect(await world.store.takeBack({ ...late, sentAs: [`s/${late.stanDate}`] })).toBe(true);
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
  {
    name: 'a 91 to a repeat takes back a hold, an increment, a refund and a PIN change',
    run: async (world) => {
      const hold = await held(world);
      const increment = world.increment(hold, 50_000);
      const refund = world.attempt({ event: 'refund', type: 'refund', amountMinor: 3_000 });
      const change = world.attempt({ event: 'pinChange', type: 'pinChange', amountMinor: 0, newPinReference: '1:7777' });
      for (const each of [increment, refund, change]) await world.decide(each, 'approved');
      for (const each of [change, refund, increment, hold]) {
        expect(await world.store.takeBack({ ...each, attemptId: nextAttemptId() })).toBe(true);
      }
      await expectState(world, { ledger: FUNDED, pos: 0 });
      await world.decide(world.attempt({ amountMinor: 1 }), 'approved');
    },
  },
  {
    name: 'a 91 to a repeat takes nothing back of a decline, of what was reversed, completed, or is not known',
    run: async (world) => {
      const attempt = await bought(world);
      await world.follow(world.reversal(attempt.key), 'approved');
      const hold = world.hold(50_000);
      await world.decide(hold, 'approved');
      await world.follow(world.completion(hold.key, 40_000), 'approved');
      const declined = world.attempt({ amountMinor: FUNDED });
      await world.decide(declined, 'exceedsAmountLimit');
      for (const each of [attempt, hold, declined, world.attempt()]) {
        expect(await world.store.takeBack({ ...each, attemptId: nextAttemptId() })).toBe(false);
      }
      await expectState(world, { ledger: FUNDED - 40_000, pos: 40_000 });
    },
  },
  {
    name: 'many repeats: the newest sixteen are told apart, and a 91 to the last takes the approval back',
    run: async (world) => {
      const attempt = await sent(world);
      const repeats = Array.from({ length: 20 }, () => world.resent(attempt));
      for (const repeat of repeats) await world.decide(repeat, 'approved');
      for (const early of [attempt, ...repeats.slice(0, -1)]) expect(await world.store.takeBack(early)).toBe(false);
      await expectState(world, { ledger: FUNDED - AMOUNT, pos: AMOUNT });
      expect(await world.store.takeBack(repeats.at(-1) ?? attempt)).toBe(true);
      await expectState(world, { ledger: FUNDED, pos: 0 });
    },
  },
];

export const RESENT_CASES: readonly ConformanceCase[] = [...REPEATS, ...TAKE_BACKS];
