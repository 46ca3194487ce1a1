import { verifyStore } from '../../issuing/verify-store.ts';
import type { HttpParts, ZodFastify } from '../parts.ts';

/** The books of every card: how many are right, and the first that is not. */
export function verifyRoutes(app: ZodFastify, { store, profiles }: HttpParts): void {
  app.get('/v1/verify', async () => verifyStore(store.cards, profiles));
}
