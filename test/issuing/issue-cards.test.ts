import { describe, expect, test } from 'vitest';
import { isLuhnValid } from '../../src/cards/pan.ts';
import { expiryOf, issueCards, pansOf } from '../../src/issuing/issue-cards.ts';
import { seededBytes } from '../../src/pin/seeded-bytes.ts';

const ORDER = { count: 5_000, balanceMinor: 100, profile: 'kronekort', status: 'active' } as const;
const ORDERED_AT_MS = Date.UTC(2026, 10, 23);

describe('an order of cards', () => {
  const cards = issueCards(ORDER, '957899', ORDERED_AT_MS, seededBytes('a'));

  test('each PAN once: prefix, 16 digits, right check digit', () => {
    expect(new Set(cards.map((card) => card.pan)).size).toBe(ORDER.count);
    for (const { pan } of cards) expect(/^957899\d{10}$/.test(pan) && isLuhnValid(pan)).toBe(true);
  });

  test('PINs of four digits, every first digit about as often', () => {
    const counts = new Map<string, number>();
    for (const { pin } of cards) {
      expect(pin).toMatch(/^\d{4}$/);
      counts.set(pin.slice(0, 1), (counts.get(pin.slice(0, 1)) ?? 0) + 1);
    }
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(120);
  });

  test('the same seed gives the same cards, another seed others', () => {
    const few = { ...ORDER, count: 3 };
    expect(issueCards(few, '957899', ORDERED_AT_MS, seededBytes('a'))).toEqual(cards.slice(0, 3));
    expect(issueCards(few, '957899', ORDERED_AT_MS, seededBytes('b'))).not.toEqual(cards.slice(0, 3));
  });

  test.each([
    ['957899', 1_000_000_000],
    ['957899123456', 1_000],
    ['957899123456789', 1],
    ['9578991234567890', 1],
  ])('a prefix leaves room for so many PANs: %s', (prefix, count) => expect(pansOf(prefix)).toBe(count));

  test.each([
    ['in the middle of a month', Date.UTC(2026, 10, 23), '2811'],
    ['past midnight in Oslo, before it in UTC', Date.UTC(2026, 11, 31, 23, 30), '2901'],
    ['past midnight in Oslo in summer', Date.UTC(2026, 5, 30, 22, 30), '2807'],
    ['into the next century', Date.UTC(2098, 0, 1), '0001'],
  ])('valid two years from the order date: %s', (_name, atMs, expiry) => {
    expect(expiryOf(atMs)).toBe(expiry);
  });
});
