/** Says in one sentence why a client certificate is refused. */
import type { X509Certificate } from 'node:crypto';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { quotable } from '../../cards/card-data/card-data.ts';
import { isoDay } from '../../tls/tls-files.ts';

const NAME_SHOWN_MAX = 64;
const OTHER_CA: ReadonlySet<string> = new Set([
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The common name, if there is exactly one. A peer can send any characters. */
function nameOf(of: PeerCertificate['subject'] | undefined): string {
  const name: unknown = of?.CN;
  if (typeof name !== 'string' || name === '') return 'without a common name';
  return `"${quotable(name.replace(/[^\x20-\x7e]|"/g, '.')).slice(0, NAME_SHOWN_MAX)}"`;
}

function reasonOf(code: string, certificate: X509Certificate, issuer: PeerCertificate['issuer']): string {
  if (code === 'CERT_HAS_EXPIRED') return `expired on ${isoDay(certificate.validTo)}`;
  if (code === 'CERT_NOT_YET_VALID') return `is valid only from ${isoDay(certificate.validFrom)} on`;
  if (OTHER_CA.has(code)) return `is of another CA, ${nameOf(issuer)}`;
  if (code === 'INVALID_PURPOSE') return 'is not made for clients';
  return `cannot be verified (${code})`;
}

/** Empty when the certificate is that of a client which the server takes. */
export function certificateProblem(socket: TLSSocket): string {
  if (socket.authorized) return '';
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) return 'The client sent no certificate, and this port demands one.';
  const { subject, issuer } = socket.getPeerCertificate();
  const error: unknown = socket.authorizationError;
  const code = typeof error === 'string' ? error : error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return `The client certificate of ${nameOf(subject)} ${reasonOf(code, certificate, issuer)}.`;
}
