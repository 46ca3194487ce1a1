/** Errands that most people do most of the time, and that a host approves while there is money and headroom. */
import type { TransactionRequest } from '../../protocol/message.ts';
import { isApproval } from '../../protocol/outcome.ts';
import type { HeldCard } from '../cardholder.ts';
import type { Conversation } from '../conversation.ts';
import type { Terminal } from '../terminal.ts';
import type { ErrandRow, ErrandTools } from './flow.ts';

const CASHBACKS_MINOR = [10_000, 20_000, 30_000, 50_000] as const;
const INQUIRY_AT_ATM_SHARE = 0.8;

interface Prepared {
  readonly held: HeldCard;
  readonly terminal: Terminal;
  readonly request: TransactionRequest;
}

/** An everyday purchase of an ordinary card. */
export function preparePurchase(tools: ErrandTools): Prepared {
  const held = tools.card('ordinary');
  const placed = tools.terminal('shop');
  const request = placed.terminal.request(held, 'purchase', tools.basketMinor(placed), tools.entryMode());
  return { held, terminal: placed.terminal, request };
}

function* purchase(tools: ErrandTools): Conversation {
  const { held, terminal, request } = preparePurchase(tools);
  yield* terminal.transact(held, request);
}

function* cash(tools: ErrandTools): Conversation {
  const held = tools.card('ordinary');
  const placed = tools.terminal('atm');
  const { terminal } = placed;
  yield* terminal.transact(held, terminal.request(held, 'cash', tools.withdrawalMinor(placed)));
}

function* cashback(tools: ErrandTools): Conversation {
  const held = tools.card('ordinary');
  const placed = tools.terminal('shop');
  const cashbackMinor = tools.random.pick(CASHBACKS_MINOR);
  const draft = placed.terminal.request(held, 'purchaseWithCashback', tools.basketMinor(placed) + cashbackMinor);
  draft.cashbackMinor = cashbackMinor;
  yield* placed.terminal.transact(held, draft);
}

function* balanceInquiry(tools: ErrandTools): Conversation {
  const held = tools.card('ordinary');
  const { terminal } = tools.terminal(tools.random.chance(INQUIRY_AT_ATM_SHARE) ? 'atm' : 'shop');
  yield* terminal.transact(held, terminal.request(held, 'balanceInquiry', 0));
}

/** The line was slow, the cashier pressed again: the same message comes twice. */
function* repeat(tools: ErrandTools): Conversation {
  const { held, terminal, request } = preparePurchase(tools);
  const first = yield* terminal.transact(held, request);
  if (first !== undefined) yield* terminal.repeat(held, request, first);
}

/** The customer changes their mind after the receipt. */
function* reversal(tools: ErrandTools): Conversation {
  const { held, terminal, request } = preparePurchase(tools);
  const approval = yield* terminal.transact(held, request);
  if (approval !== undefined && isApproval(approval.outcome)) yield* terminal.reverse(held, request, approval, 'customerCancellation');
}

/** The machine could not dispense the notes. */
function* notesNotDispensed(tools: ErrandTools): Conversation {
  const held = tools.card('ordinary');
  const placed = tools.terminal('atm');
  const { terminal } = placed;
  const request = terminal.request(held, 'cash', tools.withdrawalMinor(placed));
  const approval = yield* terminal.transact(held, request);
  if (approval !== undefined && isApproval(approval.outcome)) yield* terminal.reverse(held, request, approval, 'terminalFault');
}

export const USUAL_ERRANDS: readonly ErrandRow[] = [
  { name: 'purchase', weight: 546, group: 'ordinary', provokes: [], run: purchase },
  { name: 'cash', weight: 45, group: 'ordinary', provokes: [], run: cash },
  { name: 'cashback', weight: 25, group: 'ordinary', provokes: [], run: cashback },
  { name: 'balanceInquiry', weight: 60, group: 'ordinary', provokes: [], run: balanceInquiry },
  { name: 'repeat', weight: 20, group: 'ordinary', provokes: [], run: repeat },
  { name: 'reversal', weight: 30, group: 'ordinary', provokes: [], run: reversal },
  { name: 'notesNotDispensed', weight: 5, group: 'ordinary', provokes: [], run: notesNotDispensed },
];
