/**
 * After a refusal, reads the rest of a body and keeps none of it: a client that is still sending
 * would otherwise see its connection reset, and not the refusal. It is read slowly, a piece at a
 * time for all clients together: even bytes that nobody keeps take memory and time of the event
 * loop when they are read.
 */
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Turns } from '../../issuing/turns.ts';

/** A client that sends more than this after a refusal is disconnected. */
export const DISCARDED_BYTES_MAX = 4_194_304;
/** The same for a body whose length was not claimed: it may have no end. */
export const DISCARDED_UNCLAIMED_BYTES_MAX = 262_144;
/** Between two pieces, of whichever clients. */
const PIECE_PAUSE_MS = 2;

/** Whatever the number of clients, this is one piece in each pause. */
export class DiscardedRests {
  readonly #turns: Turns;
  #nextPieceMs = 0;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  discard(request: IncomingMessage): void {
    if (request.complete) return;
    const isClaimed = request.headers['content-length'] !== undefined;
    const bytesMax = isClaimed ? DISCARDED_BYTES_MAX : DISCARDED_UNCLAIMED_BYTES_MAX;
    let bytes = 0;
    const nextPiece = async (): Promise<void> => {
      request.pause();
      await this.#piece();
      request.resume();
    };
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) request.socket.destroy();
      else void nextPiece();
    });
    // The client may leave at any time now.
    request.on('error', () => {});
    request.resume();
  }

  /** Resolves when the next piece may be read. */
  async #piece(): Promise<void> {
    const nowMs = performance.now();
    const atMs = Math.max(nowMs, this.#nextPieceMs) + PIECE_PAUSE_MS;
    this.#nextPieceMs = atMs;
    await delay(atMs - nowMs);
    await this.#turns.next();
  }
}
