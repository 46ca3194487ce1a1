/** Reads the files of one end of TLS connections, and checks that they fit together. */
import { constants, type X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { ConfigError } from '../config/config-error.ts';
import { type NamedFile, readCertificates, readPrivateKey } from './pem-files.ts';

/** Paths; empty: none. */
export interface TlsPaths {
  readonly cert: string;
  readonly key: string;
  /** The CAs that the other side's certificate must be of. */
  readonly ca: string;
}

/** What the paths are called where they were given: `tlsCert`, `--tls-cert`. */
export type TlsNames = TlsPaths;

export type TlsMinVersion = '1.2' | '1.3';

export interface TlsMaterial {
  readonly options: SecureContextOptions;
  /** The own certificate; undefined when none was given. */
  readonly certificate: X509Certificate | undefined;
  /** One sentence about each certificate that is not valid now. */
  readonly warnings: readonly string[];
}

function validityWarning({ path, name }: NamedFile, { validFrom, validTo }: X509Certificate, nowMs: number): readonly string[] {
  if (Date.parse(validTo) < nowMs) return [`${name}: the certificate in ${path} expired on ${isoDay(validTo)}; clients refuse it.`];
  if (Date.parse(validFrom) > nowMs) return [`${name}: the certificate in ${path} is valid only from ${isoDay(validFrom)} on.`];
  return [];
}

/** `2026-11-30` of the instant that a certificate shows. */
export function isoDay(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? 'an unknown day' : new Date(ms).toISOString().slice(0, 10);
}

function ownOf(paths: TlsPaths, names: TlsNames): Pick<TlsMaterial, 'options' | 'certificate'> {
  if (paths.cert === '' && paths.key === '') return { options: {}, certificate: undefined };
  if (paths.key === '') throw new ConfigError(`${names.cert} is set without ${names.key}; set both, or neither.`);
  if (paths.cert === '') throw new ConfigError(`${names.key} is set without ${names.cert}; set both, or neither.`);
  const { pem: cert, all } = readCertificates({ path: paths.cert, name: names.cert });
  const { pem: key, key: privateKey } = readPrivateKey({ path: paths.key, name: names.key });
  const certificate = all[0];
  if (certificate?.checkPrivateKey(privateKey) !== true) {
    throw new ConfigError(
      `${names.key}: the private key in ${paths.key} is not that of the first certificate in ${paths.cert}; give the two that were made together.`,
    );
  }
  return { options: { cert, key }, certificate };
}

/** Throws a ConfigError of one sentence that names the setting and the file. */
export function readTlsFiles(paths: TlsPaths, names: TlsNames, minVersion: TlsMinVersion, nowMs: number): TlsMaterial {
  const { options: own, certificate } = ownOf(paths, names);
  const caFile = { path: paths.ca, name: names.ca };
  const ca = paths.ca === '' ? undefined : readCertificates(caFile);
  const options: SecureContextOptions = {
    ...own,
    ...(ca === undefined ? {} : { ca: ca.pem }),
    minVersion: `TLSv${minVersion}`,
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
  try {
    createSecureContext(options);
  } catch (error) {
    // For example, a key that is too short for the security level of OpenSSL.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError(
      `${names.cert}: TLS cannot use ${paths.cert === '' ? paths.ca : paths.cert} (${code}); make another certificate.`,
    );
  }
  const warnings = [
    ...(certificate === undefined ? [] : validityWarning({ path: paths.cert, name: names.cert }, certificate, nowMs)),
    ...(ca?.all ?? []).flatMap((one) => validityWarning(caFile, one, nowMs)),
  ];
  return { options, certificate, warnings };
}
