/**
 * Makes test cards for a trace: synthetic cards with the opening balances, in the order of the
 * trace.
 */

import type { CardStatus } from '../../cards/status.ts';
import { pluralize } from '../../protocol/plural.ts';
import type { Trace } from '../format/lines.ts';
import { syntheticPan } from './synthetic-pan.ts';

export interface TestCard {
  readonly pan: string;
  /** YYMM. */
  readonly expiry: string;
  readonly pin: string;
  readonly balanceMinor: number;
  readonly status: CardStatus;
  readonly profile: string;
}

export interface TestCards {
  readonly cards: readonly TestCard[];
  /** What the cards cannot reproduce, one sentence each. */
  readonly notes: readonly string[];
}

const PINS = 10_000;
/** A step between PINs, so that cards next to each other get different PINs. */
const PIN_STEP = 7_919;

/** Makes a card for each card on file; other cards stay unknown to the target. */
export function testCardsOf(trace: Trace): TestCards {
  const prefix = trace.header.rules.panPrefixes[0] ?? '';
  const onFile = [...trace.cards.values()].filter((card) => card.onFile);
  const cards = onFile.map((card, index) => ({
    pan: syntheticPan(prefix, index + 1),
    expiry: card.expiry,
    pin: String((index * PIN_STEP) % PINS).padStart(4, '0'),
    balanceMinor: Math.max(0, card.ledgerMinor),
    status: card.status,
    profile: card.profile === '' ? 'kronekort' : card.profile,
  }));
  const used = onFile.filter(({ spends, pinTriesUsed }) => spends.length > 0 || pinTriesUsed > 0).length;
  const below = onFile.filter(({ ledgerMinor }) => ledgerMinor < 0).length;
  return {
    cards,
    notes: [
      ...(used === 0
        ? []
        : [`${pluralize(used, 'card')} had been used before the recording; new cards lack these uses, so their headroom differs.`]),
      ...(below === 0 ? [] : [`${pluralize(below, 'card')} ${below === 1 ? 'was' : 'were'} below zero; new cards begin at zero.`]),
    ],
  };
}
