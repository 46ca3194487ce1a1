/** Certificates for tests, made by the code of `aksept certs dev`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CertificateOrder, type Credentials, createTestAuthority, type TestAuthority } from '../../src/tls/test-certificates.ts';

export const HOSTS = ['localhost', '127.0.0.1', '::1'];

export const DAYS_30 = { days: 30, nowMs: Date.now() };
/** Over since yesterday. */
export const EXPIRED = { days: -1, nowMs: Date.now() };

export interface Paths {
  readonly cert: string;
  readonly key: string;
}

/** A folder with a CA and what it issues. */
export class CertificateFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'aksept-tls-'));
  readonly authority: TestAuthority;
  readonly ca: string;

  private constructor(authority: TestAuthority) {
    this.authority = authority;
    this.ca = this.write('ca.pem', authority.certificate);
  }

  static async create(name = 'test CA'): Promise<CertificateFixture> {
    return new CertificateFixture(await createTestAuthority(name, DAYS_30));
  }

  async issue(name: string, order: Partial<CertificateOrder> = {}, validity = DAYS_30): Promise<Paths> {
    return this.writePair(name, await this.credentials({ commonName: name, ...order }, validity));
  }

  server(name = 'server', order: Partial<CertificateOrder> = {}, validity = DAYS_30): Promise<Paths> {
    return this.issue(name, { use: 'server', hosts: HOSTS, ...order }, validity);
  }

  credentials(order: Partial<CertificateOrder>, validity = DAYS_30): Promise<Credentials> {
    return this.authority.issue({ commonName: 'client', use: 'client', ...order }, validity);
  }

  writePair(name: string, { certificate, key }: Credentials): Paths {
    return { cert: this.write(`${name}.pem`, certificate), key: this.write(`${name}-key.pem`, key) };
  }

  write(name: string, text: string | Buffer): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
