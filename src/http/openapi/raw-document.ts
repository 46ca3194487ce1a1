/** OpenAPI 3.1 of the routes by their zod schemas alone, as the libraries make it. */
import { fastify } from 'fastify';
import { createJsonSchemaTransform, createJsonSchemaTransformObject, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { packageVersion } from '../../config/package-version.ts';
import { componentRegistry } from './components.ts';
import { TAGS } from './operation.ts';
import type { RecordedRoute } from './recorded-routes.ts';

type Override = NonNullable<NonNullable<Parameters<typeof createJsonSchemaTransform>[0]['zodToJsonConfig']>['override']>;

/** Descriptions of fields are in zod's global registry, beside the registry of the named schemas. */
const override: Override = ({ zodSchema, jsonSchema }) => {
  const { description } = z.globalRegistry.get(zodSchema) ?? {};
  if (description !== undefined) jsonSchema.description ??= description;
  // To OpenAPI it would mean a field of responses only.
  delete jsonSchema.readOnly;
};

/** On a Fastify of its own, which never listens: its plugin must come before the routes. */
export async function rawDocument(routes: readonly RecordedRoute[]): Promise<unknown> {
  const { default: swagger } = await import('@fastify/swagger');
  const app = fastify({ exposeHeadRoutes: false }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => JSON.stringify);
  const options = { schemaRegistry: componentRegistry(), zodToJsonConfig: { override } };
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'aksept',
        version: packageVersion(),
        description:
          'Card authorization, limits and their administration over HTTP. Amounts are in minor units (øre), instants in Unix milliseconds.',
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      servers: [{ url: '/', description: 'This server' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    },
    transform: createJsonSchemaTransform(options),
    transformObject: createJsonSchemaTransformObject(options),
  });
  for (const { method, url, schema } of routes) app.route({ method, url, schema, handler: async () => undefined });
  await app.ready();
  const document: unknown = app.swagger();
  await app.close();
  return document;
}
