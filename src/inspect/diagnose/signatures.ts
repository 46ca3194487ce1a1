/** The first bytes of other protocols that clients send to a port by mistake. */

export interface Signature {
  readonly name: string;
  readonly matches: (bytes: Buffer) => boolean;
  /** What it looks like, and what to do. */
  readonly sentence: string;
}

const TLS_RECORD = 22;
const TLS_MAJOR = 3;
const SSL2_HELLO = 1;
const PROXY_V2 = Buffer.from('0d0a0d0a000d0a515549540a', 'hex');

function startsWithText(pattern: RegExp): Signature['matches'] {
  return (bytes) => pattern.test(bytes.toString('latin1', 0, 24));
}

/** A TLS record of the handshake, or the hello of SSL 2 that old clients begin with. */
function isTls(bytes: Buffer): boolean {
  if (bytes[0] === TLS_RECORD && bytes[1] === TLS_MAJOR) return (bytes[2] ?? 0) <= 4;
  return bytes.length > 4 && (bytes[0] ?? 0) >= 0x80 && bytes[2] === SSL2_HELLO && bytes[3] === TLS_MAJOR;
}

export const SIGNATURES: readonly Signature[] = [
  {
    name: 'TLS',
    matches: isTls,
    sentence: 'This looks like TLS: this port takes none; turn TLS off in the client, or give the server a certificate (setting tlsCert).',
  },
  {
    name: 'HTTP',
    matches: startsWithText(/^(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|CONNECT|TRACE|PRI) [^ ]/),
    sentence: 'This looks like HTTP: it belongs to the port of the setting httpPort.',
  },
  { name: 'SSH', matches: startsWithText(/^SSH-\d/), sentence: 'This looks like SSH: the client has the wrong port.' },
  {
    name: 'PROXY',
    matches: (bytes) =>
      /^PROXY (?:TCP|UNKNOWN)/.test(bytes.toString('latin1', 0, 16)) || bytes.subarray(0, PROXY_V2.length).equals(PROXY_V2),
    sentence: 'This looks like the PROXY protocol: turn it off in the load balancer.',
  },
  { name: 'Redis', matches: startsWithText(/^\*\d+\r\n\$\d/), sentence: 'This looks like a client of Redis: it has the wrong port.' },
  {
    name: 'JSON or XML',
    matches: startsWithText(/^\s*(?:\{\s*"|\[\s*[{"]|<\?xml|<[A-Za-z])/),
    sentence: 'This looks like JSON or XML: this port takes messages of its own wire format only.',
  },
];
