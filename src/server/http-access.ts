/** Who may use the HTTP side, from the settings: tokens, certificates, and how many requests. */
import { statSync } from 'node:fs';
import { ConfigError } from '../config/config-error.ts';
import { demandsAccess } from '../config/http-access.ts';
import { isLoopback } from '../config/quantity.ts';
import type { Settings } from '../config/settings-table.ts';
import { type HttpAccess, OPEN_ACCESS } from '../http/access/http-access.ts';
import { TokenBook } from '../http/access/token-book.ts';
import type { Log } from './log.ts';

/** Of a caller, where tokens are demanded: more than any person or scrape makes. */
export const REQUESTS_PER_MINUTE = 6_000;
/** Permission bits of the group and of all others. */
const OTHERS = 0o077;

/** Throws a ConfigError when nobody could use the HTTP side, or the file of tokens is damaged. */
export function httpAccessOf(settings: Settings, log: Log): HttpAccess {
  const { httpRequestsPerMinuteMax, httpFailuresPerMinuteMax: failuresPerMinuteMax, httpMetricsOpen: metricsOpen } = settings;
  if (!demandsAccess(settings)) return { ...OPEN_ACCESS, metricsOpen, requestsPerMinuteMax: httpRequestsPerMinuteMax };
  const { httpTokens: path, httpTlsClientCa, httpTlsCert, httpHost } = settings;
  const book = new TokenBook({ path, nowMs: Date.now, warn: (sentence) => log.warn(sentence) });
  if (book.entries === 0) throw new ConfigError(nobodySentence(settings, httpTlsClientCa !== ''));
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    log.warn(`The file of tokens ${path} is open to other users; run chmod 600 ${path}.`);
  }
  if (httpTlsCert === '' && !isLoopback(httpHost)) {
    log.warn(
      `HTTP listens on ${httpHost} without TLS, so tokens pass in clear; set httpTlsCert and httpTlsKey, or keep the network closed.`,
    );
  }
  const requestsPerMinuteMax = httpRequestsPerMinuteMax === 0 ? REQUESTS_PER_MINUTE : httpRequestsPerMinuteMax;
  return { book, metricsOpen, requestsPerMinuteMax, failuresPerMinuteMax };
}

function nobodySentence({ httpAuth, httpHost, httpTokens }: Settings, hasCa: boolean): string {
  const why = httpAuth === 'required' ? 'httpAuth is required' : `httpHost is ${httpHost}`;
  const flag = httpTokens === 'data/tokens.json' ? '' : ` --file ${httpTokens}`;
  if (hasCa) {
    return `${why}, so HTTP demands a certificate with a role or a token, and ${httpTokens} holds none; give a common name a role with: aksept tokens add NAME --certificate --role operate${flag}`;
  }
  return `${why}, so HTTP demands a token or a client certificate, and there is none: make a token with aksept tokens add NAME --role operate${flag}, or set httpTlsClientCa.`;
}
