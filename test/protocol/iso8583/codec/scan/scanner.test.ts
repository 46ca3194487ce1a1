import { describe, expect, test } from 'vitest';
import { compileDialect } from '../../../../../src/protocol/iso8583/codec/layout.ts';
import { SCAN_PROBLEMS, type ScanProblemName } from '../../../../../src/protocol/iso8583/codec/scan/scan-problems.ts';
import { Scanner } from '../../../../../src/protocol/iso8583/codec/scan/scanner.ts';
import { bytesOf, integerOf, integerOfSlice, textOf, trimmedTextOf } from '../../../../../src/protocol/iso8583/codec/scan/values.ts';
import type { Dialect } from '../../../../../src/protocol/iso8583/dialect/dialect.ts';
import { loadDialect } from '../../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { oddDialect } from '../any-message.ts';

type Name = '1987-ascii' | '1987-ascii-hex' | '1987-bcd' | '1987-ebcdic' | '1993-bcd';

/** Blanks separate; text in quotes stands as its characters, the rest is hexadecimal. */
function bytes(text: string): Buffer {
  const parts = text.match(/'[^']*'|\S+/g) ?? [];
  return Buffer.concat(parts.map((part) => (part.startsWith("'") ? Buffer.from(part.slice(1, -1), 'latin1') : Buffer.from(part, 'hex'))));
}

type Row = readonly [problem: ScanProblemName, name: Name, frame: string, element: number, offset: number];

/** Each thing that can be wrong, with the element and the byte that are named. */
const PROBLEMS: readonly Row[] = [
  ['mtiTruncated', '1987-ascii', '', 0, 0],
  ['mtiTruncated', '1987-ascii', `'020'`, 0, 3],
  ['mtiTruncated', '1987-bcd', '6000010002', 0, 5],
  ['mtiTruncated', '1987-bcd', '6000010002 02', 0, 6],
  ['mtiTruncated', '1993-bcd', '12', 0, 1],
  ['mtiNoDigits', '1987-ascii', `'02O0' 0000000000000000`, 0, 0],
  ['mtiNoDigits', '1987-bcd', '0000000000 02A0 0000000000000000', 0, 5],
  ['mtiNoDigits', '1987-ebcdic', `'0200' 0000000000000000`, 0, 0],
  ['bitmapTruncated', '1987-ascii', `'0200' 00000000000000`, 1, 11],
  ['bitmapTruncated', '1987-ascii', `'0200' 8000000000000000 00000000000000`, 1, 19],
  ['bitmapTruncated', '1987-ascii-hex', `'0200' '200000000000000'`, 1, 19],
  ['bitmapNoHex', '1987-ascii-hex', `'0200' '200000000000000G'`, 1, 19],
  ['bitmapNoHex', '1987-ascii-hex', `'0200' '8000000000000000' '0 00000000000000'`, 1, 21],
  ['bit65', '1987-ascii', `'0200' A000000000000000 8000000000000000 '000000'`, 65, 26],
  ['bit65', '1987-ascii-hex', `'0200' 'A000000000000000' '8000000000000000' '000000'`, 65, 42],
  ['bit65', '1993-bcd', '1200 A000000000000000 8000000000000000 000000', 65, 21],
  ['truncated', '1987-ascii', `'0200' 2000000000000000`, 3, 12],
  ['truncated', '1987-ascii', `'0200' 2000000000000000 '00000'`, 3, 17],
  ['truncated', '1987-ascii', `'0200' 4000000000000000 '1'`, 2, 13],
  ['truncated', '1987-ascii', `'0200' 4000000000000000 '19957899000000000'`, 2, 29],
  ['truncated', '1987-bcd', '0000000000 0200 4000000000000000', 2, 15],
  ['truncated', '1987-bcd', '0000000000 0200 4000000000000000 16 95', 2, 17],
  ['badLength', '1987-ascii', `'0200' 4000000000000000 '1A957899'`, 2, 12],
  ['badLength', '1987-bcd', '0000000000 0200 4000000000000000 1A 9578', 2, 15],
  ['badLength', '1987-bcd', '0000000000 0200 4000000000000000 A1 9578', 2, 15],
  ['badLength', '1987-ebcdic', `F0F2F0F0 4000000000000000 '16' F9`, 2, 12],
  ['tooLong', '1987-ascii', `'0200' 4000000000000000 '20'`, 2, 12],
  ['tooLong', '1987-bcd', '0000000000 0200 4000000000000000 20', 2, 15],
  ['tooLong', '1993-bcd', '1200 4000000000000000 14', 2, 10],
  ['tooLong', '1993-bcd', '1200 0000000000010000 03E8', 48, 10],
  ['badDigit', '1987-ascii', `'0200' 2000000000000000 '00000A'`, 3, 17],
  ['badDigit', '1987-ascii', `'0200' 2000000000000000 '0000 0'`, 3, 16],
  ['badDigit', '1987-bcd', '0000000000 0200 2000000000000000 0000A0', 3, 17],
  ['badDigit', '1987-bcd', '0000000000 0200 2000000000000000 00000B', 3, 17],
  ['badDigit', '1987-bcd', '0000000000 0200 4000000000000000 15 1957899000000000', 2, 16],
  ['badDigit', '1987-ebcdic', 'F0F2F0F0 2000000000000000 F0F0F030F0F0', 3, 15],
  ['badTrack', '1987-ascii', `'0200' 0000000020000000 '06' '1234=='`, 35, 14],
  ['badTrack', '1987-ascii', `'0200' 0000000020000000 '06' '1234=A'`, 35, 14],
  ['badTrack', '1987-bcd', '0000000000 0200 0000000020000000 06 1234DD', 35, 16],
  ['badTrack', '1987-bcd', '0000000000 0200 0000000020000000 06 12E4D1', 35, 16],
  ['badHex', '1987-ascii-hex', `'0200' '0000000000001000' '00112233445566G7'`, 52, 34],
  ['badSign', '1987-ascii', `'0200' 0000001000000000 'X00001500'`, 28, 12],
  ['badSign', '1987-bcd', '0000000000 0200 0000001000000000 0000001500', 28, 15],
  ['badDigit', '1987-bcd', "0000000000 0200 0000001000000000 'D' 0000A500", 28, 18],
  ['trailing', '1987-ascii', `'0200' 0000000000000000 '0'`, 0, 12],
  ['trailing', '1987-ascii', `'0200' 2000000000000000 '0000000'`, 0, 18],
];

describe('what is wrong', () => {
  test.each(PROBLEMS)('%s, %s: %s', (problem, name, text, element, offset) => {
    const scanner = new Scanner(compileDialect(loadDialect(name)));
    expect(scanner.scan(bytes(text))).toBe(false);
    expect(scanner).toMatchObject({ problemName: problem, problemElement: element, problemOffset: offset });
    expect(scanner.has(65)).toBe(false);
  });

  test('an element that the dialect does not have', () => {
    const { '41': _absent, ...elements } = loadDialect('1987-ascii').elements;
    const scanner = new Scanner(compileDialect({ ...loadDialect('1987-ascii'), elements }));
    expect(scanner.scan(bytes(`'0200' 2000000000C00000 '000000' 'TERM0001' 'MERCHANT0000000'`))).toBe(false);
    expect(scanner).toMatchObject({ problemName: 'unknownElement', problemElement: 41, problemOffset: 18 });
    expect([3, 41, 42].map((element) => scanner.has(element))).toEqual([true, false, false]);
  });

  test('every problem has its row', () => {
    const named = new Set<ScanProblemName>([...PROBLEMS.map(([problem]) => problem), 'none', 'unknownElement']);
    expect([...named].sort()).toEqual(SCAN_PROBLEMS.map(({ name }) => name).sort());
  });
});

describe('lengths', () => {
  const scanned = (changes: Partial<Parameters<typeof oddDialect>[0]>, frame: string): Scanner => {
    const odd = { formatClass: 'n', encoding: 'bcdLeft', length: 'binary1', counts: 'units', unitsMax: 19, ...changes } as const;
    const scanner = new Scanner(compileDialect(oddDialect(odd)));
    scanner.scan(bytes(`'0200' 4000000000000000 ${frame}`));
    return scanner;
  };

  test.each([
    ['digits', { counts: 'units' }, '03 0123', '123'],
    ['digits, filled with F in front', { counts: 'units' }, '03 F123', '123'],
    ['half bytes', { counts: 'nibbles' }, '03 0123', '123'],
    ['bytes; the fill is read as a digit', { counts: 'bytes' }, '02 0123', '0123'],
    ['bytes, one digit more than the element may have', { counts: 'bytes' }, '0A 01234567890123456789', '1234567890123456789'],
    ['bytes, filled with F', { counts: 'bytes', encoding: 'bcdRightF' }, '02 123F', '123'],
    ['bytes, filled with 0', { counts: 'bytes', encoding: 'bcdRight' }, '02 1230', '1230'],
    ['digits, filled with F', { counts: 'units', encoding: 'bcdRightF' }, '03 123F', '123'],
    ['digits, filled with 0 where F is written', { counts: 'units', encoding: 'bcdRightF' }, '03 1230', '123'],
    ['half bytes of characters', { counts: 'nibbles', encoding: 'ascii' }, `06 '123'`, '123'],
    ['bytes of a hexadecimal element', { counts: 'bytes', encoding: 'hex', formatClass: 'b' }, `04 'abCD'`, 'ABCD'],
    ['half bytes of a hexadecimal element', { counts: 'nibbles', encoding: 'hex', formatClass: 'b' }, `04 'abCD'`, 'ABCD'],
    ['half bytes of bytes', { counts: 'nibbles', encoding: 'raw', formatClass: 'b' }, '04 ABCD', 'ABCD'],
    ['a sign and an odd number of digits', { counts: 'bytes', formatClass: 'x+n' }, `03 'D' 0123`, 'D0123'],
    ['a sign and digits, in half bytes', { counts: 'nibbles', formatClass: 'x+n' }, `05 'D' 0123`, 'D123'],
    ['nothing', { counts: 'bytes' }, '00', ''],
  ] as const)('%s', (_what, changes, frame, text) => {
    const scanner = scanned(changes, frame);
    expect(scanner.problemName).toBe('none');
    expect(textOf(scanner, 2)).toBe(text);
  });

  test.each([
    ['an odd count of half bytes of characters', { counts: 'nibbles', encoding: 'ascii' }, `05 '123'`, 'badLength'],
    ['an odd count of a hexadecimal element', { counts: 'bytes', encoding: 'hex', formatClass: 'b' }, `03 'abC'`, 'badLength'],
    ['two digits more than the element may have', { counts: 'bytes', unitsMax: 18 }, '0A 01234567890123456789', 'tooLong'],
    ['a sign that is not there', { formatClass: 'x+n', counts: 'units' }, '00', 'truncated'],
  ] as const)('%s', (_what, changes, frame, problem) => {
    expect(scanned(changes, frame).problemName).toBe(problem);
  });
});

describe('values', () => {
  const frame = bytes(
    `'0200' 72000000008090C0 '19' '9578990000000000001' '310000' '000000012345' '1123120000' 'AB12  X ' '578' 1122334455667788 '003' '1 C' '004' 'ab12'`,
  );
  const dialect: Dialect = {
    ...loadDialect('1987-ascii'),
    elements: {
      ...loadDialect('1987-ascii').elements,
      '57': { name: 'a', format: 'ans ...999' },
      '58': { name: 'b', format: 'ans ...999' },
    },
  };

  test('numbers, texts and bytes', () => {
    const scanner = new Scanner(compileDialect(dialect));
    expect(scanner.scan(frame)).toBe(true);
    expect(integerOf(scanner, 4)).toBe(12_345);
    expect(integerOf(scanner, 2)).toBeNaN();
    expect(textOf(scanner, 2)).toBe('9578990000000000001');
    expect(integerOfSlice(scanner, 7, 0, 4)).toBe(1123);
    expect(integerOfSlice(scanner, 41, 0, 2)).toBeNaN();
    expect(integerOfSlice(scanner, 7, 0, 11)).toBe(0);
    expect(trimmedTextOf(scanner, 41)).toBe('AB12  X');
    expect(bytesOf(scanner, 52).toString('hex')).toBe('1122334455667788');
    expect(textOf(scanner, 52)).toBe('1122334455667788');
    expect(integerOf(scanner, 57)).toBeNaN();
  });

  test('what is not there is 0, nothing or no bytes; element 0 never is', () => {
    const scanner = new Scanner(compileDialect(dialect));
    scanner.scan(frame);
    for (const element of [0, 11, 37, 55, 90, 128]) {
      expect(integerOf(scanner, element)).toBe(0);
      expect(textOf(scanner, element)).toBe('');
      expect(trimmedTextOf(scanner, element)).toBe('');
      expect(bytesOf(scanner, element)).toHaveLength(0);
    }
  });

  test('nothing of the message before is left', () => {
    const scanner = new Scanner(compileDialect(dialect));
    scanner.scan(frame);
    expect(scanner.scan(bytes(`'0210' 2000000000000000 '0000'`))).toBe(false);
    expect([2, 3, 4, 41].map((element) => scanner.has(element))).toEqual([false, false, false, false]);
    expect(scanner.scan(bytes(`'0800' 0020000000000000 '00000A'`))).toBe(false);
    expect(scanner.isFaulty(11)).toBe(true);
    expect(integerOf(scanner, 11)).toBeNaN();
    expect(scanner.scan(bytes(`'0800' 0020000000000000 '000001'`))).toBe(true);
    expect([scanner.isFaulty(11), integerOf(scanner, 11)]).toEqual([false, 1]);
  });

  test('every element that does not hold what it must is known, the first is named', () => {
    const scanner = new Scanner(compileDialect(loadDialect('1987-bcd')));
    scanner.scan(bytes('0000000000 0200 3220000000000000 00000A 000000012345 11231200FF 000001'));
    expect(scanner).toMatchObject({ problemElement: 3, problemName: 'badDigit' });
    expect([3, 4, 7, 11].map((element) => scanner.isFaulty(element))).toEqual([true, false, true, false]);
    expect([3, 4, 7, 11].map((element) => scanner.has(element))).toEqual([true, true, true, true]);
  });
});
