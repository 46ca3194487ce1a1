import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CARD_ENTRY, isWholeEntry } from '../../src/cards/card-entry.ts';
import { luhnCheckDigit } from '../../src/cards/pan.ts';
import { BALANCE_MINOR_MAX, CARD_STATUSES } from '../../src/cards/status.ts';
import { PROPERTY_SETTINGS } from '../support/property-settings.ts';

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^\\d{${min},${max}}$`));
const wrong = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, -1, 0.5, '', '2813', 2 ** 53, [], {}));
const or = (right: fc.Arbitrary<unknown>) => fc.oneof({ arbitrary: right, weight: 12 }, { arbitrary: wrong, weight: 1 });

const ENTRY = fc.record({
  pan: or(digits(11, 18).map((payload) => payload + luhnCheckDigit(payload))),
  expiry: or(fc.constantFrom('2811', '0001', '9912')),
  pin: or(digits(3, 13)),
  balanceMinor: or(fc.constantFrom(0, 1, BALANCE_MINOR_MAX, BALANCE_MINOR_MAX + 1)),
  status: or(fc.constantFrom(...CARD_STATUSES)),
  profile: or(fc.string({ minLength: 1, maxLength: 41 })),
});
const EXTRA = fc.oneof({ arbitrary: fc.constant({}), weight: 8 }, { arbitrary: fc.constantFrom({ cvv: '1' }, { pan2: 1 }), weight: 1 });

test('the quick check of an entry takes exactly the whole entries that CARD_ENTRY takes', () => {
  fc.assert(
    fc.property(ENTRY, EXTRA, fc.subarray(['pan', 'status', 'profile'] as const, { maxLength: 1 }), (entry, extra, leftOut) => {
      const whole: Record<string, unknown> = { ...entry, ...extra };
      fc.pre(whole['status'] !== undefined && whole['profile'] !== undefined);
      expect(isWholeEntry(whole)).toBe(CARD_ENTRY.safeParse(whole).success);
      for (const name of leftOut) delete whole[name];
      if (leftOut.length > 0) expect(isWholeEntry(whole)).toBe(false);
    }),
    PROPERTY_SETTINGS,
  );
});
