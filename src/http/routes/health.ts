/** Liveness, readiness and Prometheus metrics. */
import { type RouteParts, responses, type ZodFastify } from '../parts.ts';
import { ALIVE, METRICS, READINESS } from '../schema/health.ts';

export function healthRoutes(app: ZodFastify, { store, office, metrics, turns }: RouteParts): void {
  app.get('/healthz', { schema: { response: responses({ 200: ALIVE }) } }, async () => ({ status: 'alive' as const }));

  app.get('/readyz', { schema: { response: responses({ 200: READINESS, 503: READINESS }) } }, async (_request, reply) => {
    const [storeReady, databaseReady] = await Promise.all([store.ready(), office?.database.ready() ?? true]);
    const status = !storeReady ? 'the store does not answer' : databaseReady ? 'ready' : 'the database does not answer';
    const parts = { store: store.description, ...(office === undefined ? {} : { database: office.database.description }) };
    return reply.status(status === 'ready' ? 200 : 503).send({ status, ...parts });
  });

  app.get('/metrics', { schema: { response: { 200: METRICS } } }, async (_request, reply) => {
    await turns.next();
    return reply.type(metrics.registry.contentType).send(await metrics.text());
  });
}
