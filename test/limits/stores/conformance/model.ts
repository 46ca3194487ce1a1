/** Random lives of cards on a store, held to model-card.ts decision by decision; the books are verified at the end. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Attempt, FollowUp } from '../../../../src/limits/rules/command.ts';
import type { Profile } from '../../../../src/limits/rules/profile.ts';
import { retentionMs } from '../../../../src/limits/rules/retention.ts';
import { RETENTION_MS_MIN } from '../../../../src/limits/state/stored-answer.ts';
import type { Store } from '../../../../src/limits/store.ts';
import { expectSame } from '../../../support/expect-same.ts';
import { PROPERTY_SETTINGS, runs } from '../../../support/property-settings.ts';
import { ModelCard } from './model-card.ts';
import { DAY_MS, HOUR_MS, LOCAL_TIME, newToken, PIN_REFERENCE, T0, TEST_PROFILES, World, WRONG_REFERENCE } from './world.ts';

const RETENTION_MS = retentionMs(TEST_PROFILES, RETENTION_MS_MIN);
const BALANCE_MINOR = 3_000_000;
const AT_A_TIME = 8;

const REQUESTS = [
  'pos',
  'pos',
  'atm',
  'atm',
  'fuel',
  'till',
  'inquiry',
  'hold',
  'hold',
  'pump',
  'increment',
  'increment',
  'refund',
] as const;
const AGAIN = ['repeat', 'changed', 'resent', 'resent', 'resentChanged', 'resentUnsent', 'overtaken', 'takeBack'] as const;
const FOLLOW_UPS = ['reverse', 'reverse', 'partial', 'dispense', 'complete', 'complete', 'advice', 'ahead', 'unheld'] as const;

/** Without a key; with a key of few, so that it comes again, also for another amount. */
const FUNDINGS = ['fund', 'load', 'load'] as const;
const LOAD_KEYS = 6;
const LOAD_MINOR = 1_000;

/** One step: what is sent, how much later, and which earlier message it is about. */
const step = fc.record({
  kind: fc.constantFrom(...REQUESTS, ...AGAIN, ...FOLLOW_UPS, ...FUNDINGS),
  aheadMs: fc.oneof(
    fc.constantFrom(0, 0, 1, HOUR_MS, DAY_MS, 96 * HOUR_MS - 1, 96 * HOUR_MS, 7 * DAY_MS, -HOUR_MS),
    fc.integer({ min: 0, max: 2 * DAY_MS }),
  ),
  amountMinor: fc.oneof(fc.constantFrom(1, 100, 50_000, 150_000, 250_000, 990_000, 990_001), fc.integer({ min: 1, max: 600_000 })),
  pin: fc.constantFrom('right', 'right', 'right', 'right', 'right', 'right', 'wrong', 'absent', 'malformed'),
  domestic: fc.integer({ min: 0, max: 19 }).map((n) => n > 0),
  earlier: fc.nat({ max: 30 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const KINDS: Partial<Record<Step['kind'], Partial<Attempt>>> = {
  atm: { type: 'cash', channel: 'atm', mcc: 6011, terminalType: 'atm' },
  fuel: { mcc: 5541, terminalType: 'unattended' },
  till: { type: 'cash' },
  inquiry: { event: 'inquiry', type: 'balanceInquiry', amountMinor: 0 },
  hold: { event: 'hold' },
  pump: { event: 'hold', mcc: 5542, terminalType: 'unattended', holdMs: DAY_MS, allowPartial: true },
  increment: { event: 'increment' },
  refund: { event: 'refund', type: 'refund' },
};

const PINS: Record<Step['pin'], Partial<Attempt>> = {
  right: { pinReferences: [PIN_REFERENCE] },
  wrong: { pinReferences: [WRONG_REFERENCE] },
  absent: { pin: 'absent', pinReferences: [] },
  malformed: { pin: 'malformed', pinReferences: [] },
};

/** With the name by STAN and date that a request with a local time has. */
function named(attempt: Attempt): Attempt {
  const [terminal, stan] = attempt.key.split('.');
  return { ...attempt, stanDate: `${terminal}.${stan}.0601` };
}

class Run {
  readonly #world: World;
  readonly #model: ModelCard;
  /** Messages that can be repeated or referred to. */
  readonly #sent: (Attempt | FollowUp)[] = [];
  #nowMs = T0;

  constructor(world: World, model: ModelCard) {
    this.#world = world;
    this.#model = model;
  }

  async take(each: Step): Promise<void> {
    const { store, token } = this.#world;
    this.#nowMs += each.aheadMs;
    const earlier = this.#sent[each.earlier % Math.max(this.#sent.length, 1)];
    if (each.kind === 'fund') {
      await store.cards.fund(token, each.amountMinor);
      this.#model.funded += each.amountMinor;
    } else if (each.kind === 'load') {
      await this.#load(each);
    } else if ((AGAIN as readonly string[]).includes(each.kind)) {
      if (earlier !== undefined) await this.#again(earlier, each);
    } else if ((REQUESTS as readonly string[]).includes(each.kind)) {
      await this.#send(this.#request(each, earlier));
    } else {
      await this.#send(this.#followUp(each, earlier));
    }
  }

  async #load(each: Step): Promise<void> {
    const { store, token } = this.#world;
    const amountMinor = each.domestic ? LOAD_MINOR : 2 * LOAD_MINOR;
    const key = `load ${each.earlier % LOAD_KEYS}`;
    const expected = this.#model.load(amountMinor, key, Date.now());
    const funded = store.cards.fund(token, amountMinor, key);
    if (expected === 'keyReused') await expect(funded).rejects.toMatchObject({ code: 'keyReused' });
    else {
      const { funding } = (await funded) ?? {};
      expect(funding).toEqual({ fundedAtMs: expect.any(Number), ...expected });
      this.#model.noteLoaded(key, funding?.fundedAtMs ?? 0);
    }
  }

  #request(each: Step, earlier: Attempt | FollowUp | undefined): Attempt {
    const original = each.kind === 'increment' ? { original: this.#world.reversal(earlier?.key ?? 'unknown').original } : {};
    const common = { amountMinor: each.amountMinor, domestic: each.domestic, instantMs: this.#nowMs, localTime: LOCAL_TIME };
    return named(this.#world.attempt({ ...common, ...KINDS[each.kind], ...PINS[each.pin], ...original }));
  }

  #followUp(each: Step, earlier: Attempt | FollowUp | undefined): FollowUp {
    const { amountMinor } = each;
    const at = { instantMs: this.#nowMs, localTime: LOCAL_TIME };
    const key = earlier?.key ?? 'unknown';
    switch (each.kind) {
      case 'partial':
        return this.#world.reversal(key, { ...at, replacementMinor: amountMinor });
      case 'dispense':
        return this.#world.followUp('dispense', key, {
          ...at,
          replacementMinor: amountMinor,
          amountMinor,
          channel: 'atm',
          type: 'cash',
          mcc: 6011,
        });
      case 'complete':
        return this.#world.completion(key, each.pin === 'absent' ? 0 : amountMinor, { ...at, toleranceMinor: 1_000 });
      case 'unheld':
        return this.#world.completion('', amountMinor, at);
      case 'advice':
        return this.#world.followUp('advice', '', { ...at, amountMinor, type: each.domestic ? 'purchase' : 'cash' });
      case 'ahead':
        // Its original comes later: the attempt is made now, sent by a repeat.
        return this.#ahead(each, at);
      default:
        return this.#world.reversal(key, at);
    }
  }

  #ahead(each: Step, at: { instantMs: number; localTime: number }): FollowUp {
    const original = named(this.#world.attempt({ amountMinor: each.amountMinor, ...at }));
    this.#sent.push(original);
    return this.#world.reversal(original.key, at);
  }

  async #again(earlier: Attempt | FollowUp, each: Step): Promise<void> {
    const at = { instantMs: this.#nowMs };
    switch (each.kind) {
      case 'resent':
        return this.#send(this.#world.resent(earlier, at));
      case 'resentChanged':
        return this.#send(this.#world.resent(earlier, { ...at, fingerprint: `changed.${each.amountMinor}` }));
      case 'resentUnsent':
        // The first sending is lost.
        return this.#send(this.#world.resent(this.#fresh(each), at));
      case 'overtaken': {
        const late = this.#fresh(each);
        await this.#send(this.#world.resent(late, at));
        return this.#send(late);
      }
      case 'takeBack':
        return this.#takeBack(earlier, each);
    }
    const changed = each.kind === 'changed' ? { fingerprint: `changed.${each.amountMinor}` } : {};
    await this.#send({ ...earlier, ...changed, attemptId: this.#world.attempt().attemptId, instantMs: this.#nowMs });
  }

  /** A purchase or an advice that was not sent yet. */
  #fresh(each: Step): Attempt | FollowUp {
    const { amountMinor } = each;
    const common = { amountMinor, localTime: LOCAL_TIME, instantMs: this.#nowMs };
    if (!each.domestic) return this.#world.followUp('advice', '', common);
    return named(this.#world.attempt({ ...common, ...PINS[each.pin] }));
  }

  /** Of the message itself, or of a repeat of it that the store never saw. */
  async #takeBack(earlier: Attempt | FollowUp, each: Step): Promise<void> {
    if (!('pin' in earlier)) return;
    const unseen = this.#world.resent(earlier, { instantMs: this.#nowMs });
    const attempt = each.domestic ? { ...earlier, instantMs: this.#nowMs } : unseen;
    // Without the repeat flag, what overtook the message is found by its names.
    const sentAs = attempt.sentAs.length === 0 && attempt.stanDate !== '' ? [`s/${attempt.stanDate}`] : attempt.sentAs;
    expect(await this.#world.store.takeBack({ ...attempt, sentAs })).toBe(this.#model.takeBack(attempt));
  }

  async #send(message: Attempt | FollowUp): Promise<void> {
    this.#sent.push(message);
    const { store } = this.#world;
    if ('pin' in message) expectSame(await store.decide(message), this.#model.decide(message));
    else expectSame(await store.decide(message), this.#model.follow(message));
  }

  async end(profile: Profile): Promise<void> {
    const { store, token } = this.#world;
    // Touches the card: holds that are over go.
    await this.#send(this.#world.attempt({ ...KINDS.inquiry, instantMs: this.#nowMs }));
    expect(await store.cards.get(token)).toEqual(this.#model.card);
    const atMs = Math.max(this.#nowMs, this.#model.card.clockMs);
    const used = (await this.#world.headroom(this.#nowMs))?.map(({ usedMinor, countUsed }) => ({
      amountMinor: usedMinor,
      count: countUsed,
    }));
    expect(used).toEqual(profile.limits.map((_, index) => this.#model.usage(index, atMs)));
    await this.#world.expectIdentity();
  }
}

async function live(store: Store, profileName: string, steps: readonly Step[]): Promise<void> {
  const world = new World(store, newToken());
  const profile = TEST_PROFILES.get(profileName);
  await world.issue({ profile: profileName, balanceMinor: BALANCE_MINOR, expiry: '3012' });
  const card = await store.cards.get(world.token);
  if (card === undefined || profile === undefined) throw new Error(`No card of profile ${profileName} could be issued.`);
  const run = new Run(world, new ModelCard(card, profile, RETENTION_MS));
  for (const each of steps) await run.take(each);
  await run.end(profile);
}

/** A failure prints its seed and the shortest run that still fails; `FC_SEED` starts from a seed, `FC_RUNS` sets the runs. */
export async function checkAgainstModel(store: Store, usualRuns: number, steps: number): Promise<void> {
  const property = fc.asyncProperty(
    fc.constantFrom('kronekort', 'nested', 'calendar', 'filtered'),
    fc.array(step, { minLength: steps, maxLength: steps, size: 'max' }),
    (profile, life) => live(store, profile, life),
  );
  const { seed = Math.floor(Math.random() * 0x7fff_0000) } = PROPERTY_SETTINGS;
  // Several at a time: one life waits for the store at every step.
  const numRuns = Math.ceil(runs(usualRuns) / AT_A_TIME);
  const settings = { ...PROPERTY_SETTINGS, numRuns };
  await Promise.all(Array.from({ length: AT_A_TIME }, (_, n) => fc.assert(property, { ...settings, seed: seed + n })));
}
