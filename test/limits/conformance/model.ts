/**
 * The plainest store there could be: decide.ts over lists, windows added up at every decision. Random runs on a store
 * are held to it, decision for decision, and at the end the card and its headroom.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import { answerOf, RETENTION_MS_MIN, type StoredAnswer, storedDecision } from '../../../src/limits/answer.ts';
import { type CardRecord, newCardRecord } from '../../../src/limits/card.ts';
import { decide, decideReversal } from '../../../src/limits/decide.ts';
import type { Profile } from '../../../src/limits/profile.ts';
import { retentionMs } from '../../../src/limits/retention.ts';
import type { Attempt, Decision, Reversal, Store } from '../../../src/limits/store.ts';
import { type Spend, usageOf } from '../../../src/limits/window.ts';
import { DAY_MS, HOUR_MS, newToken, PIN_REFERENCE, T0, TEST_PROFILES, World, WRONG_REFERENCE } from './world.ts';

const RETENTION_MS = retentionMs(TEST_PROFILES, RETENTION_MS_MIN);

class ModelCard {
  card: CardRecord;
  spends: Spend[] = [];
  readonly answers = new Map<string, StoredAnswer>();
  #lastSpendId = 0;
  readonly profile: Profile;

  constructor(card: CardRecord) {
    this.card = card;
    const profile = TEST_PROFILES.get(card.profile);
    if (profile === undefined) throw new Error(`no profile ${card.profile}`);
    this.profile = profile;
  }

  decide(attempt: Attempt): Decision {
    const nowMs = Math.max(attempt.instantMs, this.card.clockMs);
    const stored = this.#stored(attempt.key, nowMs);
    const usage = (index: number) => this.usage(index, nowMs);
    const verdict = decide(attempt, stored, this.card, this.profile, nowMs, usage);
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') return storedDecision(stored);
    const spent = verdict.outcome === 'approved' && attempt.event === 'spend';
    const amountMinor = spent ? attempt.amountMinor : 0;
    this.card = {
      ...this.card,
      pinTriesUsed: verdict.pinTriesUsed,
      ledgerMinor: this.card.ledgerMinor - amountMinor,
      postedMinor: this.card.postedMinor + amountMinor,
    };
    let spendId = 0;
    if (spent) {
      this.#lastSpendId += 1;
      spendId = this.#lastSpendId;
      this.card = { ...this.card, clockMs: nowMs };
      this.spends.push({ ...attempt, id: spendId, instantMs: nowMs });
    }
    const decision = this.#decision(verdict.outcome, attempt.approvalCode, amountMinor, nowMs);
    if (!verdict.repeat) this.answers.set(attempt.key, answerOf(attempt, decision, spendId));
    return decision;
  }

  reverse(reversal: Reversal): Decision {
    const nowMs = Math.max(reversal.instantMs, this.card.clockMs);
    const stored = this.#stored(reversal.key, nowMs);
    const original = this.#stored(reversal.originalKey, nowMs);
    const verdict = decideReversal(reversal, stored, original, true);
    if (verdict.repeat && stored !== undefined && verdict.outcome !== 'duplicateTransmission') return storedDecision(stored);
    const back = verdict.givenBackMinor;
    if (back > 0 && original !== undefined) {
      this.spends = this.spends.filter((spend) => spend.id !== original.spendId);
      this.card = {
        ...this.card,
        clockMs: nowMs,
        ledgerMinor: this.card.ledgerMinor + back,
        givenBackMinor: this.card.givenBackMinor + back,
      };
      this.answers.set(reversal.originalKey, { ...original, state: 'reversed' });
    }
    const decision = this.#decision(verdict.outcome, reversal.approvalCode, back, nowMs);
    if (!verdict.repeat) this.answers.set(reversal.key, answerOf(reversal, decision, 0));
    if (verdict.remember)
      this.answers.set(reversal.originalKey, { ...answerOf(reversal, decision, 0), content: '', state: 'reversedFirst' });
    return decision;
  }

  usage(index: number, nowMs: number) {
    const limit = this.profile.limits[index];
    return limit === undefined ? { amountMinor: 0, count: 0 } : usageOf(this.spends, limit, nowMs);
  }

  #stored(key: string, nowMs: number): StoredAnswer | undefined {
    const stored = this.answers.get(key);
    return stored !== undefined && nowMs - stored.decidedAtMs < RETENTION_MS ? stored : undefined;
  }

  #decision(outcome: Decision['outcome'], code: string, amountMinor: number, nowMs: number): Decision {
    const { ledgerMinor, holdsMinor } = this.card;
    return {
      outcome,
      approvalCode: outcome === 'approved' ? code : '',
      approvedAmountMinor: amountMinor,
      ledgerMinor,
      availableMinor: ledgerMinor - holdsMinor,
      decidedAtMs: nowMs,
      repeated: false,
      headroom: [],
    };
  }
}

/** One step: what is sent, how much later, and how it relates to an earlier step. */
const step = fc.record({
  kind: fc.constantFrom('pos', 'pos', 'atm', 'atm', 'fuel', 'till', 'inquiry', 'repeat', 'changed', 'reverse', 'reverseAhead', 'fund'),
  aheadMs: fc.oneof(
    fc.constantFrom(0, 1, HOUR_MS, DAY_MS, 96 * HOUR_MS - 1, 96 * HOUR_MS, -HOUR_MS),
    fc.integer({ min: 0, max: 2 * DAY_MS }),
  ),
  amountMinor: fc.oneof(fc.constantFrom(1, 100, 50_000, 150_000, 250_000, 990_000, 990_001), fc.integer({ min: 1, max: 600_000 })),
  pin: fc.constantFrom('right', 'right', 'right', 'right', 'right', 'wrong', 'absent', 'malformed'),
  domestic: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
  earlier: fc.nat({ max: 30 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const KINDS: Record<string, Partial<Attempt>> = {
  atm: { type: 'cash', channel: 'atm', mcc: 6011, terminalType: 'atm' },
  fuel: { mcc: 5541, terminalType: 'unattended' },
  till: { type: 'cash' },
  inquiry: { event: 'inquiry', type: 'balanceInquiry', amountMinor: 0 },
};

const NO_SUCH: Record<string, Partial<Attempt>> = {
  right: { pinReferences: [PIN_REFERENCE] },
  wrong: { pinReferences: [WRONG_REFERENCE] },
  absent: { pin: 'absent', pinReferences: [] },
  malformed: { pin: 'malformed', pinReferences: [] },
};

async function runSteps(store: Store, profile: string, steps: readonly Step[]): Promise<void> {
  const world = new World(store, newToken());
  await world.issue({ profile, balanceMinor: 3_000_000 });
  const issued = await store.card(world.token);
  const model = new ModelCard(newCardRecord({ ...(issued as CardRecord), balanceMinor: 3_000_000 }));
  const sent: Attempt[] = [];
  let nowMs = T0;
  for (const each of steps) {
    nowMs += each.aheadMs;
    const earlier = sent[each.earlier % Math.max(sent.length, 1)];
    const fresh = world.attempt({
      amountMinor: each.amountMinor,
      ...KINDS[each.kind],
      ...NO_SUCH[each.pin],
      domestic: each.domestic,
      instantMs: nowMs,
    });
    if (each.kind === 'fund') {
      await store.fund(world.token, each.amountMinor);
      model.card = {
        ...model.card,
        ledgerMinor: model.card.ledgerMinor + each.amountMinor,
        fundedMinor: model.card.fundedMinor + each.amountMinor,
      };
    } else if (each.kind === 'reverse' || each.kind === 'reverseAhead') {
      const reversal = world.reversal(each.kind === 'reverse' && earlier ? earlier.key : fresh.key, { instantMs: nowMs });
      expect(await store.reverse(reversal)).toEqual(model.reverse(reversal));
      if (each.kind === 'reverseAhead') sent.push(fresh);
    } else {
      const again = each.kind === 'repeat' || each.kind === 'changed' ? earlier : undefined;
      const changed = each.kind === 'changed' ? { content: `changed.${each.amountMinor}` } : {};
      const attempt = again === undefined ? fresh : { ...again, ...changed, nonce: fresh.nonce, instantMs: nowMs };
      sent.push(attempt);
      expect(await store.decide(attempt)).toEqual(model.decide(attempt));
    }
  }
  expect(await store.card(world.token)).toEqual(model.card);
  const headroom = await store.headroom(world.token, nowMs);
  const at = Math.max(nowMs, model.card.clockMs);
  expect(headroom?.map((limit) => ({ amountMinor: limit.usedMinor, count: limit.countUsed }))).toEqual(
    model.profile.limits.map((_, index) => model.usage(index, at)),
  );
}

/** Random runs of a store against the model. A failure prints its seed and the shortest run that still fails. */
export async function checkAgainstModel(store: Store, runs: number, stepsMax: number): Promise<void> {
  const property = fc.asyncProperty(
    fc.constantFrom('kronekort', 'nested', 'calendar', 'filtered'),
    fc.array(step, { minLength: 1, maxLength: stepsMax, size: 'max' }),
    (profile, steps) => runSteps(store, profile, steps),
  );
  const seed = Number(process.env['FC_SEED'] ?? Math.floor(Math.random() * 0x7fff_ffff));
  await fc.assert(property, { numRuns: runs, seed });
}
