/** Replays a trace on a host: many cards at once, but the events of one card in their order. */
import { performance } from 'node:perf_hooks';
import type { Exchange, Trace, TraceEvent } from '../format/lines.ts';
import { CardQueues } from './card-queues.ts';
import type { ReplayedExchange } from './differences.ts';
import type { ReplayHost } from './replay-host.ts';
import { type ReplayResult, ResultCollector } from './replay-result.ts';

export interface ReplayOptions {
  /** 1: the recorded speed, 10: ten times as fast; 0: as fast as possible. */
  readonly speed: number;
  readonly inFlightMax?: number;
  /** Called every PROGRESS_EVERY events with the number of events done. */
  readonly progress?: (done: number) => void;
  /** Called with each exchange and its answer, in the order in which answers come. */
  readonly each?: (exchange: Exchange, replayed: ReplayedExchange) => void;
}

export const IN_FLIGHT_MAX = 256;
const PROGRESS_EVERY = 1_000;
/** The event loop gets a turn after this many events, so that signals and timers are handled. */
const YIELD_EVERY = 5_000;
const NOTES_MAX = 10;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Whether the event is sent again. */
export function isReplayed(event: TraceEvent): boolean {
  return event.kind === 'office' || event.decision !== undefined;
}

/** Sends one event to the host; returns undefined if that is done already. */
function sender(host: ReplayHost, results: ResultCollector, each: ReplayOptions['each']): (event: TraceEvent) => Promise<void> | undefined {
  const take = (exchange: Exchange, replayed: ReplayedExchange | undefined): void => {
    results.add(exchange, replayed);
    if (replayed !== undefined) each?.(exchange, replayed);
  };
  return (event) => {
    if (event.kind === 'office') return host.applyOfficeLine(event);
    const answer = host.send(event);
    if (answer instanceof Promise) return answer.then((replayed) => take(event, replayed));
    take(event, answer);
    return undefined;
  };
}

/** Waits before each event until it is due; at full speed it only gives the event loop its turns. */
function pacer(speed: number, firstMs: number): (atMs: number) => Promise<void> | undefined {
  const beganMs = performance.now();
  let sent = 0;
  return (atMs) => {
    sent += 1;
    if (speed === 0) return sent % YIELD_EVERY === 0 ? pause(0) : undefined;
    const waitMs = (atMs - firstMs) / speed - (performance.now() - beganMs);
    return waitMs >= 1 ? pause(waitMs) : undefined;
  };
}

/** Rejects if the host rejects. Differences are in the result. */
export async function replay(trace: Trace, host: ReplayHost, options: ReplayOptions): Promise<ReplayResult> {
  const { speed, inFlightMax = IN_FLIGHT_MAX, progress, each } = options;
  const startedMs = performance.now();
  const notes: string[] = [];
  for (const card of trace.cards.values()) notes.push(...(await host.addCard(card)));
  let done = 0;
  const finished = (): void => {
    done += 1;
    if (done % PROGRESS_EVERY === 0) progress?.(done);
  };
  const results = new ResultCollector();
  const send = sender(host, results, each);
  const queues = new CardQueues(inFlightMax, finished);
  const due = pacer(speed, trace.events.find(isReplayed)?.atMs ?? 0);
  for (const event of trace.events) {
    if (!isReplayed(event)) {
      finished();
      continue;
    }
    const wait = due(event.atMs);
    if (wait !== undefined) await wait;
    await queues.room();
    if (queues.hasFailed) break;
    queues.run(event.token, () => send(event));
  }
  await queues.drained();
  return {
    exchanges: trace.events.filter(({ kind }) => kind === 'exchange').length,
    undecided: trace.events.filter((event) => !isReplayed(event)).length,
    ...results.result(),
    notes: firstFew(notes),
    elapsedMs: performance.now() - startedMs,
  };
}

function firstFew(notes: readonly string[]): readonly string[] {
  return notes.length <= NOTES_MAX ? notes : [...notes.slice(0, NOTES_MAX), `There are ${notes.length - NOTES_MAX} more of these.`];
}
