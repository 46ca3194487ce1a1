/**
 * Forty days of traffic on a virtual clock: what is kept stops growing once the first of it is
 * forgotten, and nothing is forgotten before.
 */
import { expect, test } from 'vitest';
import type { Attempt } from '../../../../src/limits/rules/command.ts';
import { createMemoryStore } from '../../../../src/limits/stores/memory/store.ts';
import { DAY_MS, HOUR_MS, T0, TEST_PROFILES, World } from '../conformance/world.ts';

const DAYS = 40;
/** Until stored answers are forgotten. */
const KEPT_DAYS = 10;
const CARDS = 40;
/** An hour, every card once. */
const ROUNDS_PER_DAY = 24;
/** Every so often a message is a hold, or a purchase that is reversed. */
const HOLD_EVERY = 7;
const REVERSAL_EVERY = 5;
/** Stored answers of so many past messages are asked for at each round. */
const LOOKED_AT = 5;

interface Sent {
  readonly world: World;
  readonly attempt: Attempt;
  readonly atMs: number;
}

/** `wall`: the store's own clock decides. `message`: the instants of the messages do. */
test.each(['wall', 'message'] as const)('on a %s clock, what is kept is flat, and nothing is forgotten inside its time', async (clock) => {
  let nowMs = T0;
  const warnings: string[] = [];
  const warn = (sentence: string) => warnings.push(sentence);
  const store = createMemoryStore({ profiles: TEST_PROFILES, nowMs: () => nowMs, warn, messageClock: clock === 'message' });
  const worlds = Array.from({ length: CARDS }, () => new World(store));
  for (const world of worlds) await world.issue({ balanceMinor: 1_000_000_000 });
  const sent: Sent[] = [];
  const atDay: { readonly used: Readonly<Record<string, number>>; readonly bytes: number }[] = [];
  let looked = 0;
  for (let round = 0; round < DAYS * ROUNDS_PER_DAY; round += 1) {
    nowMs = T0 + round * HOUR_MS;
    const instantMs = clock === 'message' ? nowMs : 0;
    for (const [index, world] of worlds.entries()) {
      const number = round * CARDS + index;
      const named = { instantMs, amountMinor: 100, rrn: `${number}`, stanDate: `POS00001.${number}.0601` };
      const attempt = number % HOLD_EVERY === 0 ? world.hold(100, { ...named, holdMs: DAY_MS }) : world.attempt(named);
      await world.decide(attempt, 'approved');
      sent.push({ world, attempt, atMs: nowMs });
      if (number % REVERSAL_EVERY === 0) await world.follow(world.reversal(attempt.key, { instantMs }), 'approved');
    }
    for (let n = 0; n < LOOKED_AT; n += 1) {
      looked += 1;
      const { world, attempt, atMs } = sent[(looked * 7_919) % sent.length] as Sent;
      if (nowMs - atMs >= KEPT_DAYS * DAY_MS) continue;
      const repeat = await world.decide({ ...attempt, instantMs, attemptId: `again${looked}` });
      expect(repeat).toMatchObject({ repeated: true, outcome: 'approved', decidedAtMs: atMs });
    }
    if ((round + 1) % ROUNDS_PER_DAY > 0) continue;
    const { caps, bytes } = store.usage() ?? { caps: [], bytes: 0 };
    atDay.push({ used: Object.fromEntries(caps.map(({ name, used }) => [name, used])), bytes });
  }
  // An answer a message, one for each reversal; a name by RRN and one by STAN and date, and one for each reversal.
  const messagesKept = KEPT_DAYS * ROUNDS_PER_DAY * CARDS;
  const full = atDay.slice(KEPT_DAYS + 1);
  const spread = (values: readonly number[]): number => Math.max(...values) / Math.min(...values);
  for (const kind of ['answers', 'names', 'spends', 'holds']) {
    expect(spread(full.map(({ used }) => used[kind] ?? Number.NaN))).toBeLessThan(1.1);
  }
  for (const { used } of full) {
    expect(used['answers']).toBeGreaterThanOrEqual(1.2 * messagesKept - 2 * CARDS);
    expect(used['answers']).toBeLessThan(1.35 * messagesKept);
    expect(used['holds']).toBeLessThan((1.5 * ROUNDS_PER_DAY * CARDS) / HOLD_EVERY);
  }
  // Memory is that of the first days, whatever has passed through it.
  expect(full.at(-1)?.bytes).toBeLessThanOrEqual((full[0]?.bytes ?? 0) * 1.05);
  expect(warnings).toEqual([]);
  for (const world of worlds) {
    const { card } = (await store.cards.snapshot(world.token, nowMs)) ?? {};
    expect(card?.ledgerMinor).toBe((card?.fundedMinor ?? 0) - (card?.postedMinor ?? 0) + (card?.givenBackMinor ?? 0));
  }
});
