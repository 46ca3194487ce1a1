import { describe, expect, test } from 'vitest';
import { type Examined, examine } from '../../../src/inspect/diagnose/examine.ts';
import { encodeFrame, HEADER_4B, headerKind } from '../../../src/protocol/framing/frame.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import type { NetworkRequest } from '../../../src/protocol/message.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { examineOptions, packed, requestElements, responseElements } from '../support/messages.ts';

const ASCII = loadDialect('1987-ascii');

function examined(bytes: Buffer, readOptions: Parameters<typeof examineOptions>[0] = {}): Examined {
  return examine(bytes, examineOptions(readOptions));
}
/** Cause and sentence of the likeliest. */
function likeliest(bytes: Buffer, readOptions: Parameters<typeof examineOptions>[0] = { dialect: ASCII }): string {
  const [best] = examined(bytes, readOptions).findings;
  return best === undefined ? 'none' : `${best.cause}: ${best.sentence}`;
}
/** The request with something written over. */
function changed(change: (bytes: Buffer) => unknown): Buffer {
  const bytes = packed('1987-ascii');
  change(bytes);
  return bytes;
}
const ECHO: NetworkRequest = {
  class: 'networkManagement',
  repeat: false,
  function: 'echo',
  stan: 7,
  transmissionTimeMs: 1_795_608_000_000,
  terminalId: 'SHELL001',
  acquirerId: '',
  macCheck: '',
  context: undefined,
};
/** The request as a host with other habits writes it. */
function otherwise(changes: Partial<Dialect>): Buffer {
  return pack(compileDialect({ ...ASCII, ...changes }), requestElements('1987-ascii'));
}
function without(number: number, clearsBit: boolean): Buffer {
  const elements = requestElements('1987-ascii');
  const whole = packed('1987-ascii', elements);
  elements.delete(number);
  const less = Buffer.from(packed('1987-ascii', elements));
  if (!clearsBit) whole.copy(less, 4, 4, 12);
  return less;
}

describe('messages in order', () => {
  test.each(DIALECT_NAMES)('%s is recognised', (name) => {
    for (const elements of [requestElements(name), responseElements(name)]) {
      const { broken, attempt, findings } = examined(packed(name, elements));
      expect([broken, findings]).toEqual([undefined, []]);
      expect(attempt.dialect.name).toBe(name);
    }
  });

  test.each(['2b', '4b', '2bcd', '4a', '2le', '4le'] as const)('behind a length header %s, counting itself or not', (header) => {
    for (const inclusive of [false, true]) {
      const kind = headerKind(header, inclusive);
      const result = examined(encodeFrame(kind, packed('1987-ascii')));
      expect([result.broken, result.header?.name]).toEqual([undefined, kind.name]);
    }
  });

  test('an echo of three elements', () => {
    const echo = packed(
      '1987-ascii',
      new Map([
        [0, '0800'],
        [7, '1123080000'],
        [11, '000001'],
        [70, '301'],
      ]),
    );
    expect(examined(echo).broken).toBeUndefined();
  });
});

describe('the likeliest cause', () => {
  test.each(DIALECT_NAMES.slice(1))('is another dialect: %s', (name) => {
    expect(likeliest(packed(name))).toContain(`dialect: It is in the dialect ${name} (`);
  });

  test.each(DIALECT_NAMES.slice(1))('is another dialect, of a response, behind a header: %s', (name) => {
    const framed = encodeFrame(headerKind('2b', false), packed(name, responseElements(name)));
    expect(likeliest(framed)).toContain(`dialect: It is in the dialect ${name} (`);
  });

  test.each<[string, Buffer, RegExp]>([
    [
      'the bitmap as hexadecimal digits',
      otherwise({ bitmap: 'hex' }),
      /^encoding: It has the bitmap as hexadecimal digits instead of bytes; say so/,
    ],
    ['digits in BCD', otherwise({ digits: 'bcdLeft' }), /^encoding: It has digits as BCD/],
    ['EBCDIC characters', otherwise({ text: 'ebcdic' }), /^encoding: It has characters as EBCDIC/],
    ['lengths in BCD', otherwise({ length: 'bcd' }), /^encoding: It has lengths as BCD/],
    ['binary lengths', otherwise({ length: 'binary1' }), /^encoding: It has lengths as one binary byte/],
    ['binary elements as hexadecimal digits', otherwise({ binary: 'hex' }), /^encoding: It has binary elements as hexadecimal digits/],
    [
      'two of these',
      otherwise({ mti: 'bcdLeft', length: 'binary1' }),
      /^twoEncodings: It has the MTI as BCD.*, and lengths as one binary byte/,
    ],
    [
      'one element with another length',
      otherwise({ elements: { ...ASCII.elements, '35': { name: 'Track 2 data', format: 'z ..37', length: 'bcd', mask: 'track2' } } }),
      /^elementForm: DE35 \(Track 2 data\) has its length as BCD instead of ASCII/,
    ],
    [
      'one element with a longer length',
      otherwise({ elements: { ...ASCII.elements, '32': { name: 'Acquirer', format: 'n ...11' } } }),
      /^elementForm: DE32 \(.*\) has a length of 3 digits \(LLL\) instead of 2/,
    ],
    ['a bit without its element', without(14, false), /^bitmapBit: Bit 14 \(Date, expiration\) is set, but the element is not there/],
    [
      'a letter among digits',
      changed((bytes) => bytes.write('x', 36, 'latin1')),
      /^content: Only the content of DE4 \(Amount, transaction\) is wrong/,
    ],
    [
      'a length that is too small',
      changed((bytes) => bytes.write('13', 12, 'latin1')),
      /^lengthValue: The length of DE2 .*, at offset 12, is wrong: with 16 in its place/,
    ],
    [
      'a length that is too large',
      changed((bytes) => bytes.write('99', 90, 'latin1')),
      /^lengthValue: The length of DE32 .*with 6 in its place/,
    ],
    ['the other wire', encodeFrame(HEADER_4B, protobufCodec.encodeRequest(ECHO)), /^protobuf: It is no ISO 8583/],
    ['a line end behind it', Buffer.concat([packed('1987-ascii'), Buffer.from('\n')]), /^trailing: .*1 byte, a line end/],
    ['zeros behind it', Buffer.concat([packed('1987-ascii'), Buffer.alloc(3)]), /^trailing: .*3 bytes of zeros/],
    ['text in UTF-8', Buffer.from(packed('1987-ascii').toString('latin1'), 'utf8'), /^throughUtf8: .*UTF-8/],
    ['text in UTF-8 that lost bytes', Buffer.from(packed('1987-ascii').toString('utf8'), 'utf8'), /^textReplaced: .*U\+FFFD/],
    [
      'hexadecimal digits of it',
      Buffer.from(packed('1987-ascii').toString('hex')),
      /^hexTwice: The bytes are hexadecimal digits of a message in the dialect 1987-ascii/,
    ],
    ['a front that was cut off', packed('1987-ascii').subarray(2), /^missingFront: The first 2 bytes of the MTI are missing/],
    [
      'the end',
      packed('1987-ascii').subarray(0, 150),
      /^truncated: The message is cut within DE41 .*: at least \d+ bytes are missing \(DE42, DE43/,
    ],
    ['a bitmap cut', packed('1987-ascii').subarray(0, 9), /^truncated: The message is cut: /],
  ])('is %s', (_name, bytes, expected) => {
    expect(likeliest(bytes)).toMatch(expected);
  });

  test('is an element whose bit is missing', () => {
    const bytes = packed('1987-ascii');
    bytes[5] = (bytes[5] as number) & ~0x20; // bit 11
    expect(likeliest(bytes)).toMatch(/^bitmapBit: DE11 .* is there, but its bit is not set/);
  });

  test('is a second bitmap that bit 1 does not announce', () => {
    const bytes = packed(
      '1987-ascii',
      new Map([
        [0, '0800'],
        [7, '1123080000'],
        [11, '000001'],
        [70, '301'],
      ]),
    );
    bytes[4] = (bytes[4] as number) & 0x7f;
    expect(likeliest(bytes)).toMatch(/^bitmapBit: A second bitmap is there/);
  });

  test.each([
    [
      'is there, none was asked for',
      { header: 'none' },
      encodeFrame(headerKind('2b', false), packed('1987-ascii')),
      /^front: .* 2 bytes later .*2-byte header: \d+ bytes follow; use --header 2b/,
    ],
    [
      'is not there',
      { header: headerKind('2b', false) },
      packed('1987-ascii'),
      /^front: .*2 bytes earlier .*no length header.*--header none/,
    ],
    [
      'has two bytes more',
      { header: headerKind('2b', false) },
      encodeFrame(headerKind('4b', false), packed('1987-ascii')),
      /^front: .*2 bytes later.*4-byte header/,
    ],
    [
      'has two bytes less',
      { header: headerKind('4b', false) },
      encodeFrame(headerKind('2b', false), packed('1987-ascii')),
      /^front: .*2 bytes earlier.*2-byte header/,
    ],
  ] as const)('is the length header: it %s', (_name, readOptions, bytes, expected) => {
    expect(likeliest(bytes, { dialect: ASCII, ...readOptions })).toMatch(expected);
  });

  test.each([
    [true, 'dialect 1987-ascii', packed('1987-ascii'), /^tpdu: There is no TPDU/],
    [false, 'behind a TPDU', otherwise({ tpdu: true }), /^tpdu: 5 bytes of TPDU stand in front/],
  ])('is the TPDU, asked for: %s, %s', (tpdu, _name, bytes, expected) => {
    expect(likeliest(bytes, { dialect: ASCII, tpdu })).toMatch(expected);
  });

  test('is a length header that counts itself', () => {
    const bytes = encodeFrame(headerKind('2b', true), packed('1987-ascii'));
    expect(likeliest(bytes, { header: headerKind('2b', false) })).toMatch(
      /^front: The message is whole, and .* 2-byte header that counts itself; use --header 2b\+inclusive/,
    );
  });

  test('of a wrong dialect that is cut as well', () => {
    expect(likeliest(packed('1987-bcd').subarray(0, 120))).toMatch(/^dialect: It is in the dialect 1987-bcd .*Even so: The message is cut/);
  });

  test('is not known of noise', () => {
    const noise = Buffer.from('8f3b9c01ff7ade1122334455f0a9b8c7d6e5', 'hex');
    expect(examined(noise).findings.map(({ cause }) => cause)).toEqual([]);
  });
});

describe('where it broke', () => {
  test('element, offset, expected and found', () => {
    const { broken } = examined(packed('1987-ascii').subarray(0, 150), { dialect: ASCII });
    expect(broken).toMatchObject({
      element: 41,
      name: 'Card acceptor terminal identification',
      offset: 150,
      kind: 'truncated',
      expected: 'ans 8, ASCII',
      found: '4 bytes are left',
    });
  });

  test('a letter among digits', () => {
    const bytes = packed('1987-ascii');
    bytes.write('x', 36, 'latin1');
    expect(examined(bytes, { dialect: ASCII }).broken).toMatchObject({ element: 4, offset: 36, kind: 'badDigit', found: 'the byte 78' });
  });

  test('a letter in the card number is not repeated', () => {
    const bytes = packed('1987-ascii');
    bytes.write('x', 20, 'latin1');
    expect(examined(bytes, { dialect: ASCII }).broken).toMatchObject({ element: 2, offset: 20, found: 'another byte (not shown)' });
  });

  test('a length beyond the maximum', () => {
    const bytes = packed('1987-ascii');
    bytes.write('99', 90, 'latin1');
    expect(examined(bytes, { dialect: ASCII }).broken).toMatchObject({ element: 32, offset: 90, kind: 'tooLong', found: 'a length of 99' });
  });

  test('a length header that announces more', () => {
    const framed = encodeFrame(headerKind('2b', false), packed('1987-ascii')).subarray(0, -20);
    const [best] = examined(framed, { header: headerKind('2b', false) }).findings;
    expect(best?.sentence).toMatch(/In front: 2-byte header: it announces \d+ bytes, \d+ follow\./);
  });
});
