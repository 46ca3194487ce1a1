/** An embedded store that is full: what is declined, what is still taken, and what the log says. */
import { beforeEach, describe, expect, test } from 'vitest';
import { StoreError } from '../../../../src/limits/store.ts';
import type { StoreCaps } from '../../../../src/limits/stores/memory/caps.ts';
import { createMemoryStore } from '../../../../src/limits/stores/memory/store.ts';
import { DAY_MS, T0, TEST_PROFILES, World } from '../conformance/world.ts';

let nowMs: number;
let warnings: string[];
beforeEach(() => {
  nowMs = T0;
  warnings = [];
});

async function worldWith(caps: Partial<StoreCaps>): Promise<World> {
  const store = createMemoryStore({ profiles: TEST_PROFILES, nowMs: () => nowMs, caps, warn: (sentence) => warnings.push(sentence) });
  const world = new World(store);
  await world.issue();
  return world;
}

function used(world: World, kind: string): number {
  return world.store.usage()?.caps.find(({ name }) => name === kind)?.used ?? Number.NaN;
}

const AT_STORE_CLOCK = { instantMs: 0, amountMinor: 100 } as const;

/** Sends purchases until one is declined for want of room; how many were approved. */
async function fill(world: World): Promise<number> {
  for (let approved = 0; ; approved += 1) {
    try {
      await world.decide(world.attempt({ ...AT_STORE_CLOCK, rrn: `${approved}` }), 'approved');
    } catch (error) {
      expect(error).toBeInstanceOf(StoreError);
      expect(error).toMatchObject({ code: 'unreachable' });
      return approved;
    }
  }
}

describe('a store that is full of stored answers', () => {
  test('declines requests, takes reversals in its reserve, and tells each once', async () => {
    const world = await worldWith({ answers: 100 });
    const first = world.attempt(AT_STORE_CLOCK);
    await world.decide(first, 'approved');
    expect(await fill(world)).toBe(94);
    expect(await fill(world)).toBe(0);
    expect(warnings).toEqual([
      'The store keeps 95 stored answers of at most 100 (storedAnswersMax): new requests are declined issuerInoperative (91) until older ones are forgotten; to keep more, start the server with a higher --stored-answers-max (about 200 bytes of memory each).',
    ]);
    expect(await world.store.ready()).toBe(false);
    // What is kept is answered as ever.
    expect((await world.decide({ ...first, attemptId: 'again' }, 'approved')).repeated).toBe(true);
    await world.follow(world.reversal(first.key, { instantMs: 0 }), 'approved');
    await world.follow(world.completion('', 100, { instantMs: 0, original: undefined }), 'approved');
    await world.follow(world.followUp('advice', '', { instantMs: 0, amountMinor: 100 }), 'approved');
    await world.follow(world.reversal('POS00001.9.9.f', { instantMs: 0 }), 'approved');
    expect(used(world, 'answers')).toBe(100);
    expect(() => world.store.decide(world.reversal('POS00001.8.8.f', { instantMs: 0 }))).toThrow(StoreError);
    expect(() => world.store.decide(world.reversal('POS00001.7.7.f', { instantMs: 0 }))).toThrow(StoreError);
    expect(warnings.slice(1)).toEqual([
      'The store keeps 100 stored answers of at most 100 (storedAnswersMax): the reserve is used up, and reversals, completions and advices are declined issuerInoperative (91), too, until older ones are forgotten; to keep more, start the server with a higher --stored-answers-max (about 200 bytes of memory each).',
    ]);
    await world.expectIdentity();
  });

  test('forgets nothing inside its time, and has room again after it', async () => {
    const world = await worldWith({ answers: 200 });
    const first = world.attempt(AT_STORE_CLOCK);
    await world.decide(first, 'approved');
    await fill(world);
    nowMs = T0 + 10 * DAY_MS - 1;
    expect(await fill(world)).toBe(0);
    expect((await world.decide({ ...first, attemptId: 'again' }, 'approved')).repeated).toBe(true);
    nowMs = T0 + 10 * DAY_MS;
    expect(await fill(world)).toBe(190);
    expect(warnings).toHaveLength(3);
    expect(warnings[1]).toMatch(/^The store has room again: it keeps \d+ stored answers of at most 200 \(storedAnswersMax\)\.$/);
    expect(warnings[2]).toContain('new requests are declined');
  });
});

test('names that lead to stored answers have a cap of their own', async () => {
  const world = await worldWith({ names: 100 });
  expect(await fill(world)).toBe(93);
  expect(used(world, 'names')).toBe(93);
  expect(warnings[0]).toContain('The store keeps 93 names of stored answers of at most 100 (storedNamesMax)');
});

describe('a store that is full of spends', () => {
  test('takes what enters no spend, and frees those of cards without messages', async () => {
    const world = await worldWith({ spends: 100 });
    const other = new World(world.store);
    await other.issue();
    expect(await fill(other)).toBe(95);
    expect(warnings[0]).toContain('The store keeps 95 spends of at most 100 (storedSpendsMax)');
    const inquiry = { event: 'inquiry', type: 'balanceInquiry', amountMinor: 0, instantMs: 0 } as const;
    await world.decide(world.attempt(inquiry), 'approved');
    nowMs = T0 + 10 * DAY_MS;
    expect(await fill(world)).toBe(95);
    expect(warnings[1]).toBe('The store has room again: it keeps 0 spends of at most 100 (storedSpendsMax).');
    expect(await other.used('pos', nowMs)).toBe(0);
    await other.expectIdentity();
  });
});

describe('live holds', () => {
  test('have a cap, and those of cards without messages end in time', async () => {
    const world = await worldWith({ holds: 20 });
    const other = new World(world.store);
    await other.issue();
    for (let n = 0; n < 19; n += 1) await other.decide(other.hold(100, { instantMs: 0 }), 'approved');
    expect(() => world.store.decide(world.hold(100, { instantMs: 0 }))).toThrow(StoreError);
    expect(warnings[0]).toContain('The store keeps 19 live holds of at most 20 (storedHoldsMax)');
    expect(warnings[0]).toContain('until some of them end');
    // A purchase places no hold.
    await world.decide(world.attempt(AT_STORE_CLOCK), 'approved');
    nowMs = T0 + 7 * DAY_MS;
    await world.decide(world.hold(100, { instantMs: 0 }), 'approved');
    expect(used(world, 'holds')).toBe(1);
    expect(await other.holds()).toBe(0);
    expect([...(await world.store.journal(100))].filter(({ event }) => event === 'expire')).toHaveLength(19);
    await other.expectIdentity();
  });

  test('have at most 10,000 spends each', async () => {
    const world = await worldWith({});
    const hold = world.hold(1, { instantMs: 0 });
    await world.decide(hold, 'approved');
    for (let n = 1; n < 10_000; n += 1) world.store.decide(world.increment(hold, 1, { instantMs: 0 }));
    expect(() => world.store.decide(world.increment(hold, 1, { instantMs: 0 }))).toThrow('A hold has 10000 increments');
    expect((await world.follow(world.completion(hold.key, 10_000, { instantMs: 0 }), 'approved')).flag).toBe('');
    expect(await world.ledger()).toBe(10_000_000 - 10_000);
    await world.expectIdentity();
  });
});

test('a card beyond the cap is refused, told once, and leaves those on file alone', async () => {
  const world = await worldWith({ cards: 2 });
  await new World(world.store).issue();
  const sentence =
    'The store keeps at most 2 cards (storedCardsMax), so no further card is put on file; to keep more, start the server with a higher --stored-cards-max (about 1000 bytes of memory each).';
  await expect(new World(world.store).issue()).rejects.toThrow(sentence);
  await expect(new World(world.store).issue()).rejects.toMatchObject({ code: 'refused' });
  expect(warnings).toEqual([sentence]);
  await world.decide(world.attempt(), 'approved');
});

test('fundings with keys keep answers, and are refused at their cap; the answer of a repeat is there', async () => {
  const world = await worldWith({ answers: 100 });
  const { cards } = world.store;
  for (let n = 0; n < 95; n += 1) await cards.fund(world.token, 1, `K${n}`);
  await expect(cards.fund(world.token, 1, 'L')).rejects.toMatchObject({ code: 'unreachable' });
  expect(warnings[0]).toContain('The store keeps 95 stored answers of at most 100 (storedAnswersMax)');
  expect((await cards.fund(world.token, 1, 'K0'))?.funding.repeated).toBe(true);
  expect((await cards.fund(world.token, 1))?.funding.ledgerMinor).toBe(10_000_096);
  expect([used(world, 'answers'), used(world, 'names'), used(world, 'spends')]).toEqual([95, 0, 0]);
  nowMs = T0 + 10 * DAY_MS;
  expect((await cards.fund(world.token, 1, 'L'))?.funding.repeated).toBe(false);
});

test('a funding with a key takes at most 150 bytes, with the longest key', async () => {
  const world = await worldWith({});
  const before = world.store.usage()?.bytes ?? 0;
  for (let n = 0; n < 10_000; n += 1) await world.store.cards.fund(world.token, 1, String(n).padStart(128, 'k'));
  const each = ((world.store.usage()?.bytes ?? 0) - before) / 10_000;
  expect(each).toBeLessThan(150);
});
