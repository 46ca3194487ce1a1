/** Flows about the terminal's session with its host, and about PINs: changed, and changed back. */
import type { NetworkFunction } from '../../protocol/message.ts';
import { type Cardholder, mistyped } from '../cardholder.ts';
import type { Conversation, Draft } from '../conversation.ts';
import type { Flow, FlowTools } from './flow.ts';

const SESSION: readonly NetworkFunction[] = ['signOn', 'echo', 'cutOver', 'signOff'];
/** How often a holder looks whether the machine is free. */
const PIN_BUSY_PAUSE_MS = 10;

/** A day at the terminal, without its transactions. */
function* session(tools: FlowTools): Conversation {
  const { terminal } = tools.site('shop');
  for (const networkFunction of SESSION) if (!(yield* terminal.manageNetwork(networkFunction))) return;
}

/** The new PIN is used once; then the old one is set again, so that the card file stays right. */
function* pinChange(tools: FlowTools): Conversation {
  const holder = tools.cardholder('careful');
  const { terminal } = tools.site('atm');
  const oldPin = holder.card.pin;
  const newPin = anotherPin(oldPin, tools);
  const change = terminal.messages.pinChange(holder, oldPin, newPin);
  const inquiry = terminal.messages.balanceInquiry(holder, newPin);
  const back = terminal.messages.pinChange(holder, newPin, oldPin);
  while (holder.pinBusy) yield PIN_BUSY_PAUSE_MS;
  if (holder.pin !== oldPin) return; // nobody knows it any more
  holder.pinBusy = true;
  if (yield* terminal.changePin(holder, terminal.messages.stamp(change), newPin)) {
    terminal.expectRightPin(yield* terminal.transact(holder, terminal.messages.stamp(inquiry)));
    yield* terminal.changePin(holder, terminal.messages.stamp(back), oldPin);
  }
  holder.pinBusy = false;
}

/** As long as the old one; differs within the first four digits. */
function anotherPin(pin: string, tools: FlowTools): string {
  const drawn = tools.random.digits(pin.length);
  return drawn.slice(0, 4) === pin.slice(0, 4) ? mistyped(pin) : drawn;
}

function failingChange(spoil: (draft: Draft, tools: FlowTools) => void) {
  return function* run(tools: FlowTools): Conversation {
    const holder: Cardholder = tools.cardholder('ordinary');
    const { terminal } = tools.site('atm');
    const draft = terminal.messages.pinChange(holder, holder.card.pin, anotherPin(holder.card.pin, tools));
    spoil(draft, tools);
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

export const TERMINAL_FLOWS: readonly Flow[] = [
  { name: 'session', weight: 2, group: 'ordinary', provokes: [], run: session },
  { name: 'pinChange', weight: 3, group: 'careful', provokes: [], run: pinChange },
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
