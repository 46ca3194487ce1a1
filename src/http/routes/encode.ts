/** POST /v1/encode: the bytes that a transaction and its answer have on a wire, taken apart; nothing is decided. */
import { requestFrame, responseFrame, WireEncoders } from '../encoding/wire-encoder.ts';
import { HttpError } from '../error.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { ENCODED, ENCODING, toResponse } from '../schema/encoding.ts';
import { toRequest } from '../schema/transaction.ts';
import { newPinBlockOf, pinBlockOf } from './pin-blocks.ts';

function written(wire: string, write: () => Buffer): Buffer {
  try {
    return write();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new HttpError('badRequest', `The transaction cannot be written as ${wire}: ${error.message}`);
  }
}

export function encodeRoutes(app: ZodFastify, parts: RouteParts): void {
  const { turns, large, clock } = parts;
  const encoders = new WireEncoders(clock.nowMs);
  const schema = { body: ENCODING, response: responses({ 200: ENCODED }) };
  app.post('/v1/encode', { config: { bodyLimit: 'exchange', idempotency: 'none' }, schema }, async ({ body }, reply) => {
    const { wire, transaction, answer } = body;
    const request = toRequest(transaction, pinBlockOf(transaction, parts), newPinBlockOf(transaction, parts), clock.nowMs());
    const pans = [transaction.pan].filter((pan) => pan !== '');
    // To list a message takes longer than to answer one, so each has a turn of its own.
    return large.run(reply.raw, async () => {
      await turns.next();
      const encoder = encoders.of(wire);
      const list = (write: () => Buffer) => encoder.list(written(wire, write), pans);
      const shown = { wire, header: encoder.header.description, request: list(() => requestFrame(encoder, request)) };
      if (answer === undefined) return shown;
      await turns.next();
      return { ...shown, answer: list(() => responseFrame(encoder, request, toResponse(answer))) };
    });
  });
}
