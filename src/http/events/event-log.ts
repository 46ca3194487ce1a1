/**
 * The events of something that goes on for a while, such as a load run: the newest are kept, numbered
 * from 1, for clients that come later or come back; the streams get them as they happen.
 */
import type { ServerResponse } from 'node:http';
import { EventStream } from './event-stream.ts';
import { eventText, heartbeatText, startText } from './event-text.ts';

export interface EventLogLimits {
  /** Events that are kept. */
  readonly keptMax: number;
  /** Of a stream, not yet taken by its client; with more, it is disconnected. */
  readonly bufferBytesMax: number;
  readonly heartbeatMs: number;
}

export const EVENT_LOG_LIMITS: EventLogLimits = { keptMax: 1_000, bufferBytesMax: 262_144, heartbeatMs: 15_000 };

export class EventLog {
  readonly #limits: EventLogLimits;
  readonly #onDropped: () => void;
  readonly #kept: string[] = [];
  readonly #streams = new Set<EventStream>();
  /** The number of the newest. */
  #count = 0;
  /** The last event, after which there are no more. */
  #end: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(onDropped: () => void, limits: EventLogLimits = EVENT_LOG_LIMITS) {
    this.#onDropped = onDropped;
    this.#limits = limits;
  }

  get streams(): number {
    return this.#streams.size;
  }

  add(name: string, data: unknown): void {
    this.#count += 1;
    const text = eventText(name, data, String(this.#count));
    this.#kept.push(text);
    if (this.#kept.length > this.#limits.keptMax) this.#kept.shift();
    for (const stream of this.#streams) stream.write(text);
  }

  end(name: string, data: unknown): void {
    this.#end = eventText(name, data, String(this.#count));
    for (const stream of this.#streams) stream.finish(this.#end);
  }

  /** Forgets all events but the last. */
  forget(): void {
    this.#kept.length = 0;
  }

  /** `after`: the number of the last event that the client has; 0: none. The response is the stream's from here on. */
  open(response: ServerResponse, start: unknown, after: number): void {
    const stream = new EventStream(response, this.#limits.bufferBytesMax, this.#onDropped);
    const oldest = this.#count - this.#kept.length;
    const missed = Math.max(0, oldest - after);
    // A number that was never given, as of a server before: all that is kept.
    const from = after > this.#count ? 0 : Math.max(0, after - oldest);
    stream.begin(startText(start, String(Math.min(after, this.#count))));
    if (missed > 0) stream.write(eventText('gap', { missed }));
    stream.write(this.#kept.slice(from).join(''));
    if (this.#end !== undefined) {
      stream.finish(this.#end);
      return;
    }
    this.#streams.add(stream);
    this.#timer ??= setInterval(() => this.#beat(), this.#limits.heartbeatMs).unref();
    response.once('close', () => this.#left(stream));
  }

  /** Ends all streams without a last event. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #beat(): void {
    for (const stream of this.#streams) stream.heartbeat(heartbeatText(String(this.#count)));
  }

  #left(stream: EventStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
