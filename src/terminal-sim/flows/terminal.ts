/** Errands about the terminal's session with its host, and about PINs: changed, and changed back. */
import type { NetworkFunction } from '../../protocol/message.ts';
import { type HeldCard, mistyped } from '../cardholder.ts';
import type { Conversation, Draft } from '../conversation.ts';
import type { ErrandRow, ErrandTools } from './flow.ts';

const SESSION: readonly NetworkFunction[] = ['signOn', 'echo', 'cutOver', 'signOff'];
/** How often a holder looks whether the machine is free. */
const PIN_BUSY_PAUSE_MS = 10;

/** A day at the terminal, without its transactions. */
function* session(tools: ErrandTools): Conversation {
  const { terminal } = tools.terminal('shop');
  for (const networkFunction of SESSION) if (!(yield* terminal.manageNetwork(networkFunction))) return;
}

/** The new PIN is used once; then the old one is set again, so that the card file stays right. */
function* pinChange(tools: ErrandTools): Conversation {
  const held = tools.card('careful');
  const { terminal } = tools.terminal('atm');
  const oldPin = held.card.pin;
  const newPin = anotherPin(oldPin, tools);
  const change = terminal.pinChange(held, oldPin, newPin);
  const inquiry = terminal.balanceInquiry(held, newPin);
  const back = terminal.pinChange(held, newPin, oldPin);
  while (held.pinBusy) yield PIN_BUSY_PAUSE_MS;
  if (held.pin !== oldPin) return; // nobody knows it any more
  held.pinBusy = true;
  if (yield* terminal.changePin(held, terminal.stamp(change), newPin)) {
    terminal.expectRightPin(yield* terminal.transact(held, terminal.stamp(inquiry)));
    yield* terminal.changePin(held, terminal.stamp(back), oldPin);
  }
  held.pinBusy = false;
}

/** As long as the old one; differs within the first four digits. */
function anotherPin(pin: string, tools: ErrandTools): string {
  const drawn = tools.random.digits(pin.length);
  return drawn.slice(0, 4) === pin.slice(0, 4) ? mistyped(pin) : drawn;
}

function failingChange(spoil: (draft: Draft, tools: ErrandTools) => void) {
  return function* run(tools: ErrandTools): Conversation {
    const held: HeldCard = tools.card('ordinary');
    const { terminal } = tools.terminal('atm');
    const draft = terminal.pinChange(held, held.card.pin, anotherPin(held.card.pin, tools));
    spoil(draft, tools);
    yield draft;
  };
}

function chooseSamePin(draft: Draft): void {
  draft.newPinBlock = Buffer.from(draft.pinBlock);
}

function breakNewBlock(draft: Draft, tools: ErrandTools): void {
  draft.newPinBlock = tools.random.bytes(draft.newPinBlock.length - 1);
}

function leaveNewBlockOut(draft: Draft): void {
  draft.newPinBlock = Buffer.alloc(0);
}

export const TERMINAL_ERRANDS: readonly ErrandRow[] = [
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
