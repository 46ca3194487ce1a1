/** Compares what the terminals expect of each card's account with the host's books. */
import { maskPan } from '../../../protocol/mask.ts';

/** What the host has booked on a card since it was issued, in minor units. */
export interface CardBooks {
  readonly postedMinor: number;
  readonly givenBackMinor: number;
  /** The sum of the live holds. */
  readonly heldMinor: number;
  /** False when the identity funded − posted + given back = ledger does not hold. */
  readonly balanced: boolean;
}

/**
 * What the terminals expect of a card's account after the run. A `Cardholder` is one. Minor units.
 */
export interface ExpectedTotals {
  readonly card: { readonly pan: string };
  readonly netMinor: number;
  readonly heldMinor: number;
  /** Messages whose outcome no terminal knows, and the amounts that they may have moved. */
  readonly open: number;
  readonly openMinor: number;
  readonly openHeldMinor: number;
}

const SUM_NAMES = ['terminalsMinor', 'hostMinor', 'terminalsHeldMinor', 'hostHeldMinor'] as const;
/** Posted minus given back, and held: as the terminals expect it and as the host has it. */
type Counted = Readonly<Record<(typeof SUM_NAMES)[number], number>>;

export interface CardDifference extends Counted {
  readonly maskedPan: string;
  /** The position in the card file, from 1. */
  readonly entry: number;
}

export type Reconciliation =
  /** `failed`: the books were asked for, and could not be read after the run. */
  | { readonly kind: 'not reconciled'; readonly reason: string; readonly failed?: true }
  | (Counted & {
      readonly kind: 'equal' | 'unequal';
      readonly cards: number;
      /**
       * Cards with a transaction whose outcome no terminal knows. They may differ by the open
       * amounts.
       */
      readonly inDoubt: number;
      readonly differing: number;
      readonly first: CardDifference | undefined;
      /** Cards for which funded − posted + given back = ledger does not hold. */
      readonly unbalanced: number;
    });

/**
 * `before` and `after` are in the order of `held`; undefined: the host has no such card. The net of
 * the run is the difference of the two, so cards may have been used before.
 */
export function reconcile(
  held: readonly ExpectedTotals[],
  before: readonly (CardBooks | undefined)[],
  after: readonly (CardBooks | undefined)[],
): Reconciliation {
  const sums = { terminalsMinor: 0, hostMinor: 0, terminalsHeldMinor: 0, hostHeldMinor: 0 };
  let inDoubt = 0;
  let differing = 0;
  let unbalanced = 0;
  let first: CardDifference | undefined;
  for (const [index, card] of held.entries()) {
    const pastHeldMinor = before[index]?.heldMinor ?? 0;
    const counted = {
      terminalsMinor: card.netMinor,
      hostMinor: netMinor(after[index]) - netMinor(before[index]),
      terminalsHeldMinor: card.heldMinor,
      hostHeldMinor: (after[index]?.heldMinor ?? 0) - pastHeldMinor,
    };
    for (const key of SUM_NAMES) sums[key] += counted[key];
    if (card.open > 0) inDoubt += 1;
    if (after[index]?.balanced === false) unbalanced += 1;
    if (agrees(card, counted, pastHeldMinor)) continue;
    differing += 1;
    first ??= { maskedPan: maskPan(card.card.pan), entry: index + 1, ...counted };
  }
  const kind = differing === 0 && unbalanced === 0 ? 'equal' : 'unequal';
  return { kind, cards: held.length, ...sums, inDoubt, differing, first, unbalanced };
}

/**
 * Compares to the øre, except for amounts in doubt and for holds of an earlier run, which may have
 * expired during this one.
 */
function agrees(card: ExpectedTotals, counted: Counted, pastHeldMinor: number): boolean {
  if (Math.abs(counted.hostMinor - card.netMinor) > card.openMinor) return false;
  const aboveMinor = counted.hostHeldMinor - card.heldMinor;
  return aboveMinor <= card.openHeldMinor && aboveMinor >= -card.openHeldMinor - pastHeldMinor;
}

function netMinor(books: CardBooks | undefined): number {
  return books === undefined ? 0 : books.postedMinor - books.givenBackMinor;
}
