/** Turns socket errors into sentences that say what to do. */
import type { Target } from '../../tls/client-tls.ts';
import { tlsErrorText } from '../../tls/tls-error-text.ts';

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start the server with "aksept serve", or check the port',
  ENOTFOUND: 'there is no host with that name',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host does not answer',
  ECONNRESET: 'the host cut the connection',
  EPIPE: 'the host closed the connection',
};

export function socketErrorText(target: Target, error: Error & { readonly code?: string }): string {
  const code = error.code ?? '';
  const tlsCause = target.tls === undefined ? undefined : tlsErrorText(code);
  return `The connection to ${target.host}:${target.port} failed: ${tlsCause ?? CAUSES[code] ?? error.message}.`;
}
