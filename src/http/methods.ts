/** Tells a path that takes other methods (405, with Allow) from one that does not exist (404). */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './error.ts';
import type { ZodFastify } from './parts.ts';

function noSuchPath(): HttpError {
  return new HttpError('noSuchPath', 'There is no such path; GET /docs lists them.');
}

/** `/v1/cards/:token` as a pattern of paths. */
function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:[A-Za-z]+/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}

/** The methods of each path of the server. */
class PathMethods {
  readonly #paths = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();

  add(url: string, methods: readonly string[]): void {
    const path = this.#paths.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) };
    this.#paths.set(url, path);
    for (const method of methods) path.methods.add(method);
  }

  /** Sorted; none when there is no such path. A path without parameters comes before one with. */
  of(path: string): readonly string[] {
    const exact = this.#paths.get(path);
    const found = exact ?? [...this.#paths.values()].find(({ pattern }) => pattern.test(path));
    return [...(found?.methods ?? [])].sort();
  }
}

/** Answers a request that no route takes, before its body is looked at; returns undefined for others. */
export type OtherMethods = (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined;

/** For all routes that are added later. */
export function otherMethods(app: ZodFastify): OtherMethods {
  const paths = new PathMethods();
  app.addHook('onRoute', ({ url, method }) => paths.add(url, [method].flat()));
  app.setNotFoundHandler(() => {
    throw noSuchPath();
  });
  return (request, reply) => {
    if (!request.is404) return undefined;
    const [path = ''] = (request.raw.url ?? '').split('?', 1);
    const methods = paths.of(path);
    if (methods.length === 0) throw noSuchPath();
    const allow = methods.join(', ');
    if (request.method === 'OPTIONS') return reply.status(204).header('allow', allow).send();
    throw new HttpError('methodNotAllowed', `This path does not take the method of the request; it takes ${allow}.`, {
      headers: { allow },
    });
  };
}
