/** The message that each action of a scenario sends. */
import type { Purpose, TransactionClass, TransactionType } from '../protocol/message.ts';
import type { CardActionKey } from './actions.ts';

export interface MessageRow {
  readonly class: TransactionClass;
  readonly purpose: Purpose | '';
  /** Empty: the type of the message that it follows. */
  readonly type: TransactionType | '';
  /** Whether the cardholder types the PIN, unless the step says otherwise. */
  readonly pin: boolean;
}

export const MESSAGES: Readonly<Record<Exclude<CardActionKey, 'office' | 'repeat of'>, MessageRow>> = {
  purchase: { class: 'financial', purpose: '', type: 'purchase', pin: true },
  cash: { class: 'financial', purpose: '', type: 'cash', pin: true },
  hold: { class: 'authorization', purpose: '', type: 'purchase', pin: true },
  increment: { class: 'authorization', purpose: 'increment', type: 'purchase', pin: false },
  completion: { class: 'advice', purpose: 'completion', type: 'purchase', pin: false },
  'partial dispense': { class: 'advice', purpose: 'partialDispense', type: '', pin: false },
  refund: { class: 'financial', purpose: '', type: 'refund', pin: false },
  'offline approval': { class: 'advice', purpose: 'offlineApproval', type: 'purchase', pin: false },
  'offline refund': { class: 'advice', purpose: 'offlineApproval', type: 'refund', pin: false },
  inquiry: { class: 'financial', purpose: '', type: 'balanceInquiry', pin: true },
  'pin change': { class: 'financial', purpose: '', type: 'pinChange', pin: true },
  'reversal of': { class: 'reversal', purpose: '', type: '', pin: false },
};
