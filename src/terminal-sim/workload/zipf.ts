import type { Random } from '../random.ts';

/**
 * Draws ranks from 0 to count − 1. The chance of rank k is proportional to 1 / (k + 1)^exponent: a
 * few cards are used often, most of them seldom. Exponent 0: all alike.
 */
export class Zipf {
  readonly #cumulative: Float64Array;

  constructor(count: number, exponent: number) {
    if (!Number.isInteger(count) || count < 1) throw new RangeError('A Zipf distribution needs at least one rank.');
    if (!(exponent >= 0)) throw new RangeError('The exponent of a Zipf distribution is 0 or more.');
    this.#cumulative = new Float64Array(count);
    let sum = 0;
    for (let rank = 0; rank < count; rank += 1) {
      sum += (rank + 1) ** -exponent;
      this.#cumulative[rank] = sum;
    }
    for (let rank = 0; rank < count; rank += 1) this.#cumulative[rank] = (this.#cumulative[rank] ?? 0) / sum;
  }

  /** The first rank whose cumulative share is above a uniform number. */
  draw(random: Random): number {
    const uniform = random.next();
    let low = 0;
    let high = this.#cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#cumulative[middle] ?? 1) > uniform) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The chance of a rank. */
  share(rank: number): number {
    return (this.#cumulative[rank] ?? 0) - (rank === 0 ? 0 : (this.#cumulative[rank - 1] ?? 0));
  }
}
