/** Opens the socket of a client, with or without TLS. */
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Target } from './client-tls.ts';

/** The event that says that the socket can be used. */
export function readyEventOf({ tls }: Target): 'connect' | 'secureConnect' {
  return tls === undefined ? 'connect' : 'secureConnect';
}

export function openSocket({ host, port, tls }: Target): Socket {
  return tls === undefined ? connect({ host, port, noDelay: true }) : connectTls({ ...tls, host, port }).setNoDelay(true);
}
