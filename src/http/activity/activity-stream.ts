/**
 * One client of the activity stream: takes what matches its filter, as many a second as it gets,
 * and is disconnected when it does not read.
 */
import type { ServerResponse } from 'node:http';
import { EventStream } from '../events/event-stream.ts';
import { eventText, heartbeatText, startText } from '../events/event-text.ts';
import { type ActivityFilter, matches } from './filter.ts';
import type { Latency } from './recent-latency.ts';
import type { SharedEntry } from './shared-entry.ts';

export interface StreamLimits {
  /** Entries a second; of more, a sample is sent. */
  readonly perSecondMax: number;
  /** Entries at once for a client that comes back. */
  readonly backlogMax: number;
  /** Of earlier events, not yet taken by the client; with more, it is disconnected. */
  readonly bufferBytesMax: number;
}

export interface StreamRequest {
  readonly filter: ActivityFilter;
  /** Where the client goes on. */
  readonly position: string;
  /** It was there before, and wants what came since. */
  readonly isResumed: boolean;
}

export class ActivityStream {
  /** Up to here all is sent, or was left out. */
  position: string;
  readonly #events: EventStream;
  readonly #filter: ActivityFilter;
  readonly #limits: StreamLimits;
  #tokens: number;
  #refilledMs: number;
  #found: SharedEntry[] = [];
  /** Left out since a sample was told. */
  #missed: number | null = 0;

  constructor(response: ServerResponse, { filter, position, isResumed }: StreamRequest, limits: StreamLimits, onDropped: () => void) {
    this.position = position;
    this.#events = new EventStream(response, limits.bufferBytesMax, onDropped);
    this.#filter = filter;
    this.#limits = limits;
    this.#tokens = isResumed ? limits.backlogMax : limits.perSecondMax;
    this.#refilledMs = performance.now();
  }

  begin(): void {
    const { perSecondMax } = this.#limits;
    this.#events.begin(startText({ perSecondMax }, this.position));
  }

  /** `missed`: entries before these that are no longer kept; null: some, or none. */
  take(entries: readonly SharedEntry[], missed: number | null): void {
    if (missed === null || this.#missed === null) this.#missed = null;
    else this.#missed += missed;
    for (const shared of entries) if (matches(this.#filter, shared.entry)) this.#found.push(shared);
  }

  /** Sends what was taken, or a sample of it; all up to `position` is done then. */
  send(position: string): void {
    this.position = position;
    const found = this.#found;
    this.#found = [];
    const gap = this.#gapText();
    const text = this.#entriesText(found);
    // A client whose place is not known any more must not ask for it again.
    if (gap !== '' || text !== '') this.#events.write(gap + (text === '' ? heartbeatText(position) : text));
  }

  heartbeat(): void {
    this.#events.heartbeat(heartbeatText(this.position));
  }

  latency(latency: Latency): void {
    this.#events.write(eventText('latency', latency));
  }

  trouble(detail: string): void {
    this.#events.write(eventText('trouble', { detail }));
  }

  end(): void {
    this.#events.end();
  }

  #gapText(): string {
    const missed = this.#missed;
    this.#missed = 0;
    return missed === 0 ? '' : eventText('gap', { missed });
  }

  #entriesText(found: readonly SharedEntry[]): string {
    const count = Math.min(found.length, this.#takeTokens(found.length));
    let text = '';
    // Evenly spaced, the newest included.
    for (let n = 1; n <= count; n += 1) text += found[Math.ceil((n * found.length) / count) - 1]?.text ?? '';
    return count === found.length ? text : text + eventText('sampled', { shown: count, of: found.length }, this.position);
  }

  /** So many of those wanted may be sent now. */
  #takeTokens(wanted: number): number {
    const { perSecondMax } = this.#limits;
    const nowMs = performance.now();
    const refilled = this.#tokens + ((nowMs - this.#refilledMs) * perSecondMax) / 1_000;
    this.#tokens = Math.max(Math.min(refilled, perSecondMax), this.#tokens);
    this.#refilledMs = nowMs;
    const taken = Math.min(wanted, Math.floor(this.#tokens));
    this.#tokens -= taken;
    return taken;
  }
}
