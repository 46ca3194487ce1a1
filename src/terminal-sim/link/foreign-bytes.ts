/** Guesses what sent bytes that are no message of the codec, from the first of them. */
import { headerKind } from '../../protocol/framing/frame.ts';
import { HEADER_NAMES } from '../../protocol/iso8583/dialect/dialect.ts';

/** What servers of other protocols say first, or to bytes that they cannot read. */
const OTHER_SERVERS: readonly (readonly [RegExp, string])[] = [
  [/^HTTP\/\d/, 'an HTTP server is there'],
  [/^SSH-/, 'an SSH server is there'],
  [/^[-+](?:ERR|OK|NOAUTH|DENIED|LOADING)/, 'a Redis server is there'],
  [/^220[ -]/, 'a mail or FTP server is there'],
];

/** A record of TLS, in hexadecimal digits. */
const TLS_RECORD = /^1[4-7]030[0-4]/;

/** How a message begins, in hexadecimal digits, by the codec. */
const MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/^303[1-8]3[1-3]3\d/, 'iso8583:1987-ascii'],
  [/^0[1-8][1-3]\d/, 'iso8583:1987-bcd'],
  [/^f0f[1-8]f[1-3]f\d/, 'iso8583:1987-ebcdic'],
  [/^1[1-8][1-3]\d/, 'iso8583:1993-bcd'],
  // The envelope of a response in protobuf: fields 9 to 13.
  [/^(?:4a|52|5a|62|6a)/, 'protobuf'],
];
/** A TPDU before the MTI: five bytes. */
const TPDU = /^60.{8}/;

function framed(bytes: Buffer): string | undefined {
  for (const inclusive of [false, true]) {
    for (const name of HEADER_NAMES) {
      const header = headerKind(name, inclusive);
      if (bytes.length <= header.bytes || header.read(bytes, 0) !== bytes.length - header.bytes) continue;
      const payload = bytes.toString('hex', header.bytes);
      const tpdu = TPDU.test(payload);
      const message = payload.replace(TPDU, '');
      const [, codec] = MESSAGES.find(([start]) => start.test(message)) ?? [];
      if (codec !== undefined) return codec === 'protobuf' ? codec : `${codec}+${header.name}${tpdu ? '+tpdu' : ''}`;
    }
  }
  return undefined;
}

/** What to do about it, as the end of a sentence. */
export function foreignBytesText(bytes: Buffer): string {
  const start = bytes.toString('latin1');
  const [, server] = OTHER_SERVERS.find(([signature]) => signature.test(start)) ?? [];
  if (server !== undefined) return `${server}, so give the port for terminals`;
  if (TLS_RECORD.test(bytes.toString('hex'))) return 'it speaks TLS, so give a port without TLS';
  const codec = framed(bytes);
  if (codec !== undefined) return `its bytes look like --codec ${codec}`;
  return 'the likeliest cause is another header or dialect, which "aksept inspect" finds out from a message';
}
