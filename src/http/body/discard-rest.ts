/**
 * After a refusal, reads the rest of a body and keeps none of it: a client that is still sending
 * would otherwise see its connection reset, and not the refusal. It is read slowly, a piece at a
 * time: even bytes that nobody keeps take memory and time of the event loop when they are read.
 */
import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Turns } from '../../issuing/turns.ts';

/** A client that sends more than this after a refusal is disconnected. */
export const DISCARDED_BYTES_MAX = 4_194_304;
/** The same for a body whose length was not claimed: it may have no end. */
export const DISCARDED_UNCLAIMED_BYTES_MAX = 262_144;
/** Between two pieces. */
const PIECE_PAUSE_MS = 10;

export function discardRest(request: IncomingMessage, turns: Turns): void {
  if (request.complete) return;
  const isClaimed = request.headers['content-length'] !== undefined;
  const bytesMax = isClaimed ? DISCARDED_BYTES_MAX : DISCARDED_UNCLAIMED_BYTES_MAX;
  let bytes = 0;
  const nextPiece = async (): Promise<void> => {
    request.pause();
    await delay(PIECE_PAUSE_MS);
    await turns.next();
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
