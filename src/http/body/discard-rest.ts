/**
 * After a refusal, reads the rest of a body and keeps none of it: a client that is still sending
 * would otherwise see its connection reset, and not the refusal.
 */
import type { IncomingMessage } from 'node:http';

/** A client that sends more than this after a refusal is disconnected. */
export const DISCARDED_BYTES_MAX = 4_194_304;

export function discardRest(request: IncomingMessage): void {
  if (request.complete) return;
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > DISCARDED_BYTES_MAX) request.socket.destroy();
  });
  // The client may leave at any time now.
  request.on('error', () => {});
  request.resume();
}
