/** Liveness, readiness and Prometheus metrics. */
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { ALIVE, METRICS, READINESS } from '../schema/health.ts';

export function healthRoutes(app: ZodFastify, { store, metrics, turns }: RouteParts): void {
  app.get('/healthz', { schema: { response: responses({ 200: ALIVE }) } }, async () => ({ status: 'alive' as const }));

  app.get('/readyz', { schema: { response: responses({ 200: READINESS, 503: READINESS }) } }, async (_request, reply) => {
    const ready = await store.ready();
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the store does not answer', store: store.description });
  });

  app.get('/metrics', { schema: { response: { 200: METRICS } } }, async (_request, reply) => {
    await turns.next();
    return reply.type(metrics.registry.contentType).send(await metrics.text());
  });
}
