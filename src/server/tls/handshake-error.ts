/** Says in one sentence why a TLS handshake failed. */

/** Codes of OpenSSL by what they mean. Alerts are what the client said. */
const CAUSES: Readonly<Record<string, string>> = {
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'the client offers only TLS versions below the minimum of this port',
  ERR_SSL_UNKNOWN_PROTOCOL: 'the client offers only TLS versions below the minimum of this port',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the client offers a TLS version that this port does not take',
  ERR_SSL_NO_SHARED_CIPHER: 'client and server have no cipher in common',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "the client does not know the CA of this server's certificate",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: "the client refuses this server's certificate",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "the client refuses this server's certificate",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: "the client finds this server's certificate expired",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'the client takes none of the TLS versions of this port',
  ECONNRESET: 'the client closed the connection',
};

export const CLOSED_IN_HANDSHAKE = 'The TLS handshake failed: the client closed the connection.';

export function handshakeSentence(error: Error & { readonly code?: string }): string {
  const code = error.code ?? 'unknown';
  return `The TLS handshake failed: ${CAUSES[code] ?? code}.`;
}
