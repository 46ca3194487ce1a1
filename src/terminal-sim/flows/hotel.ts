/**
 * Flows at hotels: a pre-authorization holds the price of a room, and the bill may differ from it.
 */

import type { Conversation } from '../conversation.ts';
import { approvedMinor } from '../movement.ts';
import { asAnswered } from '../original-reference.ts';
import type { Flow, FlowTools } from './flow.ts';
import { type Booking, checkIn, checkOut } from './hold.ts';

const BILL_LEAST_SHARE = 0.4;

function book(tools: FlowTools): Booking {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('hotel');
  const amountMinor = tools.basketMinor(site);
  return { holder, terminal: site.terminal, hold: site.terminal.messages.preauthorization(holder, amountMinor), amountMinor };
}

/** The bill is what was held. The completion is sent twice and must be posted once. */
function* hotelEqual(tools: FlowTools): Conversation {
  const stay = yield* checkIn(book(tools));
  if (stay === undefined) return;
  const [completion, answer] = yield* checkOut(stay, stay.heldMinor);
  if (answer !== undefined) yield* stay.terminal.repeat(stay.holder, completion, answer);
}

/**
 * The bill is less than was held. The completion names the hold by RRN and approval code, as many
 * hosts do.
 */
function* hotelLower(tools: FlowTools): Conversation {
  const booking = book(tools);
  const billMinor = tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay !== undefined) yield* checkOut(stay, billMinor, 'rrn');
}

/** The bill is more than was held, because of the minibar. */
function* hotelHigher(tools: FlowTools): Conversation {
  const booking = book(tools);
  const billMinor = booking.amountMinor + tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay !== undefined) yield* checkOut(stay, billMinor);
}

/** One more night, if the card has the money. */
function* hotelLonger(tools: FlowTools): Conversation {
  const booking = book(tools);
  const { holder, terminal, hold } = booking;
  const increment = terminal.messages.increment(holder, hold, booking.amountMinor);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const more = yield* terminal.transact(holder, terminal.messages.stamp(increment));
  const heldMinor = stay.heldMinor + approvedMinor(increment, more);
  yield* checkOut({ ...stay, heldMinor }, heldMinor);
}

/** The guest cancels: the hold is reversed. */
function* hotelCancelled(tools: FlowTools): Conversation {
  const stay = yield* checkIn(book(tools));
  if (stay !== undefined) yield* stay.terminal.reverse(stay.holder, stay.hold, stay.approval, { reason: 'customerCancellation' });
}

/** A completion with amount 0 releases the hold. */
function* hotelReleased(tools: FlowTools): Conversation {
  const stay = yield* checkIn(book(tools));
  if (stay !== undefined) yield* checkOut(stay, 0);
}

/** Nobody completes the hold: it stays until it expires. */
function* hotelNoShow(tools: FlowTools): Conversation {
  yield* checkIn(book(tools));
}

/** One more night, reversed: the first amount stays held. */
function* hotelNightCancelled(tools: FlowTools): Conversation {
  const booking = book(tools);
  const { holder, terminal, hold } = booking;
  const increment = terminal.messages.increment(holder, hold, booking.amountMinor);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const more = yield* terminal.transact(holder, terminal.messages.stamp(increment));
  if (more?.outcome === 'approved') yield* terminal.reverse(holder, increment, more, { reason: 'customerCancellation' });
}

/** A partial reversal releases a part of the hold. */
function* hotelShortened(tools: FlowTools): Conversation {
  const booking = book(tools);
  const replacementMinor = tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const { holder, terminal, hold, approval, heldMinor } = stay;
  const reversal = terminal.messages.reversal(asAnswered(hold, approval), approval.approvalCode, {
    reason: 'customerCancellation',
    replacementMinor,
  });
  yield* terminal.follow(holder, reversal, 0, replacementMinor - heldMinor);
}

/** The whole bill is given back after it was paid; the reversal names the pre-authorization. */
function* hotelRefunded(tools: FlowTools): Conversation {
  const booking = book(tools);
  const billMinor = tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const [, answer] = yield* checkOut(stay, billMinor);
  if (answer?.outcome !== 'approved') return;
  const reversal = stay.terminal.messages.reversal(asAnswered(stay.hold, stay.approval), stay.approval.approvalCode, {
    reason: 'customerCancellation',
  });
  yield* stay.terminal.follow(stay.holder, reversal, -billMinor, 0);
}

/** An increment after the guest has paid: the hold is gone. */
function* lateIncrement(tools: FlowTools): Conversation {
  const booking = book(tools);
  const increment = booking.terminal.messages.increment(booking.holder, booking.hold, booking.amountMinor);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const [, answer] = yield* checkOut(stay, stay.heldMinor);
  if (answer?.outcome === 'approved') yield* stay.terminal.transact(stay.holder, stay.terminal.messages.stamp(increment));
}

/**
 * A completion of a hold that the host never saw. It is posted, because the guest has used the
 * room.
 */
function* bareCompletion(tools: FlowTools): Conversation {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('hotel');
  const billMinor = tools.basketMinor(site);
  yield* site.terminal.follow(holder, site.terminal.messages.bareCompletion(holder, billMinor), billMinor, 0);
}

export const HOTEL_FLOWS: readonly Flow[] = [
  { name: 'hotelEqual', weight: 5, group: 'ordinary', provokes: [], run: hotelEqual },
  { name: 'hotelLower', weight: 7, group: 'ordinary', provokes: [], run: hotelLower },
  { name: 'hotelHigher', weight: 4, group: 'ordinary', provokes: [], run: hotelHigher },
  { name: 'hotelLonger', weight: 6, group: 'ordinary', provokes: [], run: hotelLonger },
  { name: 'hotelCancelled', weight: 3, group: 'ordinary', provokes: [], run: hotelCancelled },
  { name: 'hotelReleased', weight: 2, group: 'ordinary', provokes: [], run: hotelReleased },
  { name: 'hotelNoShow', weight: 2, group: 'ordinary', provokes: [], run: hotelNoShow },
  { name: 'hotelNightCancelled', weight: 1, group: 'ordinary', provokes: [], run: hotelNightCancelled },
  { name: 'hotelShortened', weight: 1, group: 'ordinary', provokes: [], run: hotelShortened },
  { name: 'hotelRefunded', weight: 3, group: 'ordinary', provokes: [], run: hotelRefunded },
  { name: 'lateIncrement', weight: 3, group: 'ordinary', provokes: ['unableToLocateOriginal'], run: lateIncrement },
  { name: 'bareCompletion', weight: 2, group: 'ordinary', provokes: [], run: bareCompletion },
];
