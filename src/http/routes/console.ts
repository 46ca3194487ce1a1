/** The web console at `/`: a page, a script and a style sheet that load nothing from elsewhere. */
import { readConsole } from '../console-files.ts';
import type { ZodFastify } from '../parts.ts';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};
/** Names of assets hold a hash of what is in them. */
const FOREVER = 'public, max-age=31536000, immutable';

export function consoleRoutes(app: ZodFastify, folder?: string): void {
  for (const [path, { bytes, type, etag }] of readConsole(folder)) {
    app.get(path, { config: { access: 'open' }, schema: { hide: true } as object }, async ({ headers }, reply) => {
      reply.headers({ ...HEADERS, etag, 'cache-control': path === '/' ? 'no-cache' : FOREVER });
      if (headers['if-none-match'] === etag) return reply.status(304).send();
      return reply.type(type).send(bytes);
    });
  }
}
