/** POST /v1/inspect: a pasted message taken apart, as `aksept inspect --json` does. */
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { INSPECTED, INSPECTION } from '../schema/inspection.ts';

export function inspectRoutes(app: ZodFastify, { inspector, clock }: RouteParts): void {
  const schema = { body: INSPECTION, response: responses({ 200: INSPECTED }) };
  app.post('/v1/inspect', { config: { bodyLimit: 'inspect', idempotency: 'none' }, schema }, async ({ body }, reply) => {
    const json = await inspector.run(body.text, { ...body, nearMs: clock.nowMs() });
    // It is JSON already.
    return reply.type('application/json; charset=utf-8').send(json as never);
  });
}
