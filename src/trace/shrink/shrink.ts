/**
 * Cuts a trace in which a decision differs to the shortest trace that still shows it. Cards do not
 * affect each other, so the events of one card up to its first differing decision are enough; of
 * these, events are left out as long as the decision differs in the same way and all events before
 * it come out as recorded.
 */
import type { Exchange, Trace, TraceEvent } from '../format/lines.ts';
import type { ReplayedExchange } from '../replay/differences.ts';
import type { ReplayHost } from '../replay/replay-host.ts';
import { differingDecisions } from './differing-decision.ts';
import { findShortest } from './search.ts';
import { Trials } from './trials.ts';

export interface ShrinkOptions {
  /** Opens a new host with the changed rules or store, on which decisions differ. */
  readonly openHost: () => Promise<ReplayHost>;
  /** Opens a new host with the rules of the recording. */
  readonly openRecordedHost: () => Promise<ReplayHost>;
  /** Replays at most; then the shortest trace found so far is taken. */
  readonly triesMax?: number;
  /** Called after each try with the number of tries and the length that was tried. */
  readonly progress?: (tries: number, length: number) => void;
}

export interface Shrunk {
  readonly trace: Trace;
  readonly before: number;
  readonly after: number;
  readonly tries: number;
  /** All shorter choices on this card were tried. */
  readonly isShortest: boolean;
}

/** Tries on the embedded store, and on a store that is reached over a connection. */
export const SHRINK_TRIES_MAX = 100_000;
export const SHRINK_TRIES_REMOTE_MAX = 20_000;

/**
 * The events with the answers that the recording's rules give to them alone, so that their balances
 * are right again.
 */
async function recordedAgain(trace: Trace, events: readonly TraceEvent[], openHost: () => Promise<ReplayHost>): Promise<TraceEvent[]> {
  const host = await openHost();
  const again: TraceEvent[] = [];
  try {
    const card = trace.cards.get(events.at(-1)?.token ?? '');
    if (card !== undefined) await host.addCard(card);
    for (const event of events) {
      if (event.kind === 'office') {
        await host.applyOfficeLine(event);
        again.push(event);
        continue;
      }
      const replayed = await host.send(event);
      again.push(replayed === undefined ? event : withBalances(event, replayed));
    }
  } finally {
    await host.close();
  }
  return again;
}

function withBalances(exchange: Exchange, replayed: ReplayedExchange): Exchange {
  const { ledgerMinor, availableMinor, headroom } = replayed;
  if (ledgerMinor === undefined || availableMinor === undefined || exchange.decision === undefined) return exchange;
  const response = { ...exchange.response };
  if (response.balances !== undefined) response.balances = { ledgerMinor, availableMinor };
  if (response.headroom !== undefined) response.headroom = [...headroom];
  return { ...exchange, response, decision: { ...exchange.decision, ledgerMinor, availableMinor } };
}

/** Undefined if no decision differs. The result is deterministic if the hosts are. */
export async function shrink(trace: Trace, options: ShrinkOptions): Promise<Shrunk | undefined> {
  const { openHost, openRecordedHost, triesMax = SHRINK_TRIES_MAX, progress } = options;
  const decisions = await differingDecisions(trace, openHost);
  if (decisions.length === 0) return undefined;
  const isReproducible = (await differingDecisions(trace, openRecordedHost)).length === 0;
  const trials = new Trials(trace, { openHost, openRecordedHost: isReproducible ? openRecordedHost : undefined, triesMax, progress });
  const shortest = await findShortest(trials, decisions);
  if (shortest === undefined) return undefined;
  const { decision, kept, isShortest } = shortest;
  const events = [...kept, decision.exchange];
  const card = trace.cards.get(decision.exchange.token);
  return {
    trace: {
      header: { ...trace.header, source: 'shrink' },
      cards: new Map(card === undefined ? [] : [[card.token, card]]),
      events: isReproducible ? await recordedAgain(trace, events, openRecordedHost) : events,
    },
    before: trace.events.length,
    after: events.length,
    tries: trials.tries,
    isShortest,
  };
}
