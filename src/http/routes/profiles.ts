/** GET /v1/profiles: the limit profiles in force. */
import { KRONEKORT } from '../../limits/rules/profile.ts';
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { PROFILES } from '../schema/profile.ts';

export function profileRoutes(app: ZodFastify, { profiles }: RouteParts): void {
  app.get('/v1/profiles', { schema: { response: responses({ 200: PROFILES }) } }, async () => ({
    profiles: [...profiles.values()],
    default: KRONEKORT.name,
  }));
}
