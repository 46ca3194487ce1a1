/** Flows that change PINs: one that succeeds and is undone, and others that a host must refuse. */
import { type Cardholder, mistyped } from '../cardholder.ts';
import type { Conversation, Draft } from '../conversation.ts';
import type { Flow, FlowTools } from './flow.ts';

/** How long a holder waits before another try while the PIN of the card is being changed. */
const PIN_BUSY_PAUSE_MS = 10;

/** Uses the new PIN once and sets the old one again, so that the card file stays correct. */
function* pinChange(tools: FlowTools): Conversation {
  const holder = tools.cardholder('pinChange');
  const { terminal } = tools.site('atm');
  const oldPin = holder.card.pin;
  const newPin = anotherPin(oldPin, tools);
  const change = terminal.messages.pinChange(holder, oldPin, newPin);
  const inquiry = terminal.messages.balanceInquiry(holder, newPin);
  const back = terminal.messages.pinChange(holder, newPin, oldPin);
  while (holder.pinBusy) yield PIN_BUSY_PAUSE_MS;
  if (holder.pin !== oldPin) return; // an earlier change was not undone
  holder.pinBusy = true;
  if (yield* terminal.changePin(holder, terminal.messages.stamp(change), newPin)) {
    terminal.expectRightPin(yield* terminal.transact(holder, terminal.messages.stamp(inquiry)));
    yield* terminal.changePin(holder, terminal.messages.stamp(back), oldPin);
  }
  holder.pinBusy = false;
}

/** A PIN as long as the old one that differs in its first four digits. */
function anotherPin(pin: string, tools: FlowTools): string {
  const drawn = tools.random.digits(pin.length);
  return drawn.slice(0, 4) === pin.slice(0, 4) ? mistyped(pin) : drawn;
}

function failingChange(change: (draft: Draft, tools: FlowTools) => void) {
  return function* run(tools: FlowTools): Conversation {
    const holder: Cardholder = tools.cardholder('ordinary');
    const { terminal } = tools.site('atm');
    const draft = terminal.messages.pinChange(holder, holder.card.pin, anotherPin(holder.card.pin, tools));
    change(draft, tools);
    yield draft;
  };
}

function chooseSamePin(draft: Draft): void {
  draft.newPinBlock = Buffer.from(draft.pinBlock);
}

function breakNewBlock(draft: Draft, tools: FlowTools): void {
  draft.newPinBlock = tools.random.bytes(draft.newPinBlock.length - 1);
}

function leaveNewBlockOut(draft: Draft): void {
  draft.newPinBlock = Buffer.alloc(0);
}

export const PIN_CHANGE_FLOWS: readonly Flow[] = [
  { name: 'pinChange', weight: 3, group: 'pinChange', provokes: [], run: pinChange },
  {
    name: 'samePin',
    weight: 1,
    group: 'ordinary',
    provokes: ['notPermittedToCardholder'],
    run: failingChange(chooseSamePin),
  },
  { name: 'brokenNewPin', weight: 1, group: 'ordinary', provokes: ['pinBlockError'], run: failingChange(breakNewBlock) },
  { name: 'missingNewPin', weight: 1, group: 'ordinary', provokes: ['formatError'], run: failingChange(leaveNewBlockOut) },
];
