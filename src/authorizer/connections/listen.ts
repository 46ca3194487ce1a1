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

function sentence(code: string, host: string, port: number, what: string): string {
  const where = `${host}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${where} (${what}) is in use by another program; stop that one or choose another port.`;
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

/** Makes a ListenError from the error of `server.listen`. `what` names the purpose of the port. */
export function listenError(error: unknown, host: string, port: number, what: string): ListenError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return new ListenError(code, sentence(code, host, port, what));
}

/** Resolves when the server listens; rejects with a ListenError. */
export function listen(server: Server, host: string, port: number, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: unknown): void => reject(listenError(error, host, port, what));
    server.once('error', onError);
    server.listen({ host, port }, () => {
      server.off('error', onError);
      resolve();
    });
  });
}
