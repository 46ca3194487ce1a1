/**
 * The activity streams: while there is one, the store's journal is asked several times a second for
 * what is new, once for all of them. Without a stream nothing is done, and decisions never wait.
 */
import type { ServerResponse } from 'node:http';
import type { Turns } from '../../issuing/turns.ts';
import { type Store, StoreError } from '../../limits/store.ts';
import { HttpError } from '../error.ts';
import type { HttpMetrics } from '../http-metrics.ts';
import { ActivityStream, type StreamLimits, type StreamRequest } from './activity-stream.ts';
import { RecentLatency } from './recent-latency.ts';
import { SharedEntry } from './shared-entry.ts';

export interface ActivityLimits extends StreamLimits {
  readonly streamsMax: number;
  readonly periodMs: number;
  readonly heartbeatMs: number;
  /** How often the latency is told. */
  readonly latencyMs: number;
}

export const ACTIVITY_LIMITS: ActivityLimits = {
  streamsMax: 16,
  perSecondMax: 100,
  backlogMax: 1_000,
  bufferBytesMax: 262_144,
  periodMs: 250,
  heartbeatMs: 15_000,
  latencyMs: 1_000,
};

/** Copied from the journal in one step. */
const PIECE_ENTRIES = 250;
/** A stream that is further behind goes on at the end, and says so. */
const PIECES_MAX = 80;

export interface ActivityParts {
  readonly store: Pick<Store, 'journalEnd' | 'journalAfter'>;
  readonly turns: Turns;
  readonly metrics: Pick<HttpMetrics, 'httpRefused' | 'fault' | 'decisionTimes'>;
  /** Default ACTIVITY_LIMITS. */
  readonly limits?: ActivityLimits;
}

export class Activity {
  readonly #parts: ActivityParts;
  readonly #limits: ActivityLimits;
  readonly #streams = new Set<ActivityStream>();
  #timer: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #latencyTimer: NodeJS.Timeout | undefined;
  readonly #latency: RecentLatency;
  #isReading = false;
  /** What is wrong with the store, as it was told. */
  #trouble = '';

  constructor(parts: ActivityParts) {
    this.#parts = parts;
    this.#limits = parts.limits ?? ACTIVITY_LIMITS;
    this.#latency = new RecentLatency(() => parts.metrics.decisionTimes());
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** Throws the 503 when there are as many streams as may be. */
  mustHaveRoom(): void {
    const { streamsMax } = this.#limits;
    if (this.#streams.size < streamsMax) return;
    throw new HttpError('tooManyStreams', `${streamsMax} activity streams are open, as many as may be; try again when one has ended.`, {
      headers: { 'retry-after': '5' },
    });
  }

  /** The response is the stream's from here on. */
  open(response: ServerResponse, request: StreamRequest): void {
    const stream = new ActivityStream(response, request, this.#limits, () => this.#parts.metrics.httpRefused('streamNotRead'));
    this.#streams.add(stream);
    response.once('close', () => this.#left(stream));
    stream.begin();
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#limits.heartbeatMs).unref();
    if (this.#latencyTimer === undefined) {
      this.#latency.begin();
      this.#latencyTimer = setInterval(() => this.#tellLatency(), this.#limits.latencyMs).unref();
    }
    if (this.#timer === undefined && !this.#isReading) this.#wait(0);
  }

  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #left(stream: ActivityStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    clearInterval(this.#latencyTimer);
    this.#latencyTimer = undefined;
    this.#timer = undefined;
    this.#heartbeat = undefined;
  }

  #beat(): void {
    for (const stream of this.#streams) stream.heartbeat();
  }

  #tellLatency(): void {
    const latency = this.#latency.take();
    for (const stream of this.#streams) stream.latency(latency);
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => void this.#read(), ms).unref();
  }

  async #read(): Promise<void> {
    this.#timer = undefined;
    this.#isReading = true;
    try {
      await this.#sendNew();
      this.#trouble = '';
    } catch (error) {
      this.#tellTrouble(error);
    }
    this.#isReading = false;
    if (this.#streams.size > 0) this.#wait(this.#limits.periodMs);
  }

  #tellTrouble(error: unknown): void {
    if (!(error instanceof StoreError)) this.#parts.metrics.fault('activity', error);
    const detail = error instanceof StoreError ? error.message : 'A fault inside the server; its log says where.';
    if (detail === this.#trouble) return;
    this.#trouble = detail;
    for (const stream of this.#streams) stream.trouble(detail);
  }

  /** Brings all streams to the end of the journal as it is now. Most of them are at the same place. */
  async #sendNew(): Promise<void> {
    const end = await this.#parts.store.journalEnd();
    const places = new Map<string, ActivityStream[]>();
    for (const stream of this.#streams) places.set(stream.position, [...(places.get(stream.position) ?? []), stream]);
    for (const [position, streams] of places) await this.#bring(streams, position, end);
  }

  async #bring(streams: readonly ActivityStream[], position: string, end: string): Promise<void> {
    const { store, turns } = this.#parts;
    const take = (entries: readonly SharedEntry[], missed: number | null): void => {
      for (const stream of streams) stream.take(entries, missed);
    };
    let at = position;
    for (let pieces = 0; at !== end; pieces += 1) {
      const piece = pieces < PIECES_MAX ? await store.journalAfter({ after: at, upTo: end, entriesMax: PIECE_ENTRIES }) : undefined;
      if (piece === undefined) {
        take([], null);
        at = end;
        break;
      }
      take(
        piece.entries.map((entry) => new SharedEntry(entry)),
        piece.missed,
      );
      if (piece.position === at) break;
      at = piece.position;
      if (at !== end) await turns.next();
    }
    for (const stream of streams) stream.send(at);
  }
}
