/** Each way in which a file of TLS can be wrong, and the sentence about it. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { PEM_BYTES_MAX } from '../../src/tls/pem-files.ts';
import { readTlsFiles, type TlsPaths } from '../../src/tls/tls-files.ts';
import { CertificateFixture, EXPIRED, type Paths } from '../support/certificates.ts';

const NAMES = { cert: 'tlsCert', key: 'tlsKey', ca: 'tlsClientCa' };

let made: CertificateFixture;
let server: Paths;
let other: Paths;
beforeAll(async () => {
  made = await CertificateFixture.create();
  server = await made.server();
  other = await made.server('other');
});
afterAll(() => made.remove());

function read(changes: Partial<TlsPaths>, nowMs = Date.now()) {
  return readTlsFiles({ ...server, ca: '', ...changes }, NAMES, '1.2', nowMs);
}

function refusal(changes: Partial<TlsPaths>): string {
  try {
    read(changes);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replaceAll(`${made.folder}/`, '');
    throw error;
  }
  return 'taken';
}

describe('files that are right', () => {
  test('a certificate, its key and CAs', () => {
    const { options, certificate, warnings } = read({ ca: made.ca });
    expect(certificate?.subject).toBe('CN=server');
    expect(options).toMatchObject({ minVersion: 'TLSv1.2', ca: made.authority.certificate });
    expect(warnings).toEqual([]);
  });

  test('a chain: the first certificate is the own one', async () => {
    const { certificate, key } = await made.credentials({ commonName: 'chained', use: 'server' });
    const cert = made.write('chain.pem', certificate + made.authority.certificate);
    expect(read({ cert, key: made.write('chain-key.pem', key) }).certificate?.subject).toBe('CN=chained');
  });

  test('no files at all, for a client', () => {
    expect(read({ cert: '', key: '' }).certificate).toBeUndefined();
  });

  test('a certificate that has expired is taken with a warning', async () => {
    const old = await made.server('old', {}, EXPIRED);
    expect(read(old).warnings.map((text) => text.replace(made.folder, ''))).toEqual([
      expect.stringMatching(/^tlsCert: the certificate in \/old\.pem expired on \d{4}-\d\d-\d\d; clients refuse it\.$/),
    ]);
  });

  test('one that is not valid yet, and a CA that has expired, likewise', () => {
    const { validFrom, validTo } = new X509Certificate(made.authority.certificate);
    expect(read({ ca: made.ca }, Date.parse(validFrom) - 1).warnings).toHaveLength(2);
    const [, ca] = read({ ca: made.ca }, Date.parse(validTo) + 60_000).warnings;
    expect(ca).toMatch(/^tlsClientCa: the certificate in .*ca\.pem expired on /);
  });
});

describe('files that are wrong', () => {
  test('a certificate without a key, and a key without a certificate', () => {
    expect(refusal({ key: '' })).toBe('tlsCert is set without tlsKey; set both, or neither.');
    expect(refusal({ cert: '' })).toBe('tlsKey is set without tlsCert; set both, or neither.');
  });

  test.each([
    ['cert', 'tlsCert'],
    ['key', 'tlsKey'],
    ['ca', 'tlsClientCa'],
  ])('%s is not there', (file, name) => {
    expect(refusal({ [file]: '/nowhere/x.pem' })).toBe(
      `${name}: the file /nowhere/x.pem cannot be read (ENOENT); check its path and its mode.`,
    );
  });

  test('a folder', () => {
    expect(refusal({ cert: made.folder })).toMatch(/^tlsCert: the file .* cannot be read \(EISDIR\); check its path and its mode\.$/);
  });

  test('a file that is too long', () => {
    const cert = made.write('long.pem', Buffer.alloc(PEM_BYTES_MAX + 1, 0x20));
    expect(refusal({ cert })).toBe(`tlsCert: the file long.pem is longer than ${PEM_BYTES_MAX} bytes; give a PEM file.`);
  });

  test('no PEM', () => {
    expect(refusal({ cert: made.write('empty.pem', '') })).toBe(
      'tlsCert: the file empty.pem holds no certificate in PEM; give the right file.',
    );
    expect(refusal({ key: made.write('text.pem', 'hello') })).toBe(
      'tlsKey: the file text.pem holds no private key in PEM; give the right file.',
    );
  });

  test('the two files exchanged', () => {
    expect(refusal({ cert: server.key, key: server.cert })).toBe(
      'tlsCert: the file server-key.pem holds no certificate in PEM; give the right file.',
    );
    expect(refusal({ key: server.cert })).toBe('tlsKey: the file server.pem holds no private key in PEM; give the right file.');
  });

  test('DER', () => {
    const cert = made.write('server.der', new X509Certificate(made.authority.certificate).raw);
    expect(refusal({ cert })).toBe('tlsCert: the file server.der holds no certificate in PEM; it looks like DER; convert it with openssl.');
  });

  test('a damaged certificate, and a damaged key', () => {
    const cert = made.write('bad.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n');
    expect(refusal({ cert })).toBe('tlsCert: the file bad.pem holds a certificate that is damaged; make or copy it again.');
    const key = made.write('bad-key.pem', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    expect(refusal({ key })).toBe(
      'tlsKey: the file bad-key.pem holds a private key that is damaged or of an unknown kind; make or copy it again.',
    );
  });

  test.each([
    ['PKCS 8', { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }],
    ['SEC 1', { type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }],
  ] as const)('a key with a passphrase, %s', async (kind, form) => {
    const { key } = await made.credentials({});
    const path = made.write(`${kind}.pem`, createPrivateKey(key).export(form));
    expect(refusal({ key: path })).toBe(
      `tlsKey: the file ${kind}.pem holds a key with a passphrase; give one without, in a file that only this user can read.`,
    );
  });

  test('the key of another certificate', () => {
    expect(refusal({ key: other.key })).toBe(
      'tlsKey: the private key in other-key.pem is not that of the first certificate in server.pem; give the two that were made together.',
    );
  });
});
