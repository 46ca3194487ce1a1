/** Turns socket errors into sentences that say what to do. */
import type { HostAndPort } from '../../config/quantity.ts';

const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start the server with "aksept serve", or check the port',
  ENOTFOUND: 'there is no host with that name',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host does not answer',
  ECONNRESET: 'the host cut the connection',
  EPIPE: 'the host closed the connection',
};

export function socketErrorText(target: HostAndPort, error: Error & { readonly code?: string }): string {
  return `The connection to ${target.host}:${target.port} failed: ${CAUSES[error.code ?? ''] ?? error.message}.`;
}
