/** GET /v1/settings: what the server runs with; read-only, without secrets. */
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { SERVER_INFO } from '../schema/server-info.ts';

export function settingRoutes(app: ZodFastify, { info }: RouteParts): void {
  app.get('/v1/settings', { schema: { response: responses({ 200: SERVER_INFO }) } }, async () => info());
}
