/** A response that sends events while its client reads them: a client that does not is disconnected. */
import type { ServerResponse } from 'node:http';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

export class EventStream {
  readonly #response: ServerResponse;
  readonly #bufferBytesMax: number;
  readonly #onDropped: () => void;
  #heartbeatsUnread = 0;

  /** With more than `bufferBytesMax` of earlier events not yet taken, the client is disconnected. */
  constructor(response: ServerResponse, bufferBytesMax: number, onDropped: () => void) {
    this.#response = response;
    this.#bufferBytesMax = bufferBytesMax;
    this.#onDropped = onDropped;
  }

  begin(text: string): void {
    this.#response.writeHead(200, HEADERS);
    this.write(text);
  }

  write(text: string): void {
    const response = this.#response;
    if (response.destroyed) return;
    // Looked at before: one text may be long, and a client that reads takes it soon.
    if (response.writableLength > this.#bufferBytesMax) this.#drop();
    else response.write(text);
  }

  /** The second that finds unread events disconnects the client. */
  heartbeat(text: string): void {
    this.#heartbeatsUnread = this.#response.writableLength > 0 ? this.#heartbeatsUnread + 1 : 0;
    if (this.#heartbeatsUnread > 1) this.#drop();
    else this.write(text);
  }

  end(): void {
    // Who does not read would never get the end.
    if (this.#response.writableLength > 0) this.#response.destroy();
    else this.#response.end();
  }

  /** Sends a last event. */
  finish(text: string): void {
    if (this.#response.writableLength > this.#bufferBytesMax) this.#drop();
    else this.#response.end(text);
  }

  #drop(): void {
    this.#onDropped();
    this.#response.destroy();
  }
}
