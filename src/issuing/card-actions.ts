/**
 * Named card changes: POST /v1/cards/TOKEN/NAME over HTTP, `aksept cards NAME` on the command line.
 */
import type { CardChange } from '../limits/state/card.ts';

export interface CardAction {
  readonly name: string;
  readonly change: CardChange;
  readonly about: string;
}

export const CARD_ACTIONS: readonly CardAction[] = [
  { name: 'activate', change: { status: 'active' }, about: 'activate a new card' },
  { name: 'block', change: { status: 'blocked' }, about: 'block a card: it is declined restrictedCard' },
  { name: 'unblock', change: { status: 'active' }, about: 'make a blocked card active again' },
  { name: 'lost', change: { status: 'lost' }, about: 'report a card lost: it is declined lostCard' },
  { name: 'stolen', change: { status: 'stolen' }, about: 'report a card stolen: it is declined stolenCard' },
  { name: 'close', change: { status: 'closed' }, about: 'close the account permanently: it is declined accountClosed' },
  { name: 'unblock-pin', change: { unblockPin: true }, about: 'reset the PIN tries of a card' },
];
