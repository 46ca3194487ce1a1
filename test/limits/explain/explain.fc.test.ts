import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CARD_STATUSES, type CardStatus } from '../../../src/cards/status.ts';
import { explain, outcomeOn } from '../../../src/limits/explain/explain.ts';
import type { Attempt } from '../../../src/limits/rules/command.ts';
import { REQUEST_EVENTS, type RequestEvent } from '../../../src/limits/rules/event.ts';
import type { Profile } from '../../../src/limits/rules/profile.ts';
import type { CardSnapshot } from '../../../src/limits/state/card-snapshot.ts';
import { createMemoryStore } from '../../../src/limits/stores/memory/store.ts';
import { CHECKS } from '../../../src/protocol/explanation.ts';
import { isApproval, type Outcome } from '../../../src/protocol/outcome.ts';
import { runs } from '../../support/property-settings.ts';
import { DAY_MS, HOUR_MS, newToken, PIN_REFERENCE, T0, TEST_PROFILES, World, WRONG_REFERENCE } from '../stores/conformance/world.ts';

const USES: Record<string, Partial<Pick<Attempt, 'type' | 'channel' | 'mcc' | 'terminalType'>>> = {
  pos: {},
  atm: { type: 'cash', channel: 'atm', mcc: 6011, terminalType: 'atm' },
  fuel: { mcc: 5541, terminalType: 'unattended' },
  till: { type: 'cash' },
};

const use = fc.constantFrom('pos', 'atm', 'atm', 'fuel', 'till');
const amountMinor = fc.oneof(
  fc.constantFrom(1, 50_000, 75_000, 100_000, 150_000, 150_001, 250_000, 330_000, 990_000, 990_001),
  fc.integer({ min: 1, max: 400_000 }),
);
/** Mostly the one value, so that a scene seldom fails at more than one check. */
function mostly<T>(usual: T, others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
}

/** What happened before: spends, holds and increments, reversals and completions, at random instants. */
const event = fc.record({
  kind: fc.constantFrom('spend', 'spend', 'hold', 'increment', 'reversal', 'completion'),
  use,
  amountMinor,
  aheadMs: fc.oneof(fc.constantFrom(0, HOUR_MS, DAY_MS), fc.integer({ min: 0, max: 6 * HOUR_MS })),
  holdMs: fc.constantFrom(DAY_MS, 7 * DAY_MS),
  of: fc.nat({ max: 20 }),
});

const question = fc.record({
  event: mostly<RequestEvent>('spend', REQUEST_EVENTS),
  use,
  amountMinor,
  aheadMs: fc.oneof(fc.constantFrom(0, 95 * HOUR_MS), fc.integer({ min: 0, max: 2 * DAY_MS }), fc.integer({ min: 0, max: 31 * DAY_MS })),
  pin: mostly('right', ['wrong', 'absent', 'malformed']),
  domestic: mostly(true, [false]),
  triesUsed: mostly(0, [1, 2, 3]),
  allowPartial: fc.boolean(),
  refusal: mostly<Outcome | ''>('', ['invalidAmount']),
  newPin: fc.constantFrom('', PIN_REFERENCE, '1:5555'),
});

const scene = fc.record({
  profile: fc.constantFrom('kronekort', 'nested', 'calendar', 'filtered'),
  expiry: fc.constantFrom('2606', '2806', '2806'),
  balanceMinor: mostly(10_000_000, [0, 300_000, 1_000_000]),
  status: mostly<CardStatus>('active', CARD_STATUSES),
  events: fc.array(event, { minLength: 4, maxLength: 20, size: 'max' }),
  question,
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

const PINS: Record<string, Partial<Attempt>> = {
  right: { pinReferences: [PIN_REFERENCE] },
  wrong: { pinReferences: [WRONG_REFERENCE] },
  absent: { pin: 'absent', pinReferences: [] },
  malformed: { pin: 'malformed', pinReferences: [] },
};

interface Set {
  readonly world: World;
  readonly profile: Profile;
  readonly attempt: Attempt;
  readonly snapshot: CardSnapshot;
}

/** Plays a scene on a fresh store, up to just before the question. */
async function play(played: Scene): Promise<Set> {
  const world = new World(createMemoryStore({ profiles: TEST_PROFILES, nowMs: () => T0 }), newToken());
  const { profile, expiry, balanceMinor } = played;
  await world.issue({ profile, expiry, balanceMinor });
  let nowMs = T0;
  const sent: Attempt[] = [];
  for (const each of played.events) {
    nowMs += each.aheadMs;
    const of = sent[each.of % Math.max(1, sent.length)];
    const overrides = { ...USES[each.use], amountMinor: each.amountMinor, holdMs: each.holdMs, instantMs: nowMs };
    if (each.kind === 'spend' || each.kind === 'hold') {
      const attempt = world.attempt({ ...overrides, event: each.kind });
      sent.push(attempt);
      await world.decide(attempt);
    } else if (of !== undefined && each.kind === 'increment') await world.decide(world.increment(of, each.amountMinor, overrides));
    else if (of !== undefined && each.kind === 'reversal') {
      await world.follow(world.reversal(of.key, { instantMs: nowMs, replacementMinor: Math.min(each.amountMinor, of.amountMinor) - 1 }));
    } else if (of !== undefined && each.kind === 'completion') {
      await world.follow(world.completion(of.key, each.amountMinor, { ...USES[each.use], instantMs: nowMs }));
    }
  }
  const { question: asked } = played;
  nowMs += asked.aheadMs;
  const wrong = { pinReferences: [WRONG_REFERENCE], event: 'inquiry', domestic: true, instantMs: nowMs } as const;
  for (let tries = 0; tries < asked.triesUsed; tries += 1) await world.decide(world.attempt(wrong));
  await world.store.cards.change(world.token, { status: played.status });
  const hold = sent.find((each) => each.event === 'hold');
  const { event: kind, amountMinor: amount, domestic, allowPartial, refusal, newPin: newPinReference } = asked;
  const attempt = world.attempt({
    ...USES[asked.use],
    ...PINS[asked.pin],
    ...{ event: kind, amountMinor: amount, domestic, allowPartial, refusal, newPinReference, instantMs: nowMs },
    original: kind === 'increment' && hold !== undefined ? world.reversal(hold.key).original : undefined,
  });
  const snapshot = await world.store.cards.snapshot(world.token, nowMs);
  const found = TEST_PROFILES.get(profile);
  if (snapshot === undefined || found === undefined) throw new Error('the card was just issued');
  return { world, profile: found, attempt, snapshot };
}

it('the check that fails is the one that the store answers for', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (played) => {
      const { world, profile, attempt, snapshot } = await play(played);
      const outcome = outcomeOn(snapshot, profile, attempt);
      const { checks } = explain(snapshot, profile, { attempt, outcome, country: 578, hypothetical: false });
      await world.decide(attempt, outcome);
      const failedAt = checks.findIndex(({ verdict }) => verdict === 'failed');
      expect(failedAt === -1).toBe(isApproval(outcome));
      if (failedAt !== -1) expect(CHECKS[failedAt]?.outcomes).toContain(outcome);
      for (const [at, { verdict }] of checks.entries()) {
        if (failedAt !== -1 && at > failedAt) expect(['notReached', 'notApplicable']).toContain(verdict);
        else if (at !== failedAt) expect(['passed', 'notApplicable']).toContain(verdict);
      }
    }),
  );
});

it('the snapshot of a decision explains as the snapshot before it', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (played) => {
      const { world, profile, attempt, snapshot } = await play(played);
      const decision = await world.decide({ ...attempt, wantsSnapshot: true });
      const asked = { attempt, outcome: decision.outcome, country: 578, hypothetical: false };
      expect(decision.snapshot).toBeDefined();
      if (decision.snapshot !== undefined) expect(explain(decision.snapshot, profile, asked)).toEqual(explain(snapshot, profile, asked));
    }),
  );
});

it('the earliest instant is the first at which the store approves', async () => {
  await fc.assert(
    fc.asyncProperty(scene, async (played) => {
      const { world, profile, attempt, snapshot } = await play(played);
      const outcome = outcomeOn(snapshot, profile, attempt);
      const { earliestApprovalMs, neverBecause } = explain(snapshot, profile, { attempt, outcome, country: 578, hypothetical: false });
      expect(neverBecause === '').toBe(earliestApprovalMs > 0);
      if (!isApproval(outcome)) await world.decide(attempt, outcome);
      const again = (instantMs: number): Attempt => {
        const { key, attemptId } = world.attempt();
        const right = { pin: 'given', pinReferences: [PIN_REFERENCE], newPinReference: '1:7777', allowPartial: false } as const;
        return { ...attempt, ...right, key, attemptId, instantMs };
      };
      if (neverBecause === '') {
        if (earliestApprovalMs > snapshot.nowMs) {
          expect(isApproval((await world.decide(again(earliestApprovalMs - 1))).outcome)).toBe(false);
        }
        await world.decide(again(earliestApprovalMs), 'approved');
        return;
      }
      // Declined at every instant at which something could have changed.
      if (neverBecause === 'holdEndsFirst') return;
      const instants = snapshot.spends.flatMap(({ instantMs }) => [1, 2, 4, 7].map((days) => instantMs + days * DAY_MS + 1));
      const ahead = [...instants, snapshot.nowMs, snapshot.nowMs + 40 * DAY_MS].filter((at) => at >= snapshot.nowMs);
      for (const instantMs of ahead.sort((one, other) => one - other)) {
        expect(isApproval((await world.decide(again(instantMs))).outcome)).toBe(false);
      }
    }),
    { numRuns: runs(200) },
  );
});

it('scenes of one seed reach a later instant often enough for the property above to mean something', async () => {
  let later = 0;
  for (const played of fc.sample(scene, { numRuns: 400, seed: 1 })) {
    const { profile, attempt, snapshot } = await play(played);
    const outcome = outcomeOn(snapshot, profile, attempt);
    const { earliestApprovalMs } = explain(snapshot, profile, { attempt, outcome, country: 578, hypothetical: false });
    if (earliestApprovalMs > snapshot.nowMs) later += 1;
  }
  expect(later).toBeGreaterThan(8);
});
