import { describe, expect, test } from 'vitest';
import { compileDialect } from '../../../../../src/protocol/iso8583/codec/layout.ts';
import { Scanner } from '../../../../../src/protocol/iso8583/codec/scan/scanner.ts';
import { MessageWriter, WriteError } from '../../../../../src/protocol/iso8583/codec/write/message-writer.ts';
import { loadDialect } from '../../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { oddDialect } from '../any-message.ts';

const ASCII = compileDialect(loadDialect('1987-ascii'));
const BCD = compileDialect(loadDialect('1987-bcd'));
const BINARY_1 = compileDialect(oddDialect({ formatClass: 'ans', encoding: 'ascii', length: 'binary1', counts: 'nibbles', unitsMax: 200 }));
const LL = compileDialect(oddDialect({ formatClass: 'ans', encoding: 'ascii', length: 'ascii', counts: 'nibbles', unitsMax: 49 }));

function begun(layout = ASCII, hasSecondary = false): MessageWriter {
  const writer = new MessageWriter(layout);
  writer.begin(200, hasSecondary);
  return writer;
}

describe('what an element cannot hold', () => {
  test.each([
    ['more characters', 2, () => begun().putText(2, '9'.repeat(20))],
    ['more characters than a fixed element', 41, () => begun().putText(41, 'TERM00001')],
    ['more bytes', 52, () => begun().putBytes(52, Buffer.alloc(9))],
    ['more digits', 4, () => begun().putInteger(4, 1_000_000_000_000)],
    ['more digits, in BCD', 4, () => begun(BCD).putInteger(4, 1_000_000_000_000)],
    ['less than zero', 4, () => begun().putInteger(4, -1)],
    ['less than zero, in BCD', 4, () => begun(BCD).putInteger(4, -1)],
    ['a fraction', 4, () => begun().putInteger(4, 1.5)],
    ['no number', 4, () => begun().putInteger(4, Number.NaN)],
    ['no number, in BCD', 4, () => begun(BCD).putInteger(4, Number.NaN)],
    ['more than a number holds exactly', 86, () => begun(ASCII, true).putInteger(86, 2 ** 53)],
    ['an element above 64 without a second bitmap', 70, () => begun().putText(70, '001')],
    ['a length of more than a byte', 2, () => begun(BINARY_1).putText(2, 'A'.repeat(128))],
    ['a length of more than its two digits', 2, () => begun(LL).putText(2, 'A'.repeat(50))],
  ])('%s', (_what, element, put) => {
    expect(put).toThrow(WriteError);
    expect(put).toThrow(
      expect.objectContaining({ element, code: 'iso8583Write', message: expect.stringContaining(`Element ${element} `) }),
    );
  });

  test('the longest of each is taken', () => {
    for (const put of [
      () => begun().putInteger(4, 999_999_999_999),
      () => begun(BINARY_1).putText(2, 'A'.repeat(127)),
      () => begun(LL).putText(2, 'A'.repeat(49)),
    ]) {
      expect(put).not.toThrow();
    }
  });

  test('a message that failed leaves nothing in the next', () => {
    const writer = begun();
    writer.putText(2, '9578990000000005');
    expect(() => writer.putText(3, '1234567')).toThrow(WriteError);
    writer.begin(800, false);
    writer.putInteger(11, 7);
    expect(writer.finish().toString('hex')).toBe('303830300020000000000000303030303037');
  });
});

test('grows for the longest message that there is', () => {
  const layout = compileDialect(loadDialect('1987-ascii-hex'));
  const writer = begun(layout, true);
  const long = [46, 47, 48, 56, 57, 58, 59, 60, 61, 62, 63, 105, 106, 107, 108, 109, 110];
  for (const element of long) writer.putText(element, String.fromCharCode(element).repeat(999));
  const frame = writer.finish();
  expect(frame).toHaveLength(4 + 32 + long.length * 1_002);
  const scanner = new Scanner(layout);
  expect(scanner.scan(frame)).toBe(true);
  for (const element of long) expect([scanner.units[element], scanner.charAt(element, 998)]).toEqual([999, element]);
});

test('a finished message does not change with the next one', () => {
  const writer = begun();
  writer.putText(41, 'TERM0001');
  const frame = writer.finish();
  const before = Buffer.from(frame);
  writer.begin(210, false);
  writer.putText(41, 'XXXXXXXX');
  writer.wipe();
  expect(frame).toEqual(before);
});

describe('copies', () => {
  test.each(['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'] as const)('%s: byte for byte', (name) => {
    const layout = compileDialect(loadDialect(name));
    const first = begun(layout, true);
    first.putText(2, '957899000000000');
    first.putText(43, 'Kiosken');
    first.putBytes(55, Buffer.from('9F2701', 'hex'));
    first.putText(100, '123');
    const frame = first.finish();
    const scanner = new Scanner(layout);
    expect(scanner.scan(frame)).toBe(true);
    const second = begun(layout, true);
    for (const element of [2, 43, 55, 100]) second.copy(element, scanner);
    expect(second.finish()).toEqual(frame);
  });
});

describe('what a MAC covers', () => {
  test.each([
    ['without the TPDU, the MAC bit set', BCD, false, 64, '0200 3000000000000001 000000000000000001'],
    ['with a second bitmap', BCD, true, 128, '0200 B000000000000000 0000000000000001 000000000000000001'],
    [
      'characters',
      ASCII,
      false,
      64,
      `${Buffer.from('0200').toString('hex')} 3000000000000001 ${Buffer.from('000000000000000001').toString('hex')}`,
    ],
  ] as const)('%s', (_what, layout, hasSecondary, element, covered) => {
    const writer = begun(layout, hasSecondary);
    writer.putText(3, '0');
    writer.putInteger(4, 1);
    expect(writer.covered(element).toString('hex').toUpperCase()).toBe(covered.replace(/ /g, '').toUpperCase());
    writer.putBytes(element, Buffer.from('1122334455667788', 'hex'));
    const frame = writer.finish();
    const scanner = new Scanner(layout);
    expect(scanner.scan(frame)).toBe(true);
    const end = scanner.recordStart[element] ?? 0;
    expect(frame.subarray(scanner.mtiStart, end).toString('hex').toUpperCase()).toBe(covered.replace(/ /g, '').toUpperCase());
  });
});
