/** Finds the events of a card that can affect a later decision. */
import { isApproval } from '../../protocol/outcome.ts';
import type { Exchange, TracedCard, TraceEvent } from '../format/lines.ts';

const WRONG_PIN: ReadonlySet<string> = new Set(['incorrectPin', 'pinTriesExceeded']);
const REQUEST_CLASSES: ReadonlySet<string> = new Set(['financial', 'authorization']);

/** What a repeat or reversal has in common with its original. */
function namesOf({ request }: Exchange): readonly string[] {
  const { terminalId, stan, rrn, original } = request;
  const rrns = [rrn, original?.rrn].filter((each) => each !== undefined && each !== '');
  return [...new Set([`${terminalId}/${stan}`, ...rrns.map((each) => `rrn ${each}`)])];
}

function isExchange(event: TraceEvent): event is Exchange {
  return event.kind === 'exchange';
}

/** A decline or an inquiry moves no money and uses up no limit. */
function movesNothing({ request, outcome }: Exchange): boolean {
  return REQUEST_CLASSES.has(request.class) && (!isApproval(outcome) || request.type === 'balanceInquiry');
}

/**
 * Leaves out events that change nothing on the card and that no other event refers to. A shortest
 * trace has none of them, since the last decision would be the same without them. If a PIN was
 * wrong, all events count, because any right PIN resets the tries.
 */
export function relevantEvents(card: TracedCard | undefined, before: readonly TraceEvent[], last: Exchange): readonly TraceEvent[] {
  const exchanges = [...before, last].filter(isExchange);
  if ((card?.pinTriesUsed ?? 0) > 0 || exchanges.some(({ outcome }) => WRONG_PIN.has(outcome))) return before;
  const counts = new Map<string, number>();
  for (const name of exchanges.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isNamedAgain = (exchange: Exchange): boolean => namesOf(exchange).some((name) => (counts.get(name) ?? 0) > 1);
  return before.filter((each) => !isExchange(each) || !movesNothing(each) || isNamedAgain(each));
}
