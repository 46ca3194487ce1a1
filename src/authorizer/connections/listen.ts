/** Opens a port, or explains in one sentence why that failed and what to do. */

import type { Server } from 'node:net';
import { errorText } from '../../cards/card-data/card-data.ts';

/** Thrown when a port could not be opened. The message is one sentence that says what to do. */
export class ListenError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(errorText(message));
    this.name = 'ListenError';
    this.code = code;
  }
}

export interface ListenAddress {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** The purpose of the port. */
  readonly what: string;
  /** The option that takes any free port instead, such as `--http-port 0`. */
  readonly freePort?: string | undefined;
}

function sentence(code: string, { host, port, what, freePort }: ListenAddress): string {
  const where = `${host}:${port}`;
  switch (code) {
    case 'EADDRINUSE': {
      const instead = freePort === undefined ? ' or choose another port' : `, or take any free port with ${freePort}`;
      return `Port ${where} (${what}) is in use by another program; stop that one${instead}.`;
    }
    case 'EACCES':
      return `Port ${where} (${what}) may not be opened by this user; choose a port above 1023.`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${host} to listen on (${what}); choose 127.0.0.1 or one of its own addresses.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host name ${host} (${what}) is not known; choose 127.0.0.1 or one of this machine's own addresses.`;
    default:
      return `Port ${where} (${what}) cannot be opened (${code}); choose another host or port.`;
  }
}

/** Makes a ListenError from the error of `server.listen`. */
export function listenError(error: unknown, address: ListenAddress): ListenError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return new ListenError(code, sentence(code, address));
}

/** Resolves when the server listens; rejects with a ListenError. */
export function listen(server: Server, address: ListenAddress): Promise<void> {
  const { host, port } = address;
  return new Promise((resolve, reject) => {
    const onError = (error: unknown): void => reject(listenError(error, address));
    server.once('error', onError);
    server.listen({ host, port }, () => {
      server.off('error', onError);
      resolve();
    });
  });
}
