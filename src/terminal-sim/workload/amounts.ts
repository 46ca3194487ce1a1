/** Distributions of the amounts that people spend, in øre. */
import type { Random } from '../random.ts';

export type Amounts =
  /** Log-normal: half of all amounts are above the median; `spread` is sigma. */
  | { readonly kind: 'around'; readonly medianMinor: number; readonly spread: number; readonly minMinor: number; readonly maxMinor: number }
  /** Any amount of the range is as likely as any other. */
  | { readonly kind: 'between'; readonly minMinor: number; readonly maxMinor: number }
  /** One of the list. An amount that is listed twice is drawn twice as often. */
  | { readonly kind: 'oneOf'; readonly amountsMinor: readonly number[] };

export const BASKET_SPREAD = 0.6;
export const BASKET_MINOR_MIN = 100;
export const BASKET_MINOR_MAX = 500_000;

/** The usual distribution in a shop with this median purchase. */
export function basket(medianMinor: number): Amounts {
  return { kind: 'around', medianMinor, spread: BASKET_SPREAD, minMinor: BASKET_MINOR_MIN, maxMinor: BASKET_MINOR_MAX };
}

/** Withdrawals at cash machines, in notes of 100 and 200 kroner. */
export const WITHDRAWALS: Amounts = {
  kind: 'oneOf',
  amountsMinor: [10_000, 20_000, 20_000, 30_000, 40_000, 50_000, 50_000, 100_000],
};

/** A whole number of øre, 1 or more. */
export function drawAmountMinor(amounts: Amounts, random: Random, scale = 1): number {
  switch (amounts.kind) {
    case 'around': {
      const minor = Math.round(amounts.medianMinor * scale * Math.exp(amounts.spread * random.normal()));
      return Math.min(amounts.maxMinor, Math.max(amounts.minMinor, minor));
    }
    case 'between':
      return Math.max(1, Math.round((amounts.minMinor + (amounts.maxMinor - amounts.minMinor) * random.next()) * scale));
    case 'oneOf':
      return Math.max(1, Math.round(random.pick(amounts.amountsMinor) * scale));
  }
}
