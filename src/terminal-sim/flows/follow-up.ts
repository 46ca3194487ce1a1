/** Flows with refunds, notes that were not dispensed, offline approvals and reversals. */
import type { TransactionRequest } from '../../protocol/message.ts';
import { isApproval } from '../../protocol/outcome.ts';
import type { Cardholder } from '../cardholder.ts';
import type { Conversation } from '../conversation.ts';
import { asAnswered, type OriginalReference } from '../original-reference.ts';
import type { Terminal } from '../terminal.ts';
import type { Flow, FlowTools } from './flow.ts';
import { preparePurchase } from './usual.ts';

/** The machine dispenses notes of 100 kroner. */
const NOTE_MINOR = 10_000;
const REFUND_MINOR = 10_000;
/** After this pause the clock shows another second, the resolution of DE7. */
const NEXT_INSTANT_MS = 1_001;

/** The customer returns the goods: a refund with a new STAN, without a PIN. */
function* refund(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const credit = terminal.messages.refund(holder, request.amountMinor);
  const approval = yield* terminal.transact(holder, request);
  if (approval !== undefined && isApproval(approval.outcome)) yield* terminal.transact(holder, terminal.messages.stamp(credit));
}

/** A closed account takes no refund. */
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

/** The machine runs out of notes: at least one comes out, and at least one does not. */
function prepareShortWithdrawal(tools: FlowTools): Withdrawal {
  const holder = tools.cardholder('ordinary');
  const site = tools.site('atm');
  const { terminal } = site;
  const amountMinor = tools.withdrawalMinor(site) + NOTE_MINOR;
  const notes = amountMinor / NOTE_MINOR;
  const dispensedMinor = NOTE_MINOR * (1 + tools.random.int(notes - 1));
  return { holder, terminal, request: terminal.messages.request(holder, 'cash', amountMinor), dispensedMinor };
}

/** Sends a partial reversal whose replacement amount is what came out. */
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

/** Sends an advice with the lower amount. */
function* notesMissingAdvice(tools: FlowTools): Conversation {
  const { holder, terminal, request, dispensedMinor } = prepareShortWithdrawal(tools);
  const approval = yield* terminal.transact(holder, request);
  if (approval === undefined || !isApproval(approval.outcome)) return;
  const advice = terminal.messages.partialDispense(request, approval, dispensedMinor);
  yield* terminal.follow(holder, advice, dispensedMinor - request.amountMinor, 0);
}

/** The terminal approved offline because its line was down. */
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

/** The host never gets the original, so there is nothing to reverse. */
function* reversalOfNothing(tools: FlowTools): Conversation {
  const { terminal, request } = preparePurchase(tools);
  yield* terminal.reverseUnsent(request);
}

/** First a reversal with a replacement amount above the approved one, then a correct reversal. */
function* reversalAboveOriginal(tools: FlowTools): Conversation {
  const { holder, terminal, request } = preparePurchase(tools);
  const approval = yield* terminal.transact(holder, request);
  if (approval === undefined || !isApproval(approval.outcome)) return;
  yield terminal.messages.reversal(asAnswered(request, approval), approval.approvalCode, {
    reason: 'completedPartially',
    replacementMinor: request.amountMinor + 1,
  });
  // Reversals with one terminal and STAN differ only in their transmission times.
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
