/** GET /v1/verify: checks the books of every card, and reports the first error. */
import { verifyStore } from '../../issuing/verify-store.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { VERIFICATION } from '../schema/verification.ts';

export function verifyRoutes(app: ZodFastify, { store, profiles, turns, large }: RouteParts): void {
  app.get('/v1/verify', { schema: { response: responses({ 200: VERIFICATION }) } }, async (_request, reply) => {
    return large.run(reply.raw, () => verifyStore(store.cards, profiles, turns));
  });
}
