/** What is on cards now: their ledger, what holds keep, and when the first of these ends. */
import type { ShownCard } from '../../issuing/card-api.ts';
import type { CardService } from '../../issuing/card-service.ts';

export interface CardMoney {
  readonly ledgerMinor: number;
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

type Cards = Pick<CardService, 'query' | 'holds' | 'endHolds' | 'show'>;

/**
 * In the order of the tokens; undefined for cards that are not on file. Ends holds whose time is
 * over: no message may ever come to an expired card.
 */
export async function cardMoney(cards: Cards, tokens: readonly string[]): Promise<readonly (CardMoney | undefined)[]> {
  const found: (CardMoney | undefined)[] = [];
  for (const card of await cards.query(tokens, false)) found.push(card === undefined ? undefined : await moneyOf(cards, card));
  return found;
}

async function moneyOf(cards: Cards, card: ShownCard): Promise<CardMoney | undefined> {
  const { token, ledgerMinor, holdsMinor: heldMinor, fundedMinor, clockMs } = card;
  const live = heldMinor === 0 ? [] : ((await cards.holds(token)) ?? []);
  if (live.reduce((sum, { amountMinor }) => sum + amountMinor, 0) < heldMinor) {
    await cards.endHolds(token);
    const ended = await cards.show(token);
    // Otherwise the profile of the card is missing, or the store cannot write now.
    if (ended === undefined || ended.holdsMinor < heldMinor) return ended && (await moneyOf(cards, ended));
  }
  return {
    ledgerMinor,
    heldMinor,
    availableMinor: ledgerMinor - heldMinor,
    firstHoldEndsAtMs: live[0]?.expiresAtMs,
    fundedMinor,
    changedAtMs: clockMs,
  };
}
