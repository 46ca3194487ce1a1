/** What went wrong between a client and a TLS server, and what to do. */

const UNTRUSTED = "the server's certificate is of a CA that is not trusted here; give the file of its CA with --tls-ca";

const CAUSES: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_HAS_EXPIRED: "the server's certificate has expired; the server needs a new one",
  CERT_NOT_YET_VALID: "the server's certificate is not valid yet; check the clocks of both machines",
  ERR_TLS_CERT_ALTNAME_INVALID:
    "the server's certificate is of another host name; use that name in the address, or give it with --tls-server-name",
  ERR_SSL_WRONG_VERSION_NUMBER: 'the port takes no TLS; leave out --tls, or check the port',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the server takes only TLS versions that this client does not have',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the server takes only TLS versions that this client does not take',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'the server demands a client certificate; give one with --tls-cert and --tls-key',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'the server refused the TLS handshake; it may demand a client certificate (--tls-cert, --tls-key)',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'the server does not know the CA of the client certificate; give another with --tls-cert and --tls-key',
  ECONNRESET: 'the host closed the connection during the TLS handshake; it may take no TLS',
};

export const OTHER_CERTIFICATE = 'that it does not demand another client certificate (--tls-cert, --tls-key)';
export const CLIENT_REFUSED = 'it may demand a client certificate (--tls-cert, --tls-key), or refuse this one; its log says why';

export function noHandshake(timeoutMs: number): string {
  return `the TLS handshake was not done within ${timeoutMs} ms; the port may take no TLS`;
}

/** Undefined when TLS is not the cause. */
export function tlsErrorText(code: string): string | undefined {
  if (Object.hasOwn(CAUSES, code)) return CAUSES[code];
  return /^ERR_(?:SSL|TLS)_/.test(code) ? `the TLS handshake failed (${code})` : undefined;
}
