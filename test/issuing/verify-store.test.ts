import { describe, expect, test } from 'vitest';
import { verifyCards, verifyStore } from '../../src/issuing/verify-store.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import type { NewCard } from '../../src/limits/state/card.ts';
import type { CardSnapshot } from '../../src/limits/state/card-snapshot.ts';
import type { CardStore } from '../../src/limits/store.ts';
import { createMemoryStore } from '../../src/limits/stores/memory/store.ts';

const BALANCE_MINOR = 5_000;

function tokenAt(index: number): string {
  return index.toString(16).padStart(32, '0');
}

async function storeOf(count: number): Promise<CardStore> {
  const store = createMemoryStore({ profiles: BUILT_IN_PROFILES, nowMs: () => 1_000 });
  const card = { maskedPan: '957899******0005', expiry: '2811', status: 'active', profile: 'kronekort', pinReference: '1:1234' } as const;
  const cards: NewCard[] = Array.from({ length: count }, (_, index) => ({ ...card, token: tokenAt(index), balanceMinor: BALANCE_MINOR }));
  await store.cards.create(cards);
  return store.cards;
}

/** The store with the books of one card wrong. */
function spoilt(store: CardStore, token: string, spoil: (snapshot: CardSnapshot) => CardSnapshot): CardStore {
  const snapshot: CardStore['snapshot'] = async (asked, instantMs) => {
    const right = await store.snapshot(asked, instantMs);
    return asked === token && right !== undefined ? spoil(right) : right;
  };
  return Object.assign(Object.create(store), { snapshot, list: (cursor: string, size: number) => store.list(cursor, size) });
}

describe('the books of every card', () => {
  test.each([0, 1, 200, 201, 1_003])('%i cards are right', async (count) => {
    expect(await verifyStore(await storeOf(count), BUILT_IN_PROFILES)).toEqual({ cards: count, fault: '' });
  });

  test.each([0, 199, 200, 450])('the first that is not is named: card %i', async (index) => {
    const store = spoilt(await storeOf(500), tokenAt(index), (right) => ({ ...right, card: { ...right.card, ledgerMinor: 1 } }));
    const { cards, fault } = await verifyStore(store, BUILT_IN_PROFILES);
    expect(cards).toBe(index);
    expect(fault).toContain(tokenAt(index));
    expect(fault).toMatch(/^Card .* the ledger says 1 minor units\.$/);
  });

  test('a page that holds cards of an earlier one again counts them once', async () => {
    const store = await storeOf(3);
    const list: CardStore['list'] = async (cursor) => {
      const { cards } = await store.list('', 10);
      return { cards, cursor: cursor === '' ? 'again' : '' };
    };
    const twice: CardStore = Object.assign(Object.create(store), {
      list,
      snapshot: (token: string, instantMs: number) => store.snapshot(token, instantMs),
    });
    expect(await verifyStore(twice, BUILT_IN_PROFILES)).toEqual({ cards: 3, fault: '' });
  });

  test('a store that fails says so', async () => {
    const store = await storeOf(1);
    const failing: CardStore = Object.assign(Object.create(store), {
      list: (cursor: string, size: number) => store.list(cursor, size),
      snapshot: async () => Promise.reject(new Error('gone')),
    });
    await expect(verifyStore(failing, BUILT_IN_PROFILES)).rejects.toThrow('gone');
  });
});

test('other cards go on while a long store is verified', async () => {
  const store = await storeOf(2_000);
  const order: string[] = [];
  const verified = verifyStore(store, BUILT_IN_PROFILES).then(() => order.push('verified'));
  setImmediate(() => order.push('another'));
  await verified;
  expect(order).toEqual(['another', 'verified']);
});

describe('the books of some cards', () => {
  test('no others are looked at, and those that are not on file do not count', async () => {
    const store = spoilt(await storeOf(50), tokenAt(40), (right) => ({ ...right, card: { ...right.card, ledgerMinor: 1 } }));
    const tokens = Array.from({ length: 40 }, (_none, index) => tokenAt(index));
    expect(await verifyCards(store, BUILT_IN_PROFILES, [...tokens, tokenAt(77)])).toEqual({ cards: 40, fault: '' });
    expect((await verifyCards(store, BUILT_IN_PROFILES, [...tokens, tokenAt(40)])).fault).toContain(tokenAt(40));
  });
});
