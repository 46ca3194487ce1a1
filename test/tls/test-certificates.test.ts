import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS } from '../../src/config/duration.ts';
import { CertificateFixture, DAYS_30, EXPIRED, HOSTS } from '../support/certificates.ts';

let made: CertificateFixture;
beforeAll(async () => {
  made = await CertificateFixture.create();
});
afterAll(() => made.remove());

describe('a test CA', () => {
  test('signs certificates that it is the issuer of', async () => {
    const ca = new X509Certificate(made.authority.certificate);
    const server = new X509Certificate((await made.credentials({ use: 'server', hosts: HOSTS })).certificate);
    expect(ca.ca).toBe(true);
    expect(ca.verify(ca.publicKey)).toBe(true);
    expect(server.ca).toBe(false);
    expect(server.checkIssued(ca)).toBe(true);
    expect(server.verify(ca.publicKey)).toBe(true);
  });

  test('names the hosts of a server, by name and by address', async () => {
    const { certificate } = await made.credentials({ use: 'server', hosts: ['host.example', ...HOSTS] });
    const server = new X509Certificate(certificate);
    expect(server.checkHost('host.example')).toBe('host.example');
    expect(server.checkHost('other.example')).toBeUndefined();
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('::1')).toBe('::1');
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  });

  test('names terminals in a client certificate', async () => {
    const client = new X509Certificate((await made.credentials({ commonName: 'till-7', uris: ['urn:aksept:terminal:T1'] })).certificate);
    expect(client.subject).toBe('CN=till-7');
    expect(client.subjectAltName).toBe('URI:urn:aksept:terminal:T1');
    expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
  });

  test('is valid for the days that were ordered, from a little before', async () => {
    const { certificate } = await made.credentials({}, DAYS_30);
    const { validFrom, validTo } = new X509Certificate(certificate);
    const secondMs = Math.floor(DAYS_30.nowMs / 1_000) * 1_000;
    expect(Date.parse(validTo)).toBe(secondMs + 30 * DAY_MS);
    expect(Date.parse(validFrom)).toBeLessThan(DAYS_30.nowMs);
  });

  test('makes one that has expired', async () => {
    const { validFrom, validTo } = new X509Certificate((await made.credentials({}, EXPIRED)).certificate);
    expect(Date.parse(validTo)).toBeLessThan(EXPIRED.nowMs);
    expect(Date.parse(validFrom)).toBeLessThan(Date.parse(validTo));
  });

  test('gives each certificate a serial number and a key of its own', async () => {
    const all = await Promise.all([made.credentials({}), made.credentials({})]);
    const [one, other] = all.map(({ certificate }) => new X509Certificate(certificate));
    expect(one?.serialNumber).not.toBe(other?.serialNumber);
    expect(all[0]?.key).not.toBe(all[1]?.key);
    expect(Number.parseInt(one?.serialNumber.slice(0, 2) ?? 'ff', 16)).toBeLessThan(0x80);
  });
});
