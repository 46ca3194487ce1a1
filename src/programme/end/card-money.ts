/** What is on cards now: their ledger, what holds keep, and when the first of these ends. */
import type { CardService } from '../../issuing/card-service.ts';

export interface CardMoney {
  readonly ledgerMinor: number;
  /** Until the store ends the holds: on a quiet card it can be later than their time. */
  readonly heldMinor: number;
  /** What can be taken off. */
  readonly availableMinor: number;
  /** Undefined: no hold is live. */
  readonly firstHoldEndsAtMs: number | undefined;
  /** What the office put there, less what it took off. */
  readonly fundedMinor: number;
  /** When something last happened to the card. */
  readonly changedAtMs: number;
}

type Cards = Pick<CardService, 'query' | 'holds'>;

/** In the order of the tokens; undefined for cards that are not on file. */
export async function cardMoney(cards: Cards, tokens: readonly string[]): Promise<readonly (CardMoney | undefined)[]> {
  const shown = await cards.query(tokens, false);
  const found: (CardMoney | undefined)[] = [];
  for (const card of shown) {
    if (card === undefined) {
      found.push(undefined);
      continue;
    }
    const { ledgerMinor, holdsMinor: heldMinor, fundedMinor, clockMs } = card;
    const [first] = heldMinor === 0 ? [] : ((await cards.holds(card.token)) ?? []);
    found.push({
      ledgerMinor,
      heldMinor,
      availableMinor: ledgerMinor - heldMinor,
      firstHoldEndsAtMs: first?.expiresAtMs,
      fundedMinor,
      changedAtMs: clockMs,
    });
  }
  return found;
}
