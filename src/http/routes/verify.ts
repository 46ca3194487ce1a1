import { verifyStore } from '../../issuing/verify-store.ts';
import { type HttpParts, responses, type ZodFastify } from '../parts.ts';
import { VERIFICATION } from '../schema/verification.ts';

/** Checks the books of every card: how many are right, and the first that is not. */
export function verifyRoutes(app: ZodFastify, { store, profiles }: HttpParts): void {
  app.get('/v1/verify', { schema: { response: responses({ 200: VERIFICATION }) } }, async () => verifyStore(store.cards, profiles));
}
