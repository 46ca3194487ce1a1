/** Refuses query parameters that a route does not take: a misspelt filter must not look like one. */
import { z } from 'zod';
import { HttpError } from './error.ts';
import type { ZodFastify } from './parts.ts';

/** A name of the request is shown when it is such a name: others may hold card data. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z-]{0,39}$/;

function refusal(name: string, route: string, known: readonly string[]): HttpError {
  const shown = PLAIN_NAME.test(name) ? ` "${name}"` : '';
  const taken = known.length === 0 ? 'no query parameters' : `only ${known.join(' and ')}`;
  return new HttpError('badRequest', `Unknown query parameter${shown}; ${route} takes ${taken}.`);
}

/** For all routes that are added later. */
export function checkQueryParameters(app: ZodFastify): void {
  app.addHook('onRoute', (route) => {
    const { querystring } = (route.schema ?? {}) as { readonly querystring?: unknown };
    const known = querystring instanceof z.ZodObject ? Object.keys(querystring.shape) : [];
    const name = `${[route.method].flat()[0]} ${route.url}`;
    route.preValidation = [
      ...[route.preValidation ?? []].flat(),
      ({ query }: { readonly query: unknown }, _reply: unknown, done: () => void) => {
        const unknown = Object.keys(query as object).find((key) => !known.includes(key));
        if (unknown !== undefined) throw refusal(unknown, name, known);
        done();
      },
    ];
  });
}
