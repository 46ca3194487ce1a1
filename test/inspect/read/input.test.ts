import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type InputKind, readInput } from '../../../src/inspect/read/input.ts';
import { chunkChecks } from '../../../src/inspect/session/chunk-checks.ts';
import { ipv4, LINK_TYPES, pcap } from '../support/capture-builder.ts';
import { examineOptions, packed, responseElements } from '../support/messages.ts';

const MESSAGE = packed('1987-ascii');
/**
 * Of characters only; the second is all digits, a message as hexadecimal, too: moov-io/iso8583
 * (Apache-2.0), message_test.go.
 */
const CHARACTERS = packed('1987-ascii-hex', responseElements('1987-ascii-hex'));
const DIGITS = Buffer.from('01007000000000000000164242424242424242123456000000000100');
const CAPTURE = pcap([{ bytes: ipv4({ from: 40_000, to: 8583, sequence: 1, payload: MESSAGE }) }], LINK_TYPES.raw);

function kindOf(bytes: Buffer, kind?: InputKind): readonly unknown[] {
  const input = readInput(bytes, 'input', { kind, port: undefined, ...chunkChecks(examineOptions()) });
  return [input.kind, ...input.chunks.map((chunk) => chunk.bytes.toString('hex'))];
}

describe('the kind of an input', () => {
  const hex = MESSAGE.toString('hex');

  test.each<[string, Buffer, InputKind]>([
    ['hex', Buffer.from(hex), 'hex'],
    ['hex behind a byte order mark', Buffer.from(`\ufeff${hex}`), 'hex'],
    ['hex in UTF-16', Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(hex, 'utf16le')]), 'hex'],
    ['hex with a comment in UTF-8', Buffer.from(`# forespørsel\n${hex}\n`), 'hex'],
    ['bytes', MESSAGE, 'binary'],
    ['a capture', CAPTURE, 'pcap'],
    ['a trace', Buffer.from(`{"hex": "${hex}"}\n`), 'trace'],
  ])('%s', (_name, bytes, kind) => {
    expect(kindOf(bytes)).toEqual([kind, hex]);
  });

  test('characters of a message, line end or not', () => {
    for (const bytes of [CHARACTERS, Buffer.concat([CHARACTERS, Buffer.from('\r\n')])]) {
      expect(kindOf(bytes)).toEqual(['binary', CHARACTERS.toString('hex')]);
    }
    expect(kindOf(Buffer.from(CHARACTERS.toString('hex')))).toEqual(['hex', CHARACTERS.toString('hex')]);
  });

  test('may be forced', () => {
    expect(kindOf(Buffer.from(hex), 'binary')).toEqual(['binary', Buffer.from(hex).toString('hex')]);
    expect(kindOf(DIGITS)).toEqual(['hex', DIGITS.toString()]);
    expect(kindOf(DIGITS, 'binary')).toEqual(['binary', DIGITS.toString('hex')]);
  });

  test.each([
    ['nothing', Buffer.alloc(0), undefined, 'input is empty.'],
    ['gzip', gzipSync(CAPTURE), undefined, 'compressed with gzip'],
    ['prose', Buffer.from('Dear colleague,\nplease find the message below.\n'), undefined, 'holds no message: it is text in which'],
    ['hex taken for a capture', Buffer.from(hex), 'pcap', 'is no capture'],
    ['hex taken for a trace', Buffer.from(hex), 'trace', 'no line that is a JSON object'],
  ] as const)('%s is refused in one sentence', (_name, bytes, kind, sentence) => {
    expect(() => kindOf(bytes, kind)).toThrow(expect.objectContaining({ name: 'InputError', message: expect.stringContaining(sentence) }));
  });
});
