/** Reads certificates and private keys in PEM, and says in one sentence what is wrong with a file. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { ConfigError } from '../config/config-error.ts';

/** A path, and the setting or option that gave it: `tlsCert`, `--tls-cert`. */
export interface NamedFile {
  readonly path: string;
  readonly name: string;
}

export const PEM_BYTES_MAX = 1024 * 1024;
const CERTIFICATES = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
const KEY = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/;
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m;
const DER_SEQUENCE = 0x30;

function problem({ path, name }: NamedFile, rest: string): ConfigError {
  return new ConfigError(`${name}: the file ${path} ${rest}`);
}

function read(file: NamedFile): Buffer {
  try {
    if (statSync(file.path).size <= PEM_BYTES_MAX) return readFileSync(file.path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw problem(file, `cannot be read (${code}); check its path and its mode.`);
  }
  throw problem(file, `is longer than ${PEM_BYTES_MAX} bytes; give a PEM file.`);
}

function noPem(file: NamedFile, content: Buffer, what: string): ConfigError {
  const form = content[0] === DER_SEQUENCE ? 'it looks like DER; convert it with openssl' : 'give the right file';
  return problem(file, `holds no ${what} in PEM; ${form}.`);
}

export interface Certificates {
  readonly pem: string;
  /** Not empty. */
  readonly all: readonly X509Certificate[];
}

/** Throws a ConfigError. */
export function readCertificates(file: NamedFile): Certificates {
  const content = read(file);
  const pem = content.toString('latin1');
  const found = pem.match(CERTIFICATES);
  if (found === null) throw noPem(file, content, 'certificate');
  try {
    return { pem, all: found.map((text) => new X509Certificate(text)) };
  } catch {
    throw problem(file, 'holds a certificate that is damaged; make or copy it again.');
  }
}

/** Throws a ConfigError. */
export function readPrivateKey(file: NamedFile): { readonly pem: string; readonly key: KeyObject } {
  const content = read(file);
  const pem = content.toString('latin1');
  if (ENCRYPTED.test(pem)) {
    throw problem(file, 'holds a key with a passphrase; give one without, in a file that only this user can read.');
  }
  if (!KEY.test(pem)) throw noPem(file, content, 'private key');
  try {
    return { pem, key: createPrivateKey(pem) };
  } catch {
    throw problem(file, 'holds a private key that is damaged or of an unknown kind; make or copy it again.');
  }
}
