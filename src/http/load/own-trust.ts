/** Trust in the certificate of a listener of this server, and in nothing else. */
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { ClientTls } from '../../tls/client-tls.ts';

/**
 * `host` is the address of the listener. The certificate may name another host, which terminals know
 * it by: then its own first name is expected.
 */
export function ownTrust(pem: string, host: string): ClientTls {
  const certificate = new X509Certificate(pem);
  const trust = { ca: pem, allowPartialTrustChain: true };
  const isNamed = isIP(host) === 0 ? certificate.checkHost(host) !== undefined : certificate.checkIP(host) !== undefined;
  const name = nameIn(certificate);
  return isNamed || name === undefined ? trust : { ...trust, servername: name };
}

function nameIn({ subjectAltName = '', subject }: X509Certificate): string | undefined {
  const name = /(?:^|, )DNS:([^,\s]+)/.exec(subjectAltName)?.[1] ?? /^CN=(\S+)$/m.exec(subject)?.[1];
  return name?.replace(/^\*(?=\.)/, 'terminal');
}
