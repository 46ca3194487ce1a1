/**
 * Makes certificates for tests: a certificate authority, and certificates of servers and clients that
 * it signs. EC P-256, SHA-256. Node cannot make certificates, so the library that can is loaded here,
 * and only when it is used.
 */
import { randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { Extension } from '@peculiar/x509';
import { DAY_MS, MINUTE_MS } from '../config/duration.ts';

/** A certificate and its private key, both in PEM. */
export interface Credentials {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateOrder {
  readonly commonName: string;
  readonly use: 'server' | 'client';
  /** Host names and IP addresses of a server. */
  readonly hosts?: readonly string[];
  /** URIs in the subject alternative name of a client. */
  readonly uris?: readonly string[];
}

export interface Validity {
  readonly days: number;
  /** The instant of issue, Unix milliseconds. */
  readonly nowMs: number;
}

export interface TestAuthority extends Credentials {
  issue(order: CertificateOrder, validity: Validity): Promise<Credentials>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
/** The clock of the other machine may be late. */
const BACKDATED_MS = 5 * MINUTE_MS;
const SERIAL_BYTES = 16;

type Library = typeof import('@peculiar/x509');
type KeyPair = webcrypto.CryptoKeyPair;

async function loadLibrary(): Promise<Library> {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

function newKeys(): Promise<KeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END PRIVATE KEY-----\n`;
}

/** RFC 5280: a positive number, so the first bit is 0; not zero either. */
function newSerial(): string {
  const bytes = randomBytes(SERIAL_BYTES);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function validityOf({ days, nowMs }: Validity): { readonly notBefore: Date; readonly notAfter: Date } {
  const endMs = nowMs + days * DAY_MS;
  return { notBefore: new Date(Math.min(nowMs - BACKDATED_MS, endMs - MINUTE_MS)), notAfter: new Date(endMs) };
}

function namesOf(library: Library, { hosts = [], uris = [] }: CertificateOrder): readonly Extension[] {
  const names = [
    ...hosts.map((host) => ({ type: isIP(host) === 0 ? ('dns' as const) : ('ip' as const), value: host })),
    ...uris.map((uri) => ({ type: 'url' as const, value: uri })),
  ];
  return names.length === 0 ? [] : [new library.SubjectAlternativeNameExtension(names)];
}

/** A certificate authority with a new key. */
export async function createTestAuthority(commonName: string, validity: Validity): Promise<TestAuthority> {
  const library = await loadLibrary();
  const { X509CertificateGenerator: generator, KeyUsageFlags: usage } = library;
  const authority = await newKeys();
  const name = [{ CN: [commonName] }];
  const own = await generator.createSelfSigned({
    serialNumber: newSerial(),
    name,
    ...validityOf(validity),
    keys: authority,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new library.BasicConstraintsExtension(true, 0, true),
      new library.KeyUsagesExtension(usage.keyCertSign | usage.cRLSign, true),
      await library.SubjectKeyIdentifierExtension.create(authority.publicKey),
    ],
  });
  const issue = async (order: CertificateOrder, during: Validity): Promise<Credentials> => {
    const keys = await newKeys();
    const use = order.use === 'server' ? library.ExtendedKeyUsage.serverAuth : library.ExtendedKeyUsage.clientAuth;
    const certificate = await generator.create({
      serialNumber: newSerial(),
      subject: [{ CN: [order.commonName] }],
      issuer: own.subjectName,
      ...validityOf(during),
      publicKey: keys.publicKey,
      signingKey: authority.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new library.BasicConstraintsExtension(false, undefined, true),
        new library.KeyUsagesExtension(usage.digitalSignature, true),
        new library.ExtendedKeyUsageExtension([use]),
        await library.SubjectKeyIdentifierExtension.create(keys.publicKey),
        await library.AuthorityKeyIdentifierExtension.create(authority.publicKey),
        ...namesOf(library, order),
      ],
    });
    return { certificate: `${certificate.toString('pem')}\n`, key: await keyPem(keys.privateKey) };
  };
  return { certificate: `${own.toString('pem')}\n`, key: await keyPem(authority.privateKey), issue };
}
