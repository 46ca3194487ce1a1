/** Prints cards and their limits. */
import type { ShownCard, ShownFunding } from '../../issuing/card-api.ts';
import type { LimitHeadroom } from '../../protocol/explanation.ts';
import { note, print, printJson, table } from '../output.ts';
import { nokOfMinor } from './money.ts';

const CARD_HEADINGS = ['card', 'token', 'expiry', 'status', 'profile', 'balance NOK', 'available NOK', 'PIN tries'];
const CARD_NUMBERS = [5, 6, 7];
const HEADROOM_HEADINGS = ['limit', 'of NOK', 'used NOK', 'left NOK', 'uses'];
const HEADROOM_NUMBERS = [1, 2, 3, 4];

function cardRow(card: ShownCard): readonly string[] {
  const available = nokOfMinor(card.ledgerMinor - card.holdsMinor);
  const { maskedPan, token, expiry, status, profile, pinTriesUsed } = card;
  return [maskedPan, token, expiry, status, profile, nokOfMinor(card.ledgerMinor), available, String(pinTriesUsed)];
}

export function printCards(cards: readonly ShownCard[], asJson: boolean): void {
  if (asJson) printJson({ cards });
  else print(table(CARD_HEADINGS, cards.map(cardRow), CARD_NUMBERS));
}

export function printCard(card: ShownCard, asJson: boolean): void {
  if (asJson) printJson(card);
  else printCards([card], false);
}

/** A repeat of a key is said, and that nothing was added this time. */
export function printFunding(funded: ShownFunding, asJson: boolean): void {
  const { amountMinor, fundedAtMs, repeated } = funded.funding;
  printCard(funded, asJson);
  if (!repeated) return;
  note(`The key was used before: ${nokOfMinor(amountMinor)} NOK at ${new Date(fundedAtMs).toISOString()}. Nothing was added now.`);
}

export function printHeadroom(headroom: readonly LimitHeadroom[], asJson: boolean): void {
  if (asJson) {
    printJson({ headroom });
    return;
  }
  const rows = headroom.map((limit) => [
    limit.name,
    nokOfMinor(limit.amountMinor),
    nokOfMinor(limit.usedMinor),
    nokOfMinor(limit.leftMinor),
    limit.countMax === 0 ? String(limit.countUsed) : `${limit.countUsed} of ${limit.countMax}`,
  ]);
  print(table(HEADROOM_HEADINGS, rows, HEADROOM_NUMBERS));
}
