/** Flows of everyday use, which a host approves while the card has money and headroom. */
import type { TransactionRequest } from '../../protocol/message.ts';
import { isApproval } from '../../protocol/outcome.ts';
import type { Cardholder } from '../cardholder.ts';
import type { Conversation } from '../conversation.ts';
import type { Terminal } from '../terminal.ts';
import type { Flow, FlowTools } from './flow.ts';

const CASHBACKS_MINOR = [10_000, 20_000, 30_000, 50_000] as const;
const INQUIRY_AT_ATM_SHARE = 0.8;

interface Prepared {
  readonly holder: Cardholder;
  readonly terminal: Terminal;
  readonly request: TransactionRequest;
}

/** An everyday purchase with an ordinary card, not sent yet. */
export function preparePurchase(tools: FlowTools): Prepared {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('shop');
  const request = site.terminal.messages.request(holder, 'purchase', tools.basketMinor(site), tools.entryMode());
  return { holder, terminal: site.terminal, request };
}

function* purchase(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  yield* terminal.transact(holder, request);
}

function* cash(tools: FlowTools): Conversation {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('atm');
  const { terminal } = site;
  yield* terminal.transact(holder, terminal.messages.request(holder, 'cash', tools.withdrawalMinor(site)));
}

function* cashback(tools: FlowTools): Conversation {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('shop');
  const cashbackMinor = tools.random.pick(CASHBACKS_MINOR);
  const draft = site.terminal.messages.request(holder, 'purchaseWithCashback', tools.basketMinor(site) + cashbackMinor);
  draft.cashbackMinor = cashbackMinor;
  yield* site.terminal.transact(holder, draft);
}

function* balanceInquiry(tools: FlowTools): Conversation {
  const holder = tools.cardholder('ordinary');
  const { terminal } = tools.site(tools.random.chance(INQUIRY_AT_ATM_SHARE) ? 'atm' : 'shop');
  yield* terminal.transact(holder, terminal.messages.request(holder, 'balanceInquiry', 0));
}

/** The line was slow and the cashier pressed the key again: the same message is sent twice. */
function* repeat(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const first = yield* terminal.transact(holder, request);
  if (first !== undefined) yield* terminal.repeat(holder, request, first);
}

/** The customer cancels the purchase after the receipt. */
function* reversal(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const approval = yield* terminal.transact(holder, request);
  if (approval !== undefined && isApproval(approval.outcome))
    yield* terminal.reverse(holder, request, approval, { reason: 'customerCancellation' });
}

/** The machine could not dispense the notes. */
function* notesNotDispensed(tools: FlowTools): Conversation {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('atm');
  const { terminal } = site;
  const request = terminal.messages.request(holder, 'cash', tools.withdrawalMinor(site));
  const approval = yield* terminal.transact(holder, request);
  if (approval !== undefined && isApproval(approval.outcome))
    yield* terminal.reverse(holder, request, approval, { reason: 'terminalFault' });
}

export const USUAL_FLOWS: readonly Flow[] = [
  { name: 'purchase', weight: 546, group: 'ordinary', provokes: [], run: purchase },
  { name: 'cash', weight: 45, group: 'ordinary', provokes: [], run: cash },
  { name: 'cashback', weight: 25, group: 'ordinary', provokes: [], run: cashback },
  { name: 'balanceInquiry', weight: 60, group: 'ordinary', provokes: [], run: balanceInquiry },
  { name: 'repeat', weight: 20, group: 'ordinary', provokes: [], run: repeat },
  { name: 'reversal', weight: 30, group: 'ordinary', provokes: [], run: reversal },
  { name: 'notesNotDispensed', weight: 5, group: 'ordinary', provokes: [], run: notesNotDispensed },
];
