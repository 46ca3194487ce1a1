/** How a client speaks TLS: which CAs it trusts, and its own certificate. Plain data. */
import { isIP } from 'node:net';
import { ConfigError } from '../config/config-error.ts';
import type { HostAndPort } from '../config/quantity.ts';
import { readTlsFiles } from './tls-files.ts';

/** As on the command line: `--tls`, `--tls-ca FILE` and so on. */
export interface ClientTlsOptions {
  /** TLS on the connection to the port for terminals. HTTPS follows from the address. */
  readonly tls?: boolean;
  /** CA certificates in PEM; those that Node ships when not given. */
  readonly tlsCa?: string;
  /** Client certificate in PEM. */
  readonly tlsCert?: string;
  /** Its private key in PEM. */
  readonly tlsKey?: string;
  /** The name that the server's certificate must have; the host of the address when not given. */
  readonly tlsServerName?: string;
}

export interface ClientTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
  /** A certificate in `ca` that is no root is trusted, too. */
  readonly allowPartialTrustChain?: boolean;
}

/** Where a client connects to. */
export interface Target extends HostAndPort {
  /** Undefined: without TLS. */
  readonly tls?: ClientTls | undefined;
}

/** The name of an option as the user wrote it: `--tls-ca`, or `tlsCa`. */
export type TlsOptionName = (option: keyof ClientTlsOptions) => string;

const FILE_OPTIONS = ['tlsCa', 'tlsCert', 'tlsKey', 'tlsServerName'] as const;

/** Reads the files. Throws a ConfigError. */
export function readClientTls(options: ClientTlsOptions, named: TlsOptionName): ClientTls {
  const { tlsCa = '', tlsCert = '', tlsKey = '', tlsServerName } = options;
  if (tlsServerName !== undefined && isIP(tlsServerName) !== 0) {
    throw new ConfigError(
      `${named('tlsServerName')} is ${tlsServerName}, an address; give the host name in the certificate, or leave it out.`,
    );
  }
  const names = { cert: named('tlsCert'), key: named('tlsKey'), ca: named('tlsCa') };
  const { ca, cert, key } = readTlsFiles({ cert: tlsCert, key: tlsKey, ca: tlsCa }, names, '1.2', Date.now()).options;
  return {
    ...(ca === undefined ? {} : { ca: String(ca) }),
    ...(cert === undefined ? {} : { cert: String(cert) }),
    ...(key === undefined ? {} : { key: String(key) }),
    ...(tlsServerName === undefined ? {} : { servername: tlsServerName }),
  };
}

/**
 * TLS for the port for terminals; undefined when it is not asked for. `url`: the HTTP address, for
 * which the files can be meant instead. Throws a ConfigError.
 */
export function terminalTls(options: ClientTlsOptions, named: TlsOptionName, url = ''): ClientTls | undefined {
  if (options.tls === true) return readClientTls(options, named);
  const given = FILE_OPTIONS.find((option) => options[option] !== undefined);
  if (given === undefined || url.startsWith('https:')) return undefined;
  throw new ConfigError(`${named(given)} has no meaning without TLS; add ${named('tls')}.`);
}
