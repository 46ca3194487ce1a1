/** What an issuer's office does to a card by a word, over HTTP (POST /v1/cards/TOKEN/WORD) and with aksept cards WORD. */
import type { CardChange } from '../limits/state/card.ts';

export interface CardAction {
  readonly name: string;
  readonly change: CardChange;
  readonly about: string;
}

export const CARD_ACTIONS: readonly CardAction[] = [
  { name: 'activate', change: { status: 'active' }, about: 'put a new card into use' },
  { name: 'block', change: { status: 'blocked' }, about: 'block a card: it is declined restrictedCard' },
  { name: 'unblock', change: { status: 'active' }, about: 'make a card active again' },
  { name: 'lost', change: { status: 'lost' }, about: 'report a card lost: it is declined lostCard' },
  { name: 'stolen', change: { status: 'stolen' }, about: 'report a card stolen: it is declined stolenCard' },
  { name: 'close', change: { status: 'closed' }, about: 'close the account, for good: it is declined accountClosed' },
  { name: 'unblock-pin', change: { unblockPin: true }, about: 'give a card all its PIN tries back' },
];
