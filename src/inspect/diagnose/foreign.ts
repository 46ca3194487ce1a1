/** Names bytes that are no ISO 8583 message but something else that reaches such ports. */

interface Foreign {
  readonly words: string;
  readonly is: (bytes: Buffer, text: string) => boolean;
}

/** Enough for every signature. */
const HEAD_BYTES = 64;
const TLS_RECORD_BYTES = 5;
const TLS_RECORD_MAX = 0x4100;
const IP_HEADER_BYTES = 20;
const FIELD_SEPARATOR = '\\x1c';
const TRANSPORTS: ReadonlySet<number> = new Set([1, 6, 17]);

function isTls(bytes: Buffer, type: number): boolean {
  const isRecord = bytes.length > TLS_RECORD_BYTES && bytes[0] === type && bytes[1] === 3 && (bytes[2] ?? 9) <= 4;
  return isRecord && bytes.readUInt16BE(3) > 0 && bytes.readUInt16BE(3) <= TLS_RECORD_MAX;
}

/** Version 4, a header without options, and its total length is that of the bytes. */
function isIpv4(bytes: Buffer): boolean {
  return bytes.length > IP_HEADER_BYTES && bytes[0] === 0x45 && bytes.readUInt16BE(2) === bytes.length && TRANSPORTS.has(bytes[9] ?? 0);
}

const FOREIGN: readonly Foreign[] = [
  {
    words: 'a TLS handshake: the other side begins TLS, so give it a TLS port, or a connection without TLS',
    is: (bytes) => isTls(bytes, 0x16) && [1, 2].includes(bytes[5] ?? 0),
  },
  { words: 'a TLS alert: the other side refuses TLS', is: (bytes) => isTls(bytes, 0x15) && bytes.readUInt16BE(3) === 2 },
  { words: 'TLS data: record it before it is enciphered', is: (bytes) => isTls(bytes, 0x17) },
  {
    words: 'an HTTP request: the other side takes this for a web server',
    is: (_bytes, text) => /^(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|CONNECT) \S+ HTTP\/\d/.test(text) || /^PRI \* HTTP\/2/.test(text),
  },
  { words: 'an HTTP response: this is a web server', is: (_bytes, text) => /^HTTP\/\d(?:\.\d)? \d{3}/.test(text) },
  { words: 'an SSH greeting', is: (_bytes, text) => /^SSH-\d/.test(text) },
  { words: 'XML', is: (_bytes, text) => /^\s*<(?:\?xml|[A-Za-z][\w:.-]*[\s/>])/.test(text) },
  { words: 'JSON', is: (_bytes, text) => /^\s*[{[]\s*(?:"|\{|\}|\])/.test(text) },
  {
    words: 'a message of an ATM protocol with field separators (NDC or DDC)',
    is: (_bytes, text) => new RegExp(`^[1-4][1-9A-Z]?${FIELD_SEPARATOR}[0-9A-Z]*${FIELD_SEPARATOR}`).test(text),
  },
  { words: 'an IP packet that holds no ISO 8583 message', is: isIpv4 },
];

/** One sentence on what the bytes are, if they are no ISO 8583 message; empty if that is not known. */
export function foreignSentence(bytes: Buffer): string {
  const text = bytes.toString('latin1', 0, HEAD_BYTES);
  const found = FOREIGN.find(({ is }) => is(bytes, text));
  return found === undefined ? '' : `It is no ISO 8583 but ${found.words}.`;
}
