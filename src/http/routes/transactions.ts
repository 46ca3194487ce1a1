/** POST /v1/transactions: one transaction, decided like those over TCP, fault rules included. */
import { maskPan } from '../../protocol/mask.ts';
import { FaultyReply } from '../faulty-reply.ts';
import { type HttpParts, responses, type ZodFastify } from '../parts.ts';
import { TRANSACTION, toRequest } from '../schema/transaction.ts';
import { answerOf, TRANSACTION_ANSWER } from '../schema/transaction-answer.ts';
import { newPinBlockOf, pinBlockOf } from './pin-blocks.ts';

export function transactionRoutes(app: ZodFastify, parts: HttpParts): void {
  const { handler, faults } = parts;
  const schema = { body: TRANSACTION, response: responses({ 200: TRANSACTION_ANSWER }) };
  app.post('/v1/transactions', { config: { idempotency: 'none' }, schema }, (asked, reply) => {
    const { body } = asked;
    if (parts.audit?.transactions === true) asked.subject = maskPan(body.pan);
    const request = toRequest(body, pinBlockOf(body, parts), newPinBlockOf(body, parts), parts.clock.nowMs());
    if (faults.active) new FaultyReply(reply, faults).handle(request, handler);
    else handler.handle(request, { reply: (response) => void reply.send(answerOf(response)) });
  });
}
