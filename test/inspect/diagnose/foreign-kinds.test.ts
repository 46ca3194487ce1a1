/** Ten inputs or more of each kind of bytes that are no ISO 8583: TLS, HTTP, XML, ATM protocols, whole packets. */
import { expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { foreignSentence } from '../../../src/inspect/diagnose/foreign.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { type BuiltSegment, ipv4, ipv6, onLink } from '../support/capture-builder.ts';
import { examineOptions } from '../support/messages.ts';
import { expectShare } from '../support/shares.ts';

type Row = readonly [what: string, bytes: Buffer, says: RegExp];

const OPTIONS = examineOptions();

function expectNamed(kind: string, rows: readonly Row[]): void {
  const trials = rows.map(([name, bytes, says]) => {
    const [best] = examine(bytes, OPTIONS).findings;
    const isNamed = best?.cause === 'foreign' && says.test(best.sentence);
    return { name, miss: isNamed ? '' : (best?.sentence ?? 'nothing') };
  });
  expectShare(kind, trials, 1);
}

function hex(digits: string): Buffer {
  return Buffer.from(digits.replaceAll(' ', ''), 'hex');
}

function text(characters: string): Buffer {
  return Buffer.from(characters, 'latin1');
}

const HELLO = `16030100f8010000f40303${'ab'.repeat(32)}20${'cd'.repeat(32)}0026c02bc02fc02cc030`;

test('TLS', () => {
  const handshake = /a TLS handshake/;
  expectNamed('TLS', [
    ['a hello', hex(HELLO), handshake],
    ['a short hello', hex(`16030100310100002d0303${'ab'.repeat(32)}000004c02bc02f01000000`), handshake],
    ['a cut hello', hex(HELLO.slice(0, 40)), handshake],
    ['the hello of a server', hex(`160303004a02000046${'ab'.repeat(70)}`), handshake],
    ['a certificate', hex(`160303005e0b00005a${'ab'.repeat(90)}`), handshake],
    ['a key exchange', hex(`16030300250c000021${'ab'.repeat(33)}`), handshake],
    ['the hello of SSL 2', hex(`802e0103010015000000100100800700c003008006004002008004008000000405${'ab'.repeat(15)}`), handshake],
    ['DTLS', hex(`16fefd0000000000000000003601${'ab'.repeat(50)}`), handshake],
    ['a change of cipher', hex('140303000101'), /TLS data/],
    ['a change of cipher, and the end of a handshake', hex(`1403030001011603030028${'5a'.repeat(40)}`), /TLS data/],
    ['an alert', hex('15030300020228'), /a TLS alert/],
    ['an enciphered alert', hex(`150303001a${'5a'.repeat(26)}`), /TLS data/],
    ['data', hex(`1703030020${'5a'.repeat(32)}`), /TLS data/],
  ]);
});

test('HTTP', () => {
  const [request, response] = [/an HTTP request/, /an HTTP response/];
  expectNamed('HTTP', [
    ['GET', text('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), request],
    ['GET without a version', text('GET /index.html\r\n'), request],
    ['GET of a long path', text(`GET /${'a'.repeat(200)} HTTP/1.1\r\nHost: a\r\n\r\n`), request],
    ['POST', text('POST /v1/pay HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}'), request],
    ['OPTIONS', text('OPTIONS * HTTP/1.1\r\n\r\n'), request],
    ['TRACE', text('TRACE / HTTP/1.1\r\n\r\n'), request],
    ['CONNECT', text('CONNECT host:443 HTTP/1.1\r\n\r\n'), request],
    ['PROPFIND', text('PROPFIND /dav HTTP/1.1\r\n\r\n'), request],
    ['a client of HTTP/2', text('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), request],
    ['a server of HTTP/2', hex('00000c04000000000000030000006400040000ffff'), response],
    ['200', text('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok'), response],
    ['400', text('HTTP/1.0 400 Bad request\r\n\r\n'), response],
    ['an error page', text('<!DOCTYPE html><html><body>502</body></html>'), /HTML/],
  ]);
});

test('XML', () => {
  const document = text('<?xml version="1.0"?><Document/>');
  expectNamed('XML', [
    ['a declaration', document, /XML\.$/],
    ['a byte order mark', Buffer.concat([hex('efbbbf'), document]), /XML\.$/],
    ['UTF-16', Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a/>', 'utf16le'), /XML\.$/],
    ['UTF-16 with the high byte first', Buffer.from('<a b="1">x</a>', 'utf16le').swap16(), /XML\.$/],
    ['SOAP', text('<soap:Envelope xmlns:soap="x"><soap:Body/></soap:Envelope>'), /XML\.$/],
    ['a comment', text('<!-- x --><!-- y --><a>1</a>'), /XML\.$/],
    ['blanks', text('\r\n  <Message attr="1">x</Message>'), /XML\.$/],
    ['an empty element', text('<ping/>'), /XML\.$/],
    ['elements', text('<isoMessage><mti>0200</mti></isoMessage>'), /XML\.$/],
    ['a 2-byte length', encodeFrame(headerKind('2b', false), document), /XML, behind a 2-byte header\.$/],
    ['a 4-digit length', encodeFrame(headerKind('4a', false), document), /XML, behind a 4-digit ASCII header\.$/],
  ]);
});

test('NDC and DDC', () => {
  const ndc = /an ATM protocol/;
  const fields = (...all: readonly string[]): Buffer => text(all.join('\x1c'));
  const request = fields('11', '000000001', '', '1E', '15', '');
  expectNamed('NDC and DDC', [
    ['a request', request, ndc],
    ['a request with a track', fields('11', '001', '', ';9578991234567892=?', '', 'A', ''), ndc],
    ['a request behind a length', encodeFrame(headerKind('2b', false), request), /NDC or DDC\), behind a 2-byte header\.$/],
    ['an unsolicited status', fields('12', '000', '', 'B0000', ''), ndc],
    ['a solicited status', fields('22', '001000123', '', '9'), ndc],
    ['a solicited status of 23', fields('23', '001', '', 'AB'), ndc],
    ['a command', fields('1', '000', '001', '1'), ndc],
    ['a table of states', fields('3', '000', '001', '11', '000A870'), ndc],
    ['a reply', fields('4', '000', '001', '085', '00000000', '1234'), ndc],
    ['to an exit', fields('7', '000', '001', 'x'), ndc],
    ['the electronic journal', fields('61', '001', '', 'A0001'), ndc],
  ]);
});

function tcp(payload: Buffer | string, flags = 'PA'): BuiltSegment {
  return { from: 40_000, to: 8583, sequence: 1, payload, flags };
}

test('whole packets', () => {
  const ETHERNET = '00112233445566778899aabb';
  const get = tcp('GET / HTTP/1.1\r\n\r\n');
  const ack = tcp('', 'A');
  expectNamed('whole packets', [
    ['HTTP on IP', ipv4(get), /an IP packet with TCP, whose data are an HTTP request/],
    ['HTTP on Ethernet', onLink('ethernet', ipv4(get)), /an IP packet with TCP, whose data are an HTTP request/],
    ['TLS on IPv6', onLink('ethernet', ipv6(tcp(hex(HELLO)))), /an IP packet with TCP, whose data are a TLS handshake/],
    ['SSH on IPv6', ipv6(tcp('SSH-2.0-x\r\n')), /an IP packet with TCP, whose data are an SSH greeting/],
    ['unknown data in a VLAN', onLink('vlan', ipv4(tcp('hello world'))), /its data begin at byte 62, so give those alone/],
    ['unknown data on Linux cooked', onLink('cooked', ipv4(tcp('hello world'))), /its data begin at byte 56/],
    ['unknown data on loopback', onLink('loopback', ipv4(tcp('hello world'))), /its data begin at byte 44/],
    ['the opening', onLink('ethernet', ipv4(tcp('', 'S'))), /an IP packet with TCP, but without data/],
    ['an acknowledgement, filled up', Buffer.concat([onLink('ethernet', ipv4(ack)), Buffer.alloc(6)]), /with TCP, but without data/],
    ['UDP', hex('4500001c000100004011000000000000000000000035003500080000'), /an IP packet with UDP, which holds no ISO 8583 message/],
    ['DNS', hex(`${ETHERNET}0800 45000024000100004011 0000 0a000001 0a000002 0035c000001000001234010000010000`), /an IP packet with UDP/],
    ['ICMP', hex(`${ETHERNET}0800 4500001e00010000400100000a0000010a00000208000000000100016162`), /an IP packet with ICMP/],
    ['ARP', hex(`ffffffffffff0011223344550806 000108000604000100112233445 50a0000010000000000000a000002`), /an ARP packet/],
  ]);
});

test('comments without an element behind them are no XML, which takes no search of all their ends', () => {
  expect(foreignSentence(text('<!---->'.repeat(140)))).toBe('');
});
