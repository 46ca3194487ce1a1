/** Flows that begin with a pre-authorization: hotels, whose bill may differ from what was held, and fuel pumps. */
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import type { Cardholder } from '../cardholder.ts';
import type { Conversation, Draft } from '../conversation.ts';
import { asAnswered, type OriginalReference } from '../message-builder.ts';
import { approvedMinor } from '../movement.ts';
import type { Terminal } from '../terminal.ts';
import type { CardGroup } from '../workload/card-groups.ts';
import type { Flow, FlowTools } from './flow.ts';

/** A pump does not know how much will be tanked: it asks for a full tank, and takes less. */
const FULL_TANK_MINOR = 150_000;
const BILL_LEAST_SHARE = 0.4;
/** Of those who get less than they asked for, how many have the sale undone: their cards then go on. */
const UNDONE_SHARE = 0.9;

/** A hold that stands, and everything that what follows it must know. */
interface Stay {
  readonly holder: Cardholder;
  readonly terminal: Terminal;
  readonly hold: TransactionRequest;
  readonly approval: TransactionResponse;
  /** What is held in all. */
  readonly heldMinor: number;
}

interface Booking {
  readonly holder: Cardholder;
  readonly terminal: Terminal;
  readonly hold: Draft;
  /** The bill as it is expected; at a pump less than what is held for it. */
  readonly amountMinor: number;
}

function book(tools: FlowTools): Booking {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('hotel');
  const amountMinor = tools.basketMinor(site);
  return { holder, terminal: site.terminal, hold: site.terminal.preauthorization(holder, amountMinor), amountMinor };
}

/** Undefined when it was not approved. */
function* checkIn({ holder, terminal, hold }: Booking): Conversation<Stay | undefined> {
  const approval = yield* terminal.transact(holder, hold);
  const heldMinor = approvedMinor(hold, approval);
  return approval === undefined || heldMinor === 0 ? undefined : { holder, terminal, hold, approval, heldMinor };
}

/** Returns the completion and its answer, to repeat or reverse. */
function* checkOut(
  stay: Stay,
  billMinor: number,
  naming: OriginalReference = 'key',
): Conversation<readonly [Draft, TransactionResponse | undefined]> {
  const { holder, terminal, hold, approval, heldMinor } = stay;
  const completion = terminal.completion(hold, approval, billMinor, naming);
  return [completion, yield* terminal.follow(holder, completion, billMinor, -heldMinor)];
}

/** The bill is what was held; the completion is sent twice, and must be posted once. */
function* hotelEqual(tools: FlowTools): Conversation {
  const stay = yield* checkIn(book(tools));
  if (stay === undefined) return;
  const [completion, answer] = yield* checkOut(stay, stay.heldMinor);
  if (answer !== undefined) yield* stay.terminal.repeat(stay.holder, completion, answer);
}

/** Less than was held; the hold is named by reference number and approval code, as many hosts have it. */
function* hotelLower(tools: FlowTools): Conversation {
  const booking = book(tools);
  const billMinor = tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay !== undefined) yield* checkOut(stay, billMinor, 'rrn');
}

/** The minibar: more than was held. */
function* hotelHigher(tools: FlowTools): Conversation {
  const booking = book(tools);
  const billMinor = booking.amountMinor + tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay !== undefined) yield* checkOut(stay, billMinor);
}

/** One more night, when there is money for it. */
function* hotelLonger(tools: FlowTools): Conversation {
  const booking = book(tools);
  const { holder, terminal, hold } = booking;
  const increment = terminal.increment(holder, hold, booking.amountMinor);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const more = yield* terminal.transact(holder, terminal.stamp(increment));
  const heldMinor = stay.heldMinor + approvedMinor(increment, more);
  yield* checkOut({ ...stay, heldMinor }, heldMinor);
}

/** The guest does not come after all, and says so. */
function* hotelCancelled(tools: FlowTools): Conversation {
  const stay = yield* checkIn(book(tools));
  if (stay !== undefined) yield* stay.terminal.reverse(stay.holder, stay.hold, stay.approval, 'customerCancellation');
}

/** A completion of nothing lets the hold go. */
function* hotelReleased(tools: FlowTools): Conversation {
  const stay = yield* checkIn(book(tools));
  if (stay !== undefined) yield* checkOut(stay, 0);
}

/** Nobody ever completes it: it stays until its time runs out. */
function* hotelNoShow(tools: FlowTools): Conversation {
  yield* checkIn(book(tools));
}

/** One more night, taken back: the first amount stays held. */
function* hotelNightCancelled(tools: FlowTools): Conversation {
  const booking = book(tools);
  const { holder, terminal, hold } = booking;
  const increment = terminal.increment(holder, hold, booking.amountMinor);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const more = yield* terminal.transact(holder, terminal.stamp(increment));
  if (more?.outcome === 'approved') yield* terminal.reverse(holder, increment, more, 'customerCancellation');
}

/** A part of what is held is let go, the rest stays held. */
function* hotelShortened(tools: FlowTools): Conversation {
  const booking = book(tools);
  const standingMinor = tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const { holder, terminal, hold, approval, heldMinor } = stay;
  const reversal = terminal.reversal(asAnswered(hold, approval), approval.approvalCode, 'customerCancellation', standingMinor);
  yield* terminal.follow(holder, reversal, 0, standingMinor - heldMinor);
}

/** Everything is given back after the bill was paid; the reversal names the pre-authorization. */
function* hotelRefunded(tools: FlowTools): Conversation {
  const booking = book(tools);
  const billMinor = tools.partMinor(booking.amountMinor, BILL_LEAST_SHARE);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const [, answer] = yield* checkOut(stay, billMinor);
  if (answer?.outcome !== 'approved') return;
  const reversal = stay.terminal.reversal(asAnswered(stay.hold, stay.approval), stay.approval.approvalCode, 'customerCancellation');
  yield* stay.terminal.follow(stay.holder, reversal, -billMinor, 0);
}

/** The guest has left and paid: there is no hold any more to add to. */
function* lateIncrement(tools: FlowTools): Conversation {
  const booking = book(tools);
  const increment = booking.terminal.increment(booking.holder, booking.hold, booking.amountMinor);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const [, answer] = yield* checkOut(stay, stay.heldMinor);
  if (answer?.outcome === 'approved') yield* stay.terminal.transact(stay.holder, stay.terminal.stamp(increment));
}

/** A completion of a hold that the host never saw: posted, for the guest has had the room. */
function* bareCompletion(tools: FlowTools): Conversation {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('hotel');
  const billMinor = tools.basketMinor(site);
  yield* site.terminal.follow(holder, site.terminal.bareCompletion(holder, billMinor), billMinor, 0);
}

/** The amount is what will be tanked. */
function askForTank(tools: FlowTools, group: CardGroup): Booking {
  const holder = tools.cardholder(group);
  const site = tools.site('fuel');
  const { terminal } = site;
  const hold = terminal.preauthorization(holder, FULL_TANK_MINOR);
  hold.allowPartialApproval = true;
  return { holder, terminal, hold, amountMinor: tools.basketMinor(site) };
}

/** Asks for 1,500 kroner, gets what there is, is completed at what was tanked. */
function* fuelPump(tools: FlowTools): Conversation {
  const booking = askForTank(tools, 'ordinary');
  const stay = yield* checkIn(booking);
  if (stay !== undefined) yield* checkOut(stay, Math.min(booking.amountMinor, stay.heldMinor));
}

/** The same with less on the card than a full tank costs. The reversal, where there is one, names the completion. */
function* fuelPumpPartly(tools: FlowTools): Conversation {
  const booking = askForTank(tools, 'poor');
  const share = tools.random.next();
  const undone = tools.random.chance(UNDONE_SHARE);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const tankedMinor = Math.max(1, Math.floor(stay.heldMinor * share));
  const [completion, answer] = yield* checkOut(stay, tankedMinor);
  if (answer?.outcome !== 'approved' || !undone) return;
  const reversal = stay.terminal.reversal(asAnswered(completion, answer), answer.approvalCode, 'terminalFault');
  yield* stay.terminal.follow(stay.holder, reversal, -tankedMinor, 0);
}

export const HOLD_FLOWS: readonly Flow[] = [
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
  { name: 'fuelPump', weight: 20, group: 'ordinary', provokes: [], run: fuelPump },
  { name: 'fuelPumpPartly', weight: 4, group: 'poor', provokes: ['approvedPartially'], run: fuelPumpPartly },
];
