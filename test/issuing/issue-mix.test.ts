import { expect, test } from 'vitest';
import type { CardEntry } from '../../src/cards/card-entry.ts';
import { readCardEntry } from '../../src/cards/card-file.ts';
import { CARD_KINDS, type CardMix, MIX_BALANCE_MINOR, mixCounts, USUAL_CARD_MIX } from '../../src/cards/card-mix.ts';
import { issueCards, profilesOf } from '../../src/issuing/issue-cards.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';
import { CARD_GROUPS, type CardGroup, groupCards } from '../../src/terminal-sim/workload/card-groups.ts';
import { missingCards } from '../../src/terminal-sim/workload/missing-cards.ts';
import { loadWorkload } from '../../src/terminal-sim/workload/workload-file.ts';
import { filesUnder } from '../support/sources.ts';

const ORDERED_AT_MS = Date.UTC(2026, 10, 23);
/** Made by the workload, of ordinary cards. */
const OF_ORDINARY: readonly CardGroup[] = ['ordinary', 'busy', 'lockOut', 'pinChange'];
const BASE = { balanceMinor: MIX_BALANCE_MINOR, profile: 'kronekort', status: 'active' } as const;

function mixed(count: number, mix: CardMix, seed = 'a'): readonly CardEntry[] {
  return issueCards({ ...BASE, count, mix }, '957899', ORDERED_AT_MS, seededBytes(seed));
}

test('the workload sorts each kind of card into the group of its name', () => {
  expect(CARD_KINDS.filter((kind) => !CARD_GROUPS.includes(kind))).toEqual([]);
  expect(CARD_GROUPS.filter((group) => !CARD_KINDS.some((kind) => kind === group))).toEqual(['lockOut', 'pinChange']);
  const cards = mixed(1_000, { ...USUAL_CARD_MIX, busy: 0.001 });
  const groups = groupCards(cards, ORDERED_AT_MS);
  const counts = mixCounts({ ...USUAL_CARD_MIX, busy: 0.001 }, 1_000);
  for (const group of CARD_GROUPS.filter((each) => !OF_ORDINARY.includes(each))) {
    expect(groups[group].length).toBe(counts.get(group as (typeof CARD_KINDS)[number]));
    expect(groups[group].length).toBeGreaterThan(0);
  }
  expect(groups.busy.map(({ card }) => card.balanceMinor)).toEqual([2 * MIX_BALANCE_MINOR]);
});

test('every workload that is shipped finds its cards in 100 of the usual mix', () => {
  const cards = mixed(100, USUAL_CARD_MIX);
  const files = filesUnder('examples/workloads', '.yaml');
  expect(files.length).toBeGreaterThan(3);
  for (const workload of [undefined, ...files]) {
    expect(missingCards(cards, loadWorkload(workload).mix, 1, ORDERED_AT_MS)).toEqual({ groups: [], flows: [] });
  }
});

test('a card file takes every card, expired ones too', () => {
  const cards = mixed(100, USUAL_CARD_MIX);
  expect(cards.map((card) => readCardEntry(card))).toEqual(cards.map((card) => ({ card })));
  expect(cards.filter(({ expiry }) => expiry === '2511')).toHaveLength(1);
  expect(new Set(cards.map(({ pan }) => pan)).size).toBe(100);
});

test('the same seed gives the same cards in the same order, another seed another order of kinds', () => {
  const kinds = (cards: readonly CardEntry[]): readonly string[] => cards.map(({ status }) => status);
  expect(mixed(500, USUAL_CARD_MIX)).toEqual(mixed(500, USUAL_CARD_MIX));
  expect(kinds(mixed(500, USUAL_CARD_MIX))).not.toEqual(kinds(mixed(500, USUAL_CARD_MIX, 'b')));
  expect(kinds(mixed(500, USUAL_CARD_MIX)).slice(0, 450)).not.toEqual(Array.from({ length: 450 }, () => 'active'));
});

test('an order without a mix is as it was, card for card', () => {
  const order = { ...BASE, count: 2 };
  expect(issueCards(order, '957899', ORDERED_AT_MS, seededBytes('a'))).toEqual(mixed(2, {}));
});

test('the profiles of an order are those of its cards', () => {
  expect([...profilesOf({ ...BASE, count: 100, mix: USUAL_CARD_MIX })].toSorted()).toEqual(['kronekort', 'nested']);
  expect([...profilesOf({ ...BASE, count: 10, mix: {} })]).toEqual(['kronekort']);
});
