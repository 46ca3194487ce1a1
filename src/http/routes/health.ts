import type { HttpParts, ZodFastify } from '../parts.ts';

/** Alive, ready, and what Prometheus reads. */
export function healthRoutes(app: ZodFastify, { store, metrics }: HttpParts): void {
  app.get('/healthz', async () => ({ status: 'alive' }));

  app.get('/readyz', async (_request, reply) => {
    const ready = await store.ready();
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the store does not answer', store: store.description });
  });

  app.get('/metrics', async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.text()));
}
