/**
 * The flow of a terminal without a connection: it approves offline and sends its advices when the
 * connection is back.
 */
import type { Conversation } from '../conversation.ts';
import type { Flow, FlowTools } from './flow.ts';

const APPROVALS_MIN = 2;
const APPROVALS_MORE = 4;
const OFFLINE_MS_MIN = 200;
const OFFLINE_MS_MORE = 1_800;

/**
 * Several customers pay while the line is down. Then an advice follows for each, in their order,
 * with the time at which they paid.
 */
function* offlineSpell(tools: FlowTools): Conversation {
  const site = tools.site('shop');
  const approvals = Array.from({ length: APPROVALS_MIN + tools.random.int(APPROVALS_MORE) }, () => {
    const holder = tools.cardholder('ordinary');
    const amountMinor = tools.basketMinor(site);
    return { holder, amountMinor, advice: site.terminal.messages.offlineApproval(holder, amountMinor) };
  });
  yield OFFLINE_MS_MIN + tools.random.int(OFFLINE_MS_MORE);
  for (const { holder, amountMinor, advice } of approvals) yield* site.terminal.follow(holder, advice, amountMinor, 0);
}

/** Not part of the usual mix: a workload file asks for it by name. */
export const OFFLINE_FLOWS: readonly Flow[] = [{ name: 'offlineSpell', weight: 0, group: 'ordinary', provokes: [], run: offlineSpell }];
