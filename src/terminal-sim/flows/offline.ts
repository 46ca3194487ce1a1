/** A terminal that was cut off for a while: it approves by itself, and tells the host when the line is back. */
import type { Conversation } from '../conversation.ts';
import type { ErrandRow, ErrandTools } from './flow.ts';

const APPROVALS_MIN = 2;
const APPROVALS_MORE = 4;
const OFFLINE_MS_MIN = 200;
const OFFLINE_MS_MORE = 1_800;

/** Several customers while the line is down; then an advice for each, in their order, with the times at which they paid. */
function* offlineSpell(tools: ErrandTools): Conversation {
  const placed = tools.terminal('shop');
  const approvals = Array.from({ length: APPROVALS_MIN + tools.random.int(APPROVALS_MORE) }, () => {
    const held = tools.card('ordinary');
    const amountMinor = tools.basketMinor(placed);
    return { held, amountMinor, advice: placed.terminal.offlineApproval(held, amountMinor) };
  });
  yield OFFLINE_MS_MIN + tools.random.int(OFFLINE_MS_MORE);
  for (const { held, amountMinor, advice } of approvals) yield* placed.terminal.follow(held, advice, amountMinor, 0);
}

/** Not part of the usual mix: a mix asks for it by name. */
export const OFFLINE_ERRANDS: readonly ErrandRow[] = [
  { name: 'offlineSpell', weight: 0, group: 'ordinary', provokes: [], run: offlineSpell },
];
