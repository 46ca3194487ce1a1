/** Names bytes that are no ISO 8583 message but something else that reaches such ports. */
import { matchingHeaders } from '../read/prefix.ts';
import { packetWords } from './foreign-packet.ts';

interface Foreign {
  readonly words: string;
  readonly is: (bytes: Buffer, text: string) => boolean;
}

/** Enough for every signature, and for a long path of HTTP. */
const HEAD_BYTES = 1_024;
const TLS_RECORD_BYTES = 5;
const TLS_RECORD_MAX = 0x4100;
const TLS = { changeCipher: 0x14, alert: 0x15, handshake: 0x16, data: 0x17 } as const;
const PLAIN_ALERT_BYTES = 2;
const SSL2_HEAD_BYTES = 2;
const HTTP2_FRAME_BYTES = 9;
const HTTP2_SETTINGS = 4;
const FIELD_SEPARATOR = '\\x1c';
const XML = /^\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:\?xml|[A-Za-z][\w:.-]*[\s/>])/;
const HTML = /^\s*<(?:!doctype html|html[\s>])/i;
const HTTP_REQUEST = /^(?:(?:GET|POST|PUT|HEAD|DELETE|OPTIONS|PATCH|TRACE) (?:[/*]|https?:)|[A-Z]{3,16} \S+ HTTP\/\d|PRI \* HTTP\/2)/;
const NDC = new RegExp(`^[1-8][1-9A-Z]?${FIELD_SEPARATOR}[0-9A-Z]*${FIELD_SEPARATOR}`);

function isTls(bytes: Buffer, type: number): boolean {
  const isRecord = bytes.length > TLS_RECORD_BYTES && bytes[0] === type && bytes[1] === 3 && (bytes[2] ?? 9) <= 4;
  return isRecord && bytes.readUInt16BE(3) > 0 && bytes.readUInt16BE(3) <= TLS_RECORD_MAX;
}

/** The hello of SSL 2, with which old clients begin TLS. */
function isSsl2(bytes: Buffer): boolean {
  const [first = 0, second = 0, type, major] = bytes;
  const counted = ((first & 0x7f) << 8) | second;
  return first >= 0x80 && type === 1 && major === 3 && counted === bytes.length - SSL2_HEAD_BYTES;
}

/** The same hello over UDP: version 1.0 or 1.2 in ones' complement. */
function isDtls(bytes: Buffer): boolean {
  return bytes[0] === TLS.handshake && bytes[1] === 0xfe && (bytes[2] === 0xfd || bytes[2] === 0xff) && bytes[3] === 0;
}

/** The first frame of a server of HTTP/2: settings of six bytes each, for the connection. */
function isHttp2(bytes: Buffer): boolean {
  if (bytes.length < HTTP2_FRAME_BYTES || bytes[0] !== 0 || bytes[3] !== HTTP2_SETTINGS) return false;
  return bytes.readUInt16BE(1) % 6 === 0 && bytes.readUInt16BE(1) <= bytes.length - HTTP2_FRAME_BYTES && bytes.readUInt32BE(5) === 0;
}

const FOREIGN: readonly Foreign[] = [
  {
    words: 'a TLS handshake: the other side begins TLS, so give it a TLS port, or a connection without TLS',
    is: (bytes) => isTls(bytes, TLS.handshake) || isSsl2(bytes) || isDtls(bytes),
  },
  {
    words: 'a TLS alert: the other side refuses TLS',
    is: (bytes) => isTls(bytes, TLS.alert) && bytes.readUInt16BE(3) === PLAIN_ALERT_BYTES,
  },
  {
    words: 'TLS data: record it before it is enciphered',
    is: (bytes) => [TLS.data, TLS.alert, TLS.changeCipher].some((type) => isTls(bytes, type)),
  },
  { words: 'an HTTP request: the other side takes this for a web server', is: (_bytes, text) => HTTP_REQUEST.test(text) },
  { words: 'an HTTP response: this is a web server', is: (bytes, text) => /^HTTP\/\d(?:\.\d)? \d{3}/.test(text) || isHttp2(bytes) },
  { words: 'an SSH greeting', is: (_bytes, text) => /^SSH-\d/.test(text) },
  { words: 'HTML, as web servers send it', is: (_bytes, text) => HTML.test(text) },
  { words: 'XML', is: (_bytes, text) => XML.test(text) },
  { words: 'JSON', is: (_bytes, text) => /^\s*[{[]\s*(?:"|\{|\}|\])/.test(text) },
  {
    words: 'a message of an ATM protocol with field separators (NDC or DDC)',
    is: (_bytes, text) => NDC.test(text),
  },
];

/** The first characters, without a byte order mark; UTF-16 is recognized by it, or by its zeros. */
function headText(bytes: Buffer): string {
  const head = bytes.subarray(0, HEAD_BYTES);
  const mark = head.toString('hex', 0, 3);
  if (mark === 'efbbbf') return head.toString('latin1', 3);
  if (mark.startsWith('fffe') || mark.startsWith('3c00')) return head.toString('utf16le').replace(/^\ufeff/, '');
  if (!mark.startsWith('feff') && !mark.startsWith('003c')) return head.toString('latin1');
  const even = Buffer.from(head.subarray(0, head.length & ~1));
  return even
    .swap16()
    .toString('utf16le')
    .replace(/^\ufeff/, '');
}

function foreignWords(bytes: Buffer): string {
  const text = headText(bytes);
  return FOREIGN.find(({ is }) => is(bytes, text))?.words ?? '';
}

/** What stands behind a length header that counts it. */
function framedWords(bytes: Buffer): string {
  for (const header of matchingHeaders(bytes)) {
    const words = foreignWords(bytes.subarray(header.bytes));
    if (words !== '') return words.replace(/(?=:|$)/, `, behind a ${header.description}`);
  }
  return '';
}

/** One sentence on what the bytes are, if they are no ISO 8583 message; empty if that is not known. */
export function foreignSentence(bytes: Buffer): string {
  const words = [foreignWords, (all: Buffer) => packetWords(all, foreignWords), framedWords]
    .map((name) => name(bytes))
    .find((one) => one !== '');
  return words === undefined ? '' : `It is no ISO 8583 but ${words}.`;
}
