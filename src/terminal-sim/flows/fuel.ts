/**
 * Flows at fuel pumps. A pump does not know how much it will dispense: it asks for a full tank and
 * completes with less. It accepts a partial approval.
 */
import type { Conversation } from '../conversation.ts';
import { asAnswered } from '../original-reference.ts';
import type { CardGroup } from '../workload/card-groups.ts';
import type { Flow, FlowTools } from './flow.ts';
import { type Booking, checkIn, checkOut } from './hold.ts';

const FULL_TANK_MINOR = 150_000;
/**
 * Share of the partially approved sales that are reversed, so that their cards do not run out of
 * money.
 */
const UNDONE_SHARE = 0.9;

/** Asks for a full tank; `amountMinor` of the booking is what will be tanked. */
function askForTank(tools: FlowTools, group: CardGroup): Booking {
  const holder = tools.cardholder(group);
  const site = tools.site('fuel');
  const { terminal } = site;
  const hold = terminal.messages.preauthorization(holder, FULL_TANK_MINOR);
  hold.allowPartialApproval = true;
  return { holder, terminal, hold, amountMinor: tools.basketMinor(site) };
}

/**
 * Asks for 1,500 kroner and completes with what was tanked, or with what is held if that is less.
 */
function* fuelPump(tools: FlowTools): Conversation {
  const booking = askForTank(tools, 'ordinary');
  const stay = yield* checkIn(booking);
  if (stay !== undefined) yield* checkOut(stay, Math.min(booking.amountMinor, stay.heldMinor));
}

/** The card has less than a full tank costs. A reversal, if there is one, names the completion. */
function* fuelPumpPartly(tools: FlowTools): Conversation {
  const booking = askForTank(tools, 'lowBalance');
  const share = tools.random.next();
  const undone = tools.random.chance(UNDONE_SHARE);
  const stay = yield* checkIn(booking);
  if (stay === undefined) return;
  const tankedMinor = Math.max(1, Math.floor(stay.heldMinor * share));
  const [completion, answer] = yield* checkOut(stay, tankedMinor);
  if (answer?.outcome !== 'approved' || !undone) return;
  const reversal = stay.terminal.messages.reversal(asAnswered(completion, answer), answer.approvalCode, { reason: 'terminalFault' });
  yield* stay.terminal.follow(stay.holder, reversal, -tankedMinor, 0);
}

export const FUEL_FLOWS: readonly Flow[] = [
  { name: 'fuelPump', weight: 20, group: 'ordinary', provokes: [], run: fuelPump },
  { name: 'fuelPumpPartly', weight: 4, group: 'lowBalance', provokes: ['approvedPartially'], run: fuelPumpPartly },
];
