/** The first differing decision of each card: a shrunk trace must keep one of these. */
import type { Exchange, Trace, TracedCard, TraceEvent } from '../format/lines.ts';
import type { ReplayedExchange } from '../replay/differences.ts';
import { isReplayed } from '../replay/replay.ts';
import type { ReplayHost } from '../replay/replay-host.ts';
import { relevantEvents } from './relevant-events.ts';

/**
 * How many cards with a differing decision are looked at, those with the fewest events before it
 * first.
 */
const CARDS_MAX = 200;

export interface DifferingDecision {
  readonly exchange: Exchange;
  /** The events on its card before it. */
  readonly before: readonly TraceEvent[];
  /** Those events that a shortest trace can contain. */
  readonly relevant: readonly TraceEvent[];
  /** The result in the replay. */
  readonly outcome: string;
  readonly approvedAmountMinor: number;
}

/**
 * Compares decisions only, not balances: balances shift when an earlier event is left out,
 * decisions must not.
 */
export function isSameDecision(exchange: Exchange, replayed: ReplayedExchange | undefined): boolean {
  if (replayed === undefined) return false;
  const { response } = exchange;
  return (
    replayed.outcome === exchange.outcome &&
    replayed.approvedAmountMinor === (response.approvedAmountMinor ?? 0) &&
    replayed.repeated === (response.repeated ?? false) &&
    replayed.flag === (response.flag ?? '')
  );
}

function eventsByCard({ events }: Trace): ReadonlyMap<string, readonly TraceEvent[]> {
  const byCard = new Map<string, TraceEvent[]>();
  for (const event of events) {
    if (!isReplayed(event)) continue;
    const list = byCard.get(event.token) ?? [];
    list.push(event);
    byCard.set(event.token, list);
  }
  return byCard;
}

async function firstDiffering(
  host: ReplayHost,
  card: TracedCard | undefined,
  events: readonly TraceEvent[],
): Promise<DifferingDecision | undefined> {
  for (const [index, event] of events.entries()) {
    if (event.kind === 'office') {
      await host.applyOfficeLine(event);
      continue;
    }
    const replayed = await host.send(event);
    if (replayed === undefined || isSameDecision(event, replayed)) continue;
    const { outcome, approvedAmountMinor } = replayed;
    const before = events.slice(0, index);
    return { exchange: event, before, relevant: relevantEvents(card, before, event), outcome, approvedAmountMinor };
  }
  return undefined;
}

/** The first differing decision of each card, those with the fewest events before it first. */
export async function differingDecisions(trace: Trace, openHost: () => Promise<ReplayHost>): Promise<readonly DifferingDecision[]> {
  const host = await openHost();
  const found: DifferingDecision[] = [];
  try {
    for (const [token, events] of eventsByCard(trace)) {
      const card = trace.cards.get(token);
      if (card !== undefined) await host.addCard(card);
      const decision = await firstDiffering(host, card, events);
      if (decision !== undefined) found.push(decision);
    }
  } finally {
    await host.close();
  }
  return found.sort((a, b) => a.before.length - b.before.length || a.exchange.sequence - b.exchange.sequence).slice(0, CARDS_MAX);
}
