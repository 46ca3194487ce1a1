/** GET /v1/verify: checks the books of every card, and reports the first error. */
import { verifyStore } from '../../issuing/verify-store.ts';
import { type HttpParts, responses, type ZodFastify } from '../parts.ts';
import { VERIFICATION } from '../schema/verification.ts';

export function verifyRoutes(app: ZodFastify, { store, profiles }: HttpParts): void {
  app.get('/v1/verify', { schema: { response: responses({ 200: VERIFICATION }) } }, async () => verifyStore(store.cards, profiles));
}
