/** A folder of test certificates: a CA, a server and a client of it, and their keys. */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText } from '../cards/card-data/card-data.ts';
import { TERMINAL_URI } from './terminal-uri.ts';
import { createTestAuthority, type Validity } from './test-certificates.ts';

/** The message is one sentence. */
export class CertificateFolderError extends Error {
  override readonly name = 'CertificateFolderError';
  constructor(message: string) {
    super(errorText(message));
  }
}

export interface CertificateFolderOrder {
  readonly folder: string;
  /** Names and addresses of the server. */
  readonly hosts: readonly string[];
  /** The common name of the client. */
  readonly client: string;
  /** Terminal ids that the client certificate names. */
  readonly terminals: readonly string[];
  readonly validity: Validity;
}

export const CERTIFICATE_FILES = {
  ca: 'ca.pem',
  caKey: 'ca-key.pem',
  server: 'server.pem',
  serverKey: 'server-key.pem',
  client: 'client.pem',
  clientKey: 'client-key.pem',
} as const;

export type CertificatePaths = Readonly<Record<keyof typeof CERTIFICATE_FILES, string>>;

const KEY_MODE = 0o600;
const CERTIFICATE_MODE = 0o644;
const FOLDER_MODE = 0o700;

export function certificatePaths(folder: string): CertificatePaths {
  return Object.fromEntries(Object.entries(CERTIFICATE_FILES).map(([name, file]) => [name, join(folder, file)])) as CertificatePaths;
}

function writeNew(path: string, text: string, mode: number): void {
  writeFileSync(path, text, { mode, flag: 'wx' });
  // The umask does not apply to a mode that is asked for.
  chmodSync(path, mode);
}

/** Writes all files, or none when one of them is there. Rejects with a CertificateFolderError. */
export async function writeCertificateFolder(order: CertificateFolderOrder): Promise<CertificatePaths> {
  const { folder, hosts, client, terminals, validity } = order;
  const paths = certificatePaths(folder);
  const found = Object.values(paths).find((path) => existsSync(path));
  if (found !== undefined) throw new CertificateFolderError(`${found} is there already, and nothing was written; choose another --out.`);
  const authority = await createTestAuthority('aksept test CA', validity);
  const server = await authority.issue({ use: 'server', commonName: hosts[0] ?? 'localhost', hosts }, validity);
  const uris = terminals.map((id) => `${TERMINAL_URI}${id}`);
  const own = await authority.issue({ use: 'client', commonName: client, uris }, validity);
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    writeNew(paths.ca, authority.certificate, CERTIFICATE_MODE);
    writeNew(paths.caKey, authority.key, KEY_MODE);
    writeNew(paths.server, server.certificate, CERTIFICATE_MODE);
    writeNew(paths.serverKey, server.key, KEY_MODE);
    writeNew(paths.client, own.certificate, CERTIFICATE_MODE);
    writeNew(paths.clientKey, own.key, KEY_MODE);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CertificateFolderError(`The certificates cannot be written to ${folder} (${code}); choose another --out.`);
  }
  return paths;
}
