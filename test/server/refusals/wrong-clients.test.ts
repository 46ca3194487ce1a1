/** Clients that speak something else than the listener, over real sockets, and the line that the log has for each. */
import { afterEach, describe, expect, test } from 'vitest';
import { encodeFrame, HEADER_4B, headerKind } from '../../../src/protocol/framing/frame.ts';
import { createIsoCodec } from '../../../src/protocol/iso8583/codec/codec.ts';
import { parseDialectSpec } from '../../../src/protocol/iso8583/dialect/dialect-spec.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { NOW_MS, purchase } from '../../authorizer/fixture.ts';
import { CASES as CASES_OF_THE_FIELD } from '../../inspect/support/cases.ts';
import { dial, linesOf, portOf, start, stopAll } from './refusal-fixture.ts';

afterEach(stopAll);

/** A purchase as a terminal of that listener sends it. */
function framed(spec: string): Buffer {
  const { header, dialect } = parseDialectSpec(spec, 'here');
  return encodeFrame(header, createIsoCodec(dialect, { nowMs: () => NOW_MS }).encodeRequest(purchase({ stan: 7 })));
}

const protobuf = (): Buffer => encodeFrame(HEADER_4B, protobufCodec.encodeRequest(purchase({ stan: 7 })));
const TLS_HELLO = Buffer.from('16030100c8010000c40303a5b6c7d8e9f00112233445566778899aabbccddeeff0', 'hex');
const HTTP_GET = Buffer.from('GET /healthz HTTP/1.1\r\nHost: aksept\r\n\r\n', 'latin1');
interface Case {
  readonly name: string;
  readonly listener: string;
  readonly bytes: () => Buffer;
  readonly reason: string;
  readonly received: string;
  readonly text: string;
}

const CASES: readonly Case[] = [
  {
    name: 'TLS to ISO 8583',
    listener: '1987-ascii',
    bytes: () => TLS_HELLO,
    reason: 'halfFrame',
    received: '16 03 01 00 C8 01 00 00 C4 03 03 A5 B6 C7 D8 E9',
    text: 'Connection ended: Only 31 of the 5635 bytes that a frame claims came within 60 ms. This looks like TLS: this port takes none; turn TLS off in the client, or give the server a certificate (setting tlsCert).',
  },
  {
    name: 'TLS to protobuf',
    listener: 'protobuf',
    bytes: () => TLS_HELLO,
    reason: 'frameTooLong',
    received: '16 03 01 00 C8 01 00 00 C4 03 03 A5 B6 C7 D8 E9',
    text: 'Connection ended: A frame claims 369295616 bytes; at most 65536 are taken. This looks like TLS: this port takes none; turn TLS off in the client, or give the server a certificate (setting tlsCert).',
  },
  {
    name: 'HTTP to ISO 8583',
    listener: '1987-ascii+4a',
    bytes: () => HTTP_GET,
    reason: 'badHeader',
    received: '47 45 54 20 2F 68 65 61 6C 74 68 7A 20 48 54 54',
    text: 'Connection ended: A frame does not begin with a 4-digit ASCII header; check which header the other side sends. This looks like HTTP: it belongs to the port of the setting httpPort.',
  },
  {
    name: 'HTTP to protobuf',
    listener: 'protobuf',
    bytes: () => HTTP_GET,
    reason: 'frameTooLong',
    received: '47 45 54 20 2F 68 65 61 6C 74 68 7A 20 48 54 54',
    text: 'Connection ended: A frame claims 1195725856 bytes; at most 65536 are taken. This looks like HTTP: it belongs to the port of the setting httpPort.',
  },
  {
    name: 'a 4-digit ASCII header to a 2-byte one',
    listener: '1987-ascii',
    bytes: () => framed('1987-ascii+4a'),
    reason: 'halfFrame',
    received: '30 31 31 38 30 32 30 30 72 20 40 80 00 80 90 08',
    text: 'Connection ended: Only 120 of the 12337 bytes that a frame claims came within 60 ms. Likely cause: a 4-digit ASCII header where +2b is set; try 1987-ascii+4a.',
  },
  {
    name: 'a 2-byte header to a 4-digit ASCII one',
    listener: '1987-ascii+4a',
    bytes: () => framed('1987-ascii'),
    reason: 'badHeader',
    received: '00 76 30 32 30 30 72 20 40 80 00 80 90 08 ** **',
    text: 'Connection ended: A frame does not begin with a 4-digit ASCII header; check which header the other side sends. Likely cause: a 2-byte header where +4a is set; try 1987-ascii.',
  },
  {
    name: 'BCD to ASCII',
    listener: '1987-ascii',
    bytes: () => framed('1987-bcd+notpdu'),
    reason: 'unreadable',
    received: '00 56 02 00 72 20 40 80 00 80 90 08 ** ** ** **',
    text: 'Connection ended: The message: the MTI is not four digits (byte 0). Likely cause: BCD where ASCII is set, no TPDU stands in front: +notpdu; try 1987-bcd+notpdu.',
  },
  {
    name: 'BCD behind a TPDU to ASCII',
    listener: '1987-ascii',
    bytes: () => framed('1987-bcd'),
    reason: 'unreadable',
    received: '00 5B 00 00 00 00 00 02 00 72 20 40 80 00 80 90',
    text: 'Connection ended: The message: the MTI is not four digits (byte 0). Likely cause: BCD where ASCII is set; try 1987-bcd.',
  },
  {
    name: 'hexadecimal digits to bytes',
    listener: '1987-ascii',
    bytes: () => framed('1987-ascii-hex'),
    reason: 'malformed',
    received: '00 86 30 32 30 30 37 32 32 30 34 30 38 30 30 30',
    text: 'Message answered 30: DE19 (Acquiring institution country code): it must hold digits only (byte 78). Likely cause: a bitmap in hexadecimal digits where bytes are set; try 1987-ascii-hex.',
  },
  {
    name: '1993 to 1987',
    listener: '1987-bcd+notpdu',
    bytes: () => framed('1993-bcd'),
    reason: 'malformed',
    received: '00 4F 12 00 72 20 04 40 00 81 90 00 ** ** ** **',
    text: 'Message answered 30: DE48 (Additional data - private): its length is more than the element may have (byte 44). Likely cause: ISO 8583:1993 where 1987 is set; try 1993-bcd.',
  },
  {
    name: 'a TPDU where none is set',
    listener: '1987-ascii',
    bytes: () => framed('1987-ascii+tpdu'),
    reason: 'unreadable',
    received: '00 7B 00 00 00 00 00 30 32 30 30 72 20 40 80 00',
    text: 'Connection ended: The message: the MTI is not four digits (byte 0). Likely cause: a TPDU stands in front: +tpdu; try 1987-ascii+tpdu.',
  },
  {
    name: 'no TPDU where one is set',
    listener: '1987-bcd',
    bytes: () => framed('1987-bcd+notpdu'),
    reason: 'unreadable',
    received: '00 56 02 00 72 20 40 80 00 80 90 08 ** ** ** **',
    text: 'Connection ended: DE21 (Forwarding institution country code): it must hold digits only (byte 30). Likely cause: no TPDU stands in front: +notpdu; try 1987-bcd+notpdu.',
  },
  {
    name: 'twelve bytes in front of the MTI',
    listener: '1987-ascii',
    bytes: () => framed('1987-ascii+pre12'),
    reason: 'unreadable',
    received: '00 82 00 00 00 00 00 00 00 00 00 00 00 00 30 32',
    text: 'Connection ended: The message: the MTI is not four digits (byte 0). Likely cause: 12 bytes stand in front of the MTI: +pre12; try 1987-ascii+pre12.',
  },
  {
    name: 'the low byte first',
    listener: '1987-ascii',
    bytes: () => framed('1987-ascii+2le'),
    reason: 'halfFrame',
    received: '76 00 30 32 30 30 72 20 40 80 00 80 90 08 ** **',
    text: 'Connection ended: Only 118 of the 30208 bytes that a frame claims came within 60 ms. Likely cause: the length has its low byte first: +2le; try 1987-ascii+2le.',
  },
  {
    name: 'a length of one byte',
    listener: '1987-ascii',
    bytes: () => framed('1987-ascii+1'),
    reason: 'halfFrame',
    received: '76 30 32 30 30 72 20 40 80 00 80 90 08 ** ** **',
    text: 'Connection ended: Only 117 of the 30256 bytes that a frame claims came within 60 ms. Likely cause: a 1-byte header where +2b is set; try 1987-ascii+1.',
  },
  {
    name: 'a length that counts itself',
    listener: '1987-ascii',
    bytes: () => framed('1987-ascii+2b+inclusive'),
    reason: 'halfFrame',
    received: '00 78 30 32 30 30 72 20 40 80 00 80 90 08 ** **',
    text: 'Connection ended: Only 118 of the 120 bytes that a frame claims came within 60 ms. Likely cause: a 2-byte header that counts itself where +2b is set; try 1987-ascii+2b+inclusive.',
  },
  {
    name: 'a length that does not count itself',
    listener: '1987-ascii+2b+inclusive',
    bytes: () => framed('1987-ascii'),
    reason: 'malformed',
    received: '00 76 30 32 30 30 72 20 40 80 00 80 90 08 ** **',
    text: 'Message answered 30: DE61 (Reserved for private use): the message ends within it (byte 116). Likely cause: a 2-byte header where +2b+inclusive is set; try 1987-ascii.',
  },
  {
    name: 'the length behind the TPDU',
    listener: '1987-ascii',
    bytes: () => CASES_OF_THE_FIELD.lengthBehindTpdu,
    reason: 'halfFrame',
    received: '60 00 01 00 02 00 2F 02 00 72 20 04 80 00 80 00',
    text: 'Connection ended: Only 52 of the 24576 bytes that a frame claims came within 60 ms. Likely cause: in front of the MTI, at offset 7, there is a TPDU, then a 2-byte header behind that: 47 bytes follow. It is in the dialect 1987-bcd.',
  },
  {
    name: 'an amount without its leading zeros',
    listener: '1987-ascii',
    bytes: () => CASES_OF_THE_FIELD.amountUnpadded,
    reason: 'malformed',
    received: '00 9A 30 32 30 30 72 38 44 80 08 E0 80 00 ** **',
    text: 'Message answered 30: DE43 (Card acceptor name/location): the message ends within it (byte 154). Likely cause: DE4 (Amount, transaction), at offset 38, has 5 digits; n 12 must have 12 digits: 7 bytes too few. Pad it with zeros in front.',
  },
  {
    name: 'a third bitmap',
    listener: '1987-ascii',
    bytes: () => encodeFrame(headerKind('2b', false), CASES_OF_THE_FIELD.thirdBitmap),
    reason: 'unreadable',
    received: '00 5F 30 32 30 30 F2 20 00 00 00 80 00 00 80 00',
    text: 'Connection ended: DE2 (Primary account number): its length is not a number (byte 20). Likely cause: a third bitmap stands behind the second, as bit 65 announces. DE130 can be read as ans ...999. Say so in a dialect of your own ("thirdBitmap": "behindSecond").',
  },
  {
    name: 'protobuf to ISO 8583',
    listener: '1987-ascii',
    bytes: protobuf,
    reason: 'unreadable',
    received: '00 45 12 43 ** ** ** ** ** ** ** ** ** ** ** **',
    text: 'Connection ended: The message: the MTI is not four digits (byte 0). This looks like the protobuf wire of aksept: it belongs to the port of the setting protobufPort.',
  },
  {
    name: 'ISO 8583 to protobuf',
    listener: 'protobuf',
    bytes: () => framed('1987-ascii'),
    reason: 'frameTooLong',
    received: '00 76 30 32 30 30 72 20 40 80 00 80 90 08 ** **',
    text: 'Connection ended: A frame claims 7745586 bytes; at most 65536 are taken. This looks like ISO 8583 in 1987-ascii, behind a 2-byte header: it belongs to a port of the setting iso8583.',
  },
  {
    name: 'ISO 8583 with a 4-byte header to protobuf',
    listener: 'protobuf',
    bytes: () => framed('1987-ascii+4b'),
    reason: 'unreadable',
    received: '00 00 00 76 30 32 30 30 72 20 40 80 00 80 90 08',
    text: 'Connection ended: The frame is no protobuf Envelope. This looks like ISO 8583 in 1987-ascii, behind a 4-byte header: it belongs to a port of the setting iso8583.',
  },
];

describe('a wrong client has one line', () => {
  test.each(CASES)('$name', async ({ listener, bytes, reason, received, text }) => {
    // After a message that is answered, the rest of its frame is waited for: no second line may come of that.
    const halfFrameTimeoutMs = reason === 'malformed' ? 60_000 : 60;
    const server = await start({ iso8583: listener === 'protobuf' ? 'none' : `0:${listener}`, halfFrameTimeoutMs });
    const peer = await dial(portOf(server, listener));
    peer.socket.removeAllListeners('data').resume();
    peer.write(bytes());
    if (reason !== 'malformed') await peer.closed;
    await expect.poll(() => linesOf(server).length).toBe(1);
    const fields = { reason, listener: `P:${listener}`, peer: '127.0.0.1:p', received };
    expect(linesOf(server)).toEqual([{ level: 'warn', fields, text }]);
  });
});
