/** THE mapping from message class, purpose and type to what happens at the store. */

import type { Purpose, TransactionClass, TransactionRequest, TransactionType } from '../../protocol/message.ts';

export type Event = RequestEvent | FollowUpEvent;

interface EventRow {
  readonly class: TransactionClass;
  readonly purposes: readonly (Purpose | '')[];
  readonly types: readonly TransactionType[];
  readonly event: Event;
}

const SPENDING = ['purchase', 'cash', 'purchaseWithCashback'] as const;
const ALL = [...SPENDING, 'refund', 'balanceInquiry', 'pinChange'] as const;

/** What stands not here is declined invalidTransaction. docs/wire.md has the same table. */
export const EVENT_ROWS: readonly EventRow[] = [
  { class: 'financial', purposes: [''], types: SPENDING, event: 'spend' },
  { class: 'financial', purposes: [''], types: ['refund'], event: 'refund' },
  { class: 'financial', purposes: [''], types: ['balanceInquiry'], event: 'inquiry' },
  { class: 'financial', purposes: [''], types: ['pinChange'], event: 'pinChange' },
  { class: 'authorization', purposes: [''], types: SPENDING, event: 'hold' },
  { class: 'authorization', purposes: ['increment'], types: SPENDING, event: 'increment' },
  { class: 'authorization', purposes: [''], types: ['balanceInquiry'], event: 'inquiry' },
  { class: 'authorization', purposes: [''], types: ['pinChange'], event: 'pinChange' },
  { class: 'advice', purposes: ['completion'], types: SPENDING, event: 'completion' },
  { class: 'advice', purposes: ['', 'offlineApproval'], types: [...SPENDING, 'refund'], event: 'advice' },
  { class: 'advice', purposes: ['partialDispense'], types: SPENDING, event: 'dispense' },
  { class: 'reversal', purposes: [''], types: ALL, event: 'reversal' },
];

type Traits = {
  /** 'zero': the amount must be; 'whole': 0 is an amount too; 'ignored': not looked at. */
  readonly amount: 'positive' | 'whole' | 'zero' | 'ignored';
  /** Whether it must name an earlier message. */
  readonly original: 'required' | 'optional' | 'none';
  /** An approval changes the card, so that one whose answer was 91 is taken back. A follow-up is not: it is sent until it is answered. */
  readonly takenBack: boolean;
};

export const EVENT_TRAITS: Readonly<Record<Event, Traits>> = {
  spend: { amount: 'positive', original: 'none', takenBack: true },
  hold: { amount: 'positive', original: 'none', takenBack: true },
  increment: { amount: 'positive', original: 'required', takenBack: true },
  inquiry: { amount: 'zero', original: 'none', takenBack: false },
  pinChange: { amount: 'zero', original: 'none', takenBack: true },
  refund: { amount: 'positive', original: 'none', takenBack: true },
  reversal: { amount: 'ignored', original: 'required', takenBack: false },
  dispense: { amount: 'whole', original: 'required', takenBack: false },
  completion: { amount: 'whole', original: 'optional', takenBack: false },
  advice: { amount: 'positive', original: 'none', takenBack: false },
};

/** Class and purpose → type → event: looked up per message, without making a key of three strings. */
const EVENTS = new Map<string, Map<string, Event>>();
for (const { class: messageClass, purposes, types, event } of EVENT_ROWS) {
  for (const purpose of purposes) {
    const name = messageClass + purpose;
    const byType = EVENTS.get(name) ?? new Map<string, Event>();
    for (const type of types) byType.set(type, event);
    EVENTS.set(name, byType);
  }
}

/** Undefined when class, purpose and type together are not supported. */
export function eventOf(request: TransactionRequest): Event | undefined {
  const name = request.purpose === '' ? request.class : request.class + request.purpose;
  return EVENTS.get(name)?.get(request.type);
}

/** As what a refused message is kept whose class, purpose and type are not supported. */
export const REFUSED_AS: Readonly<Record<TransactionClass, Event>> = {
  authorization: 'inquiry',
  financial: 'inquiry',
  advice: 'advice',
  reversal: 'reversal',
};

/** True when it follows something that has happened; then it is posted, not decided. */
export function isFollowUp(event: Event): event is FollowUpEvent {
  return event === 'reversal' || event === 'dispense' || event === 'completion' || event === 'advice';
}

/** Requests, which are checked and may be declined. What each is held to is REQUEST_RULES in decide.ts. */
export const REQUEST_EVENTS = ['spend', 'hold', 'increment', 'inquiry', 'pinChange', 'refund'] as const;

export type RequestEvent = (typeof REQUEST_EVENTS)[number];

/** What follows something that has happened: never declined for money, status or limits. */
export const FOLLOW_UP_EVENTS = ['reversal', 'dispense', 'completion', 'advice'] as const;

export type FollowUpEvent = (typeof FOLLOW_UP_EVENTS)[number];
