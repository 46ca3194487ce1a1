/**
 * The one table of events: which messages are one, what they are checked for, and what an approval
 * of them does to the card. Everything that depends on the event reads its row; docs/wire.md shows
 * the messages and docs/lifecycle.md the effects. The Redis scripts get the row as arguments.
 */
import type { Purpose, TransactionClass, TransactionRequest, TransactionType } from '../../protocol/message.ts';

/** What an approval does to the card. */
export type EventEffect =
  | 'none'
  /** Debits the amount and enters it into the windows; a refund is credited instead. */
  | 'post'
  /** Holds the amount under a hold of its own. */
  | 'hold'
  /** Adds the amount to the hold of an earlier pre-authorization. */
  | 'growHold'
  /** Adds the amount to the ledger; the windows stay as they are. */
  | 'credit'
  /** Adds the amount to the ledger and to what was funded; below 0, takes it off both. */
  | 'load'
  | 'changePin'
  /** Lowers what stands of the original to the replacement amount. */
  | 'lower'
  /** Ends the hold and posts the final amount in its place. */
  | 'settle';

interface EventRow {
  /**
   * A request may be declined; a follow-up of something that has happened is posted. `control`: the
   * issuer does it, and no message is this event.
   */
  readonly kind: 'request' | 'followUp' | 'control';
  /** Class, purposes and types of the messages that are this event. */
  readonly messages: readonly EventMessage[];
  /** `zero`: the amount must be 0; `whole`: may be 0; `signed`: not 0; `ignored`: not looked at. */
  readonly amount: 'positive' | 'whole' | 'zero' | 'signed' | 'ignored';
  /** Whether it must name an earlier message. */
  readonly original: 'required' | 'optional' | 'none';
  /** `optional`: checked when there is one. */
  readonly pin: 'required' | 'optional' | 'none';
  /** Status, expiry and country are checked; otherwise only that the account is not closed. */
  readonly usable: boolean;
  /** Limits and coverage are checked. */
  readonly takes: boolean;
  readonly effect: EventEffect;
  /**
   * An approval that was answered 91 is taken back. Follow-ups are not: terminals send them until
   * they are answered.
   */
  readonly takenBack: boolean;
}

interface EventMessage {
  readonly class: TransactionClass;
  readonly purposes: readonly (Purpose | '')[];
  readonly types: readonly TransactionType[];
}

const SPENDING = ['purchase', 'cash', 'purchaseWithCashback'] as const;
const ALL = [...SPENDING, 'refund', 'balanceInquiry', 'pinChange'] as const;

function messages(messageClass: TransactionClass, purposes: EventMessage['purposes'], types: EventMessage['types']): EventMessage {
  return { class: messageClass, purposes, types };
}

// biome-ignore format: a table, one event a block
export const EVENTS = {
  spend: {
    kind: 'request', messages: [messages('financial', [''], SPENDING)],
    amount: 'positive', original: 'none', pin: 'required', usable: true, takes: true, effect: 'post', takenBack: true,
  },
  refund: {
    kind: 'request', messages: [messages('financial', [''], ['refund'])],
    amount: 'positive', original: 'none', pin: 'optional', usable: false, takes: false, effect: 'credit', takenBack: true,
  },
  inquiry: {
    kind: 'request', messages: [messages('financial', [''], ['balanceInquiry']), messages('authorization', [''], ['balanceInquiry'])],
    amount: 'zero', original: 'none', pin: 'required', usable: true, takes: false, effect: 'none', takenBack: false,
  },
  pinChange: {
    kind: 'request', messages: [messages('financial', [''], ['pinChange']), messages('authorization', [''], ['pinChange'])],
    amount: 'zero', original: 'none', pin: 'required', usable: true, takes: false, effect: 'changePin', takenBack: true,
  },
  hold: {
    kind: 'request', messages: [messages('authorization', [''], SPENDING)],
    amount: 'positive', original: 'none', pin: 'required', usable: true, takes: true, effect: 'hold', takenBack: true,
  },
  increment: {
    kind: 'request', messages: [messages('authorization', ['increment'], SPENDING)],
    amount: 'positive', original: 'required', pin: 'optional', usable: true, takes: true, effect: 'growHold', takenBack: true,
  },
  completion: {
    kind: 'followUp', messages: [messages('advice', ['completion'], SPENDING)],
    amount: 'whole', original: 'optional', pin: 'none', usable: false, takes: false, effect: 'settle', takenBack: false,
  },
  advice: {
    kind: 'followUp', messages: [messages('advice', ['', 'offlineApproval'], [...SPENDING, 'refund'])],
    amount: 'positive', original: 'none', pin: 'none', usable: false, takes: false, effect: 'post', takenBack: false,
  },
  dispense: {
    kind: 'followUp', messages: [messages('advice', ['partialDispense'], SPENDING)],
    amount: 'whole', original: 'required', pin: 'none', usable: false, takes: false, effect: 'lower', takenBack: false,
  },
  reversal: {
    kind: 'followUp', messages: [messages('reversal', [''], ALL)],
    amount: 'ignored', original: 'required', pin: 'none', usable: false, takes: false, effect: 'lower', takenBack: false,
  },
  fund: {
    kind: 'control', messages: [],
    amount: 'signed', original: 'none', pin: 'none', usable: false, takes: false, effect: 'load', takenBack: false,
  },
} as const satisfies Readonly<Record<string, EventRow>>;

export type Event = keyof typeof EVENTS;
type EventOfKind<K extends EventRow['kind']> = { [E in Event]: (typeof EVENTS)[E]['kind'] extends K ? E : never }[Event];
export type RequestEvent = EventOfKind<'request'>;
export type FollowUpEvent = EventOfKind<'followUp'>;

/** Those that a message is. */
export type MessageEvent = RequestEvent | FollowUpEvent;

const EVENT_NAMES = Object.keys(EVENTS) as Event[];
export const REQUEST_EVENTS: readonly RequestEvent[] = EVENT_NAMES.filter(
  (event): event is RequestEvent => EVENTS[event].kind === 'request',
);
export const FOLLOW_UP_EVENTS: readonly FollowUpEvent[] = EVENT_NAMES.filter(isFollowUp);

/** The row of an event, as wide as the table's columns. */
export function eventRow(event: Event): EventRow {
  return EVENTS[event];
}

/** True when it follows something that has happened; then it is posted, not decided. */
export function isFollowUp(event: Event): event is FollowUpEvent {
  return EVENTS[event].kind === 'followUp';
}

/** Class and purpose → type → event: found per message without joining three strings. */
const EVENTS_BY_MESSAGE = new Map<string, Map<string, MessageEvent>>();
for (const event of [...REQUEST_EVENTS, ...FOLLOW_UP_EVENTS]) {
  for (const { class: messageClass, purposes, types } of eventRow(event).messages) {
    for (const purpose of purposes) {
      const name = messageClass + purpose;
      const byType = EVENTS_BY_MESSAGE.get(name) ?? new Map<string, MessageEvent>();
      for (const type of types) byType.set(type, event);
      EVENTS_BY_MESSAGE.set(name, byType);
    }
  }
}

/**
 * Undefined when class, purpose and type together are not supported: declined invalidTransaction.
 */
export function eventOf(request: TransactionRequest): MessageEvent | undefined {
  const name = request.purpose === '' ? request.class : request.class + request.purpose;
  return EVENTS_BY_MESSAGE.get(name)?.get(request.type);
}

/**
 * The event under which the answer to an unsupported message is kept, so that its repeat gets the
 * same answer.
 */
export const UNSUPPORTED_EVENTS: Readonly<Record<TransactionClass, MessageEvent>> = {
  authorization: 'inquiry',
  financial: 'inquiry',
  advice: 'advice',
  reversal: 'reversal',
};
