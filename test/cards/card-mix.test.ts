import { describe, expect, test } from 'vitest';
import {
  CARD_KIND_ROWS,
  CARD_KINDS,
  type CardMix,
  kindsLeftOut,
  mixCounts,
  mixProblem,
  SPECIAL_KINDS,
  USUAL_CARD_MIX,
  USUAL_MIX_CARDS_MIN,
} from '../../src/cards/card-mix.ts';
import { read } from '../support/sources.ts';

const countsOf = (mix: CardMix, count: number): Readonly<Record<string, number>> =>
  Object.fromEntries([...mixCounts(mix, count)].filter(([, cards]) => cards > 0));

describe('the counts of a mix', () => {
  test.each<[string, CardMix, number, Readonly<Record<string, number>>]>([
    ['no shares', {}, 7, { ordinary: 7 }],
    [
      'the usual ones',
      USUAL_CARD_MIX,
      100,
      { ordinary: 90, lowBalance: 2, countLimited: 2, lost: 1, stolen: 1, blocked: 1, inactive: 1, closed: 1, expired: 1 },
    ],
    ['the largest remainder gets the card', { lost: 0.26, stolen: 0.15 }, 10, { ordinary: 6, lost: 3, stolen: 1 }],
    ['of equal remainders the earlier kind', { lost: 0.05, stolen: 0.05 }, 10, { ordinary: 9, lost: 1 }],
    ['a share that is no sum of powers of two', { lost: 0.29 }, 100, { ordinary: 71, lost: 29 }],
    ['thirds', { lost: 1 / 3, stolen: 1 / 3, closed: 1 / 3 }, 99_999, { lost: 33_333, stolen: 33_333, closed: 33_333 }],
    ['a million', { lost: 0.0000019996, stolen: 0.29 }, 1_000_000, { ordinary: 709_998, lost: 2, stolen: 290_000 }],
    ['one kind only', { expired: 1 }, 3, { expired: 3 }],
  ])('%s', (_name, mix, count, counts) => {
    expect(countsOf(mix, count)).toEqual(counts);
  });

  test('add up to the order, and none is off by a whole card', () => {
    const shares: CardMix = { busy: 0.001, lowBalance: 0.0237, countLimited: 0.3, lost: 0.011, expired: 0.1999 };
    for (let count = 1; count <= 2_000; count += 1) {
      const counts = mixCounts(shares, count);
      expect([...counts.values()].reduce((sum, cards) => sum + cards, 0)).toBe(count);
      for (const kind of SPECIAL_KINDS) expect(Math.abs((counts.get(kind) ?? 0) - (shares[kind] ?? 0) * count)).toBeLessThan(1);
    }
  });

  test('shares above the whole are a problem', () => {
    expect(mixProblem({ lost: 0.6, stolen: 0.5 })).toContain('at most 1');
    expect(mixProblem({ lost: 0.7, stolen: 0.2, closed: 0.1 })).toBe('');
  });
});

describe('the usual mix', () => {
  test('the shares of the table are a whole', () => {
    expect(CARD_KIND_ROWS.reduce((sum, { usualShare }) => sum + usualShare, 0)).toBeCloseTo(1, 9);
    expect(CARD_KINDS).toHaveLength(new Set(CARD_KINDS).size);
  });

  test('has all of its kinds from so many cards on, and from none fewer', () => {
    expect(kindsLeftOut(USUAL_CARD_MIX, USUAL_MIX_CARDS_MIN)).toEqual([]);
    expect(kindsLeftOut(USUAL_CARD_MIX, 40)).toEqual(expect.arrayContaining(['expired']));
  });
});

test('docs/load.md has the kinds and their usual shares', () => {
  const rows = [...read('docs/load.md').matchAll(/^\| `(\w+)` \| (\d+) % \|/gm)].map(([, name, percent]) => [name, Number(percent)]);
  expect(rows).toEqual(CARD_KIND_ROWS.map(({ name, usualShare }) => [name, Math.round(usualShare * 100)]));
});
