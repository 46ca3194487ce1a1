/** Makes the HTTP client of commands that use a running server. */
import { HttpClient, HttpClientError } from '../http/client.ts';
import { CommandError, EXIT_CODES } from './output.ts';

/** Throws a CommandError when the flag is not an HTTP address. */
export function serverClient(url: string, flag = '--url', timeoutMs?: number): HttpClient {
  try {
    return new HttpClient(url, timeoutMs);
  } catch (error) {
    if (!(error instanceof HttpClientError)) throw error;
    throw new CommandError(`${flag} must be an address such as http://127.0.0.1:8080, not ${url}.`, EXIT_CODES.usage);
  }
}
