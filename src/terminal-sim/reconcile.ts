/** Holds what the terminals believe against the host's books, card by card. */
import { maskPan } from '../protocol/mask.ts';
import type { HeldCard } from './held-card.ts';

/** What the host has booked on a card in all its time, minor units. */
export interface Books {
  readonly postedMinor: number;
  readonly givenBackMinor: number;
  /** False when the identity funded − posted + given back = ledger does not hold. */
  readonly balanced: boolean;
}

export interface CardDifference {
  readonly maskedPan: string;
  /** Entry in the card file, from 1. */
  readonly entry: number;
  readonly terminalsMinor: number;
  readonly hostMinor: number;
}

export type Reconciliation =
  | { readonly kind: 'not reconciled'; readonly reason: string }
  | {
      readonly kind: 'equal' | 'unequal';
      readonly cards: number;
      /** Net approved by the terminals' belief and by the host, all cards. */
      readonly terminalsMinor: number;
      readonly hostMinor: number;
      /** Cards with a transaction whose fate no terminal learnt; they may differ by as much as is open. */
      readonly inDoubt: number;
      readonly differing: number;
      readonly first: CardDifference | undefined;
      /** Cards whose ledger is not funded − posted + given back. */
      readonly unbalanced: number;
    };

/**
 * `before` and `after` are in the order of `held`; undefined: the host has no such card. The run's net is the
 * difference of the two, so that cards may have a past.
 */
export function reconcile(
  held: readonly HeldCard[],
  before: readonly (Books | undefined)[],
  after: readonly (Books | undefined)[],
): Reconciliation {
  let terminalsMinor = 0;
  let hostMinor = 0;
  let inDoubt = 0;
  let differing = 0;
  let unbalanced = 0;
  let first: CardDifference | undefined;
  for (const [index, card] of held.entries()) {
    const cardHostMinor = netMinor(after[index]) - netMinor(before[index]);
    terminalsMinor += card.netMinor;
    hostMinor += cardHostMinor;
    if (card.open > 0) inDoubt += 1;
    if (after[index]?.balanced === false) unbalanced += 1;
    if (Math.abs(cardHostMinor - card.netMinor) <= card.openMinor) continue;
    differing += 1;
    first ??= { maskedPan: maskPan(card.card.pan), entry: index + 1, terminalsMinor: card.netMinor, hostMinor: cardHostMinor };
  }
  const kind = differing === 0 && unbalanced === 0 ? 'equal' : 'unequal';
  return { kind, cards: held.length, terminalsMinor, hostMinor, inDoubt, differing, first, unbalanced };
}

function netMinor(books: Books | undefined): number {
  return books === undefined ? 0 : books.postedMinor - books.givenBackMinor;
}
