/**
 * A fixed element that is too short or too long is named: each fixed element of each dialect, made
 * one to four bytes too long or too short, with and without a length header.
 */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { HostCheck } from '../../../src/inspect/diagnose/host-check.ts';
import { LayoutCache } from '../../../src/inspect/diagnose/hypotheses/dialect-variants.ts';
import { encodeFrame, headerKind } from '../../../src/protocol/framing/frame.ts';
import { compileDialect, parseFormat } from '../../../src/protocol/iso8583/codec/layout.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack, unpack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { CASES } from '../support/cases.ts';
import { DIALECTS, type Elements, NO_READ_OPTIONS, NOW_MS } from '../support/messages.ts';
import { expectShare, type Trial } from '../support/shares.ts';

const TWO = headerKind('2b', false);
const OPTIONS = { readOptions: NO_READ_OPTIONS, dialects: DIALECTS, layouts: new LayoutCache(), host: new HostCheck(), nearMs: NOW_MS };

function findings(bytes: Buffer): readonly string[] {
  return examine(bytes, { ...OPTIONS, diagnoses: true }).findings.map(({ sentence }) => sentence);
}

describe('cases from the field', () => {
  test.each<[keyof typeof CASES, RegExp]>([
    ['terminalUnpadded', /^DE41 \(.*\), at offset 48, has 7 characters; ans 8 must have 8 characters: 1 byte too few\./],
    ['amountUnpadded', /^DE4 \(.*\), at offset 38, has 5 digits; n 12 must have 12 digits: 7 bytes too few\. Pad it with zeros/],
    ['entryModeOfFour', /^DE22 \(.*\), at offset 80, has 4 digits; n 3 must have 3 digits: 1 byte too many\./],
    ['feeOfEight', /^DE28 \(.*\), at offset 66, has 8 characters; x\+n 8 must have 9 characters: 1 byte too few\./],
  ])('%s', (name, expected) => {
    const [best = '', ...others] = findings(CASES[name]);
    expect(best).toMatch(expected);
    expect([best, ...others].filter((sentence) => /\bcut\b|[Ll]eave that out/.test(sentence))).toEqual([]);
  });
});

/** Values as they occur, by element; others are zeros, a digit and letters of their format. */
const SAMPLES_1987: Readonly<Record<number, string>> = {
  0: '0200', 2: '9578990000001235', 3: '000000', 4: '000000012300', 5: '000000012300', 6: '000000012300', 7: '1129080000', 8: '00000250',
  9: '61000000', 10: '61000000', 11: '000123', 12: '090000', 13: '1129', 14: '2811', 15: '1129', 16: '1129', 17: '1130', 18: '5411',
  19: '578', 20: '578', 21: '578', 22: '051', 23: '001', 24: '001', 25: '00', 26: '12', 27: '6', 28: 'C00001500', 29: 'C00001500',
  30: 'D00000150', 31: 'D00000150', 37: '633308000123', 38: 'A1B2C3', 39: '00', 40: '101', 41: 'TERM0001', 42: 'KIOSK1234567890',
  43: 'KIOSKEN HJORNET           OSLO        NO', 49: '578', 50: '578', 51: '978', 52: '12A7B2C3D4E5F607', 53: '2001010100000000',
  64: 'A102030405060708', 66: '1', 67: '02', 68: '578', 69: '578', 70: '301', 71: '0001', 72: '0002', 73: '261129',
  90: '020000012311290800000000057800100000000000', 95: `000000010000${'000000010000'}C00000000C00000000`, 96: 'B1B2B3B4B5B6B7B8',
  97: 'C0000000000012300', 98: 'STROM AS                 ', 128: 'A102030405060708',
} as const; // biome-ignore format: a table
const SAMPLES_1993: Readonly<Record<number, string>> = {
  0: '1200',
  12: '261129090000',
  15: '261129',
  22: '51010151314C',
  24: '200',
  25: '1508',
  26: '5411',
  28: '261129',
  29: '001',
  30: '000000012300000000012300',
  38: 'A1B2C3',
  39: '000',
  40: '101',
  57: '100',
  70: '578',
  71: '00000001',
  72: '00000002',
};
/** What every message has beside the element that is changed. */
const BASE = [2, 3, 4, 7, 11, 12, 22, 37, 41, 42, 49] as const;

function sampleOf(version: string, number: number, format: string): string {
  const own = version === '1' ? (SAMPLES_1993[number] ?? SAMPLES_1987[number]) : SAMPLES_1987[number];
  const { class: kind = '', unitsMax = 0 } = parseFormat(format) ?? {};
  if (own !== undefined && (kind === 'b' ? own.length === unitsMax * 2 : own.length === unitsMax || number === 2)) return own;
  if (kind === 'b') return 'A7'.repeat(unitsMax);
  if (kind === 'n') return '12'.padStart(unitsMax, '0').slice(-unitsMax);
  return kind === 'x+n' ? `C${'150'.padStart(unitsMax - 1, '0')}` : 'AB12'.padEnd(unitsMax, 'X').slice(0, unitsMax);
}

interface Changed {
  readonly name: string;
  readonly number: number;
  readonly bytes: Buffer;
}

/** Each fixed element of a dialect with `by` bytes more (or less, below 0), as senders write it. */
function changedMessages(dialectName: string): readonly Changed[] {
  const dialect = loadDialect(dialectName);
  const layout = compileDialect(dialect);
  const fixed = Object.keys(dialect.elements)
    .map(Number)
    .filter((number) => layout.lengthBytes[number] === 0 && number < 129);
  return fixed.flatMap((number) => {
    const elements: Elements = new Map([[0, dialect.mtis.financial]]);
    for (const each of [...BASE, number]) {
      const { format = '' } = dialect.elements[String(each)] ?? {};
      elements.set(each, sampleOf(dialect.version, each, format));
    }
    // Elements behind the changed one, by which the parse is seen to be off.
    elements.set(70, sampleOf(dialect.version, 70, dialect.elements['70']?.format ?? ''));
    elements.set(100, '578001');
    if (number === 64 || number === 128) elements.delete(100);
    const bytes = pack(layout, elements, Buffer.from('6000010002', 'hex').subarray(0, layout.headBytes));
    const element = unpack(layout, bytes).elements.find((one) => one.number === number);
    if (element === undefined) throw new Error('none');
    const { valueOffset: from, valueBytes } = element;
    return [-4, -3, -2, -1, 1, 2, 3, 4].flatMap((by) => {
      if (valueBytes + by < 1) return [];
      const value = widened(bytes.subarray(from, from + valueBytes), by, layout.class[number] as number, layout.encoding[number] as number);
      const name = `DE${number} of ${dialectName} by ${by}`;
      return [{ name, number, bytes: Buffer.concat([bytes.subarray(0, from), value, bytes.subarray(from + valueBytes)]) }];
    });
  });
}

const EBCDIC = 2;
const BCD = 3;

/** Numbers lose or get digits in front (behind a sign), texts and bytes behind. */
function widened(value: Buffer, by: number, kind: number, encoding: number): Buffer {
  const filler = encoding >= BCD ? 0x00 : encoding === EBCDIC ? (kind === 0 ? 0x40 : 0xf0) : kind === 0 ? 0x20 : 0x30;
  const signBytes = kind === 3 ? 1 : 0;
  if (kind === 0) return by < 0 ? value.subarray(0, by) : Buffer.concat([value, Buffer.alloc(by, filler)]);
  const [sign, digits] = [value.subarray(0, signBytes), value.subarray(signBytes)];
  return by < 0 ? Buffer.concat([sign, digits.subarray(-by)]) : Buffer.concat([sign, Buffer.alloc(by, filler), digits]);
}

const NAMES = ['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'] as const;

/** One of so many changed messages is tried; no divisor of the changes of an element. */
const SAMPLE_STEP = Number(process.env['WIDTHS_STEP'] ?? 11);

/** Named first, and named among those that come close, which are shown as well. */
function trialsOf(
  offset: number,
  prepare: (bytes: Buffer) => Buffer,
): { readonly first: readonly Trial[]; readonly shown: readonly Trial[] } {
  const first: Trial[] = [];
  const shown: Trial[] = [];
  const sample = NAMES.flatMap(changedMessages).filter((_changed, index) => index % SAMPLE_STEP === offset);
  for (const { name, number, bytes } of sample) {
    const sentences = findings(prepare(bytes));
    const isRight = (sentence = ''): boolean => sentence.startsWith(`DE${number} (`) && sentence.includes(' must have ');
    first.push({ name, miss: isRight(sentences[0]) ? '' : (sentences[0] ?? 'nothing').slice(0, 90) });
    shown.push({ name, miss: sentences.some(isRight) ? '' : (sentences[0] ?? 'nothing').slice(0, 90) });
  }
  return { first, shown };
}

test('behind a length header', () => {
  const { first, shown } = trialsOf(0, (bytes) => encodeFrame(TWO, bytes));
  expectShare('widths named first, with a header', first, 0.6);
  expectShare('widths named, with a header', shown, 0.9);
});

test('without a length header', () => {
  const { first, shown } = trialsOf(5, (bytes) => bytes);
  expectShare('widths named first, without a header', first, 0.5);
  expectShare('widths named, without a header', shown, 0.75);
});

test('a message that its header counts right is never called cut', () => {
  const bytes = Buffer.from(
    '303830308238000000000000040000000000000231313239303830303030303030303032303830303030313132393330313030303036342000',
    'hex',
  );
  const sentences = findings(encodeFrame(TWO, bytes));
  expect(sentences.filter((sentence) => /\bis cut\b|[Ll]eave that out/.test(sentence))).toEqual([]);
});
