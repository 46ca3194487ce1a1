/**
 * Searches for the shortest choice of events after which a decision still differs: delta debugging
 * (ddmin, Zeller and Hildebrandt 2002) on the first cards, then small choices of the likeliest
 * events on more cards, and at last all shorter choices on the best card.
 */
import type { TraceEvent } from '../format/lines.ts';
import type { DifferingDecision } from './differing-decision.ts';
import type { Trials } from './trials.ts';

/** Choices of the likeliest events that are tried on a card, for each length. */
const LIKELIEST_TRIED_MAX = 50;
/** Cards on which delta debugging runs. */
const CARDS_MINIMIZED_MAX = 5;

export interface Shortest {
  readonly decision: DifferingDecision;
  readonly kept: readonly TraceEvent[];
  /** All shorter choices on this card were tried. */
  readonly isShortest: boolean;
}

type Found = Omit<Shortest, 'isShortest'>;

async function ddmin(trials: Trials, decision: DifferingDecision): Promise<readonly TraceEvent[]> {
  let kept = decision.before;
  if (await trials.differs(decision, [])) return [];
  let parts = 2;
  while (kept.length >= 2 && !trials.exhausted) {
    const size = Math.ceil(kept.length / parts);
    let smaller: readonly TraceEvent[] | undefined;
    for (let from = 0; from < kept.length && smaller === undefined; from += size) {
      const without = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (await trials.differs(decision, without)) smaller = without;
    }
    if (smaller !== undefined) {
      kept = smaller;
      parts = Math.max(2, parts - 1);
    } else if (size === 1) break;
    else parts = Math.min(kept.length, parts * 2);
  }
  return kept;
}

/** Each choice of `size` items of the list, in the list's order. */
function* choices<T>(list: readonly T[], size: number, from = 0): Generator<readonly T[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= list.length - size; at += 1) {
    for (const rest of choices(list, size - 1, at + 1)) yield [list[at] as T, ...rest];
  }
}

/**
 * Events of the decision's transaction type first, the largest amounts first: the fewest of these
 * use up a limit.
 */
function likeliestFirst({ exchange, relevant }: DifferingDecision): readonly TraceEvent[] {
  const amount = (event: TraceEvent): number => (event.kind === 'exchange' ? (event.response.approvedAmountMinor ?? 0) : 0);
  const isOfType = (event: TraceEvent): number => Number(event.kind === 'exchange' && event.request.type === exchange.request.type);
  return [...relevant].sort((a, b) => isOfType(b) - isOfType(a) || amount(b) - amount(a));
}

/** The shortest choice of fewer than `below` events among the likeliest. */
async function shortChoice(trials: Trials, decision: DifferingDecision, below: number): Promise<readonly TraceEvent[] | undefined> {
  const candidates = likeliestFirst(decision);
  for (let size = 0; size < below; size += 1) {
    let tried = 0;
    for (const choice of choices(candidates, size)) {
      if (tried >= LIKELIEST_TRIED_MAX || trials.exhausted) break;
      tried += 1;
      const inOrder = [...choice].sort((a, b) => a.sequence - b.sequence);
      if (await trials.differs(decision, inOrder)) return inOrder;
    }
  }
  return undefined;
}

async function bestOf(trials: Trials, decisions: readonly DifferingDecision[]): Promise<Found | undefined> {
  let best: Found | undefined;
  for (const decision of decisions.slice(0, CARDS_MINIMIZED_MAX)) {
    const kept = await ddmin(trials, decision);
    if (best === undefined || kept.length < best.kept.length) best = { decision, kept };
  }
  for (const decision of decisions) {
    const kept = await shortChoice(trials, decision, best?.kept.length ?? 0);
    if (kept !== undefined) best = { decision, kept };
  }
  return best;
}

/** Tries all shorter choices of the relevant events, shortest first, as long as tries are left. */
async function exhaust(trials: Trials, { decision, kept }: Found): Promise<Shortest> {
  for (let size = 0; size < kept.length; size += 1) {
    for (const choice of choices(decision.relevant, size)) {
      if (await trials.differs(decision, choice)) return { decision, kept: choice, isShortest: true };
      if (trials.exhausted) return { decision, kept, isShortest: false };
    }
  }
  return { decision, kept, isShortest: !trials.exhausted };
}

/** Undefined if there is no decision. */
export async function findShortest(trials: Trials, decisions: readonly DifferingDecision[]): Promise<Shortest | undefined> {
  const best = await bestOf(trials, decisions);
  return best === undefined ? undefined : exhaust(trials, best);
}
