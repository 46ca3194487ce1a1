/** Which happenings of one card can have had a part in a later decision. */
import { isApproval } from '../../protocol/outcome.ts';
import type { Exchange, Happening, TracedCard } from '../format/format.ts';

const WRONG_PIN: ReadonlySet<string> = new Set(['incorrectPin', 'pinTriesExceeded']);
const BEGINNINGS: ReadonlySet<string> = new Set(['financial', 'authorization']);

/** What repeats and reversals share with their original. */
function namesOf({ request }: Exchange): readonly string[] {
  const { terminalId, stan, rrn, original } = request;
  const rrns = [rrn, original?.rrn].filter((each) => each !== undefined && each !== '');
  return [...new Set([`${terminalId}/${stan}`, ...rrns.map((each) => `rrn ${each}`)])];
}

function isExchange(happening: Happening): happening is Exchange {
  return happening.kind === 'exchange';
}

/** A decline, or an inquiry: it moves no money and uses up no limit. */
function movesNothing({ request, outcome }: Exchange): boolean {
  return BEGINNINGS.has(request.class) && (!isApproval(outcome) || request.type === 'balanceInquiry');
}

/**
 * Without those that change nothing on the card and that nothing else names: a shortest choice that ends as `last` does has
 * none of them, since it would end so without it. Where a PIN was wrong all of them count, for any right PIN gives the tries back.
 */
export function moversOf(card: TracedCard | undefined, before: readonly Happening[], last: Exchange): readonly Happening[] {
  const exchanges = [...before, last].filter(isExchange);
  if ((card?.pinTriesUsed ?? 0) > 0 || exchanges.some(({ outcome }) => WRONG_PIN.has(outcome))) return before;
  const counts = new Map<string, number>();
  for (const name of exchanges.flatMap(namesOf)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isNamedAgain = (exchange: Exchange): boolean => namesOf(exchange).some((name) => (counts.get(name) ?? 0) > 1);
  return before.filter((each) => !isExchange(each) || !movesNothing(each) || isNamedAgain(each));
}
