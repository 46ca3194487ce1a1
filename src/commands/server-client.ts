/** Makes the HTTP client of commands that use a running server. */
import { HttpClient, HttpClientError } from '../http/client.ts';
import { type ClientTlsOptions, readClientTls } from '../tls/client-tls.ts';
import { readClientToken, type TokenOptions } from './client-token.ts';
import { CommandError, EXIT_CODES } from './output.ts';
import { tlsFlag } from './tls-options.ts';

export interface ServerClientOptions extends ClientTlsOptions, TokenOptions {
  /** The flag that gave the address, for errors. */
  readonly flag?: string;
  readonly timeoutMs?: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Throws a CommandError when the flag is not an HTTP address or there is no token in its file, and a
 * ConfigError when a file of TLS cannot be used.
 */
export function serverClient(url: string, options: ServerClientOptions = {}): HttpClient {
  const { flag = '--url', timeoutMs, headers } = options;
  const tls = readClientTls(options, tlsFlag);
  const token = readClientToken(options);
  try {
    return new HttpClient(url, timeoutMs, tls, token, headers);
  } catch (error) {
    if (!(error instanceof HttpClientError)) throw error;
    throw new CommandError(`${flag} must be an address such as http://127.0.0.1:8080, not ${url}.`, EXIT_CODES.usage);
  }
}
