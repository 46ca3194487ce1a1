/**
 * Flows about what comes after a transaction or beside it: refunds, notes that stayed in the
 * machine, offline approvals, reversals.
 */
import type { TransactionRequest } from '../../protocol/message.ts';
import { isApproval } from '../../protocol/outcome.ts';
import type { Cardholder } from '../cardholder.ts';
import type { Conversation } from '../conversation.ts';
import { asAnswered, type OriginalReference } from '../original-reference.ts';
import type { Terminal } from '../terminal.ts';
import type { Flow, FlowTools } from './flow.ts';
import { preparePurchase } from './usual.ts';

/** The cassette holds 100 kroner notes to the end. */
const NOTE_MINOR = 10_000;
const REFUND_MINOR = 10_000;
/** After such a pause the clock shows another second, which is as fine as DE7 tells. */
const NEXT_INSTANT_MS = 1_001;

/** The goods come back on another receipt, without a PIN. */
function* refund(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const credit = terminal.messages.refund(holder, request.amountMinor);
  const approval = yield* terminal.transact(holder, request);
  if (approval !== undefined && isApproval(approval.outcome)) yield* terminal.transact(holder, terminal.messages.stamp(credit));
}

/** An account that is closed takes no money. */
function* refundToClosed(tools: FlowTools): Conversation {
  const holder = tools.cardholder('closed');
  const { terminal } = tools.site('shop');
  yield* terminal.transact(holder, terminal.messages.refund(holder, REFUND_MINOR));
}

interface Withdrawal {
  readonly holder: Cardholder;
  readonly terminal: Terminal;
  readonly request: TransactionRequest;
  readonly dispensedMinor: number;
}

/** The notes run out: at least one came, at least one did not. */
function prepareShortWithdrawal(tools: FlowTools): Withdrawal {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('atm');
  const { terminal } = site;
  const amountMinor = tools.withdrawalMinor(site) + NOTE_MINOR;
  const notes = amountMinor / NOTE_MINOR;
  const dispensedMinor = NOTE_MINOR * (1 + tools.random.int(notes - 1));
  return { holder, terminal, request: terminal.messages.request(holder, 'cash', amountMinor), dispensedMinor };
}

/** WorkerMessage as a partial reversal: the amount that stands is what came out. */
function* notesMissing(tools: FlowTools): Conversation {
  const { holder, terminal, request, dispensedMinor } = prepareShortWithdrawal(tools);
  const approval = yield* terminal.transact(holder, request);
  if (approval === undefined || !isApproval(approval.outcome)) return;
  const reversal = terminal.messages.reversal(asAnswered(request, approval), approval.approvalCode, {
    reason: 'completedPartially',
    replacementMinor: dispensedMinor,
  });
  yield* terminal.follow(holder, reversal, dispensedMinor - request.amountMinor, 0);
}

/** WorkerMessage as an advice with the lower amount. */
function* notesMissingAdvice(tools: FlowTools): Conversation {
  const { holder, terminal, request, dispensedMinor } = prepareShortWithdrawal(tools);
  const approval = yield* terminal.transact(holder, request);
  if (approval === undefined || !isApproval(approval.outcome)) return;
  const advice = terminal.messages.partialDispense(request, approval, dispensedMinor);
  yield* terminal.follow(holder, advice, dispensedMinor - request.amountMinor, 0);
}

/** The line was down and the terminal approved by itself. */
function* offlineApproval(tools: FlowTools): Conversation {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('shop');
  const amountMinor = tools.basketMinor(site);
  yield* site.terminal.follow(holder, site.terminal.messages.offlineApproval(holder, amountMinor), amountMinor, 0);
}

function reversalBy(reference: OriginalReference) {
  return function* run(tools: FlowTools): Conversation {
    const { holder, terminal, request } = preparePurchase(tools);
    const approval = yield* terminal.transact(holder, request);
    if (approval !== undefined && isApproval(approval.outcome)) {
      yield* terminal.reverse(holder, request, approval, { reason: 'customerCancellation', reference });
    }
  };
}

/** The original never comes: there is nothing to take back. */
function* reversalOfNothing(tools: FlowTools): Conversation {
  const { terminal, request } = preparePurchase(tools);
  yield* terminal.reverseUnsent(request);
}

/** Says that more stands than was ever approved; then right. */
function* reversalAboveOriginal(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const approval = yield* terminal.transact(holder, request);
  if (approval === undefined || !isApproval(approval.outcome)) return;
  yield terminal.messages.reversal(asAnswered(request, approval), approval.approvalCode, {
    reason: 'completedPartially',
    replacementMinor: request.amountMinor + 1,
  });
  // Reversals of one terminal and STAN are told apart by their times.
  yield NEXT_INSTANT_MS;
  yield* terminal.reverse(holder, request, approval, { reason: 'customerCancellation' });
}

export const FOLLOW_UP_FLOWS: readonly Flow[] = [
  { name: 'refund', weight: 10, group: 'ordinary', provokes: [], run: refund },
  { name: 'refundToClosed', weight: 1, group: 'closed', provokes: ['accountClosed'], run: refundToClosed },
  { name: 'notesMissing', weight: 3, group: 'ordinary', provokes: [], run: notesMissing },
  { name: 'notesMissingAdvice', weight: 3, group: 'ordinary', provokes: [], run: notesMissingAdvice },
  { name: 'offlineApproval', weight: 5, group: 'ordinary', provokes: [], run: offlineApproval },
  { name: 'reversalByRrn', weight: 4, group: 'ordinary', provokes: [], run: reversalBy('rrn') },
  { name: 'reversalByStan', weight: 4, group: 'ordinary', provokes: [], run: reversalBy('stanDate') },
  { name: 'reversalOfNothing', weight: 3, group: 'ordinary', provokes: [], run: reversalOfNothing },
  { name: 'reversalAboveOriginal', weight: 2, group: 'ordinary', provokes: ['invalidAmount'], run: reversalAboveOriginal },
];
