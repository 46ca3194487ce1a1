import { describe, expect, it } from 'vitest';
import { readDe56, readDe90, writeDe56, writeDe90 } from '../../../../src/protocol/iso8583/elements/original-data.ts';
import type { OriginalData } from '../../../../src/protocol/message.ts';
import { vectorRows } from './subfield-vectors.ts';

const NEAR_MS = Date.parse('2027-03-14T11:00:00Z');
const ORIGINAL: OriginalData = {
  class: 'financial',
  stan: 123,
  transmissionTimeMs: Date.parse('2027-03-14T10:15:30Z'),
  acquirerId: '578001',
  rrn: '',
  approvalCode: '',
  localDate: '',
};

interface Expected {
  readonly originalMti: string;
  readonly originalStan: string;
  readonly originalTransmission: string;
  readonly originalAcquirerId: string;
}

describe('DE90', () => {
  it.each(vectorRows<Expected>('iso8583-de90', 'de90'))('reads and writes %s', (text, expected) => {
    const original = readDe90(text, NEAR_MS);
    if (original === undefined) return expect.fail('not read');
    expect(original.class).toBe(expected.originalMti === '0200' ? 'financial' : 'advice');
    expect(original.stan).toBe(Number(expected.originalStan));
    expect(Number(original.acquirerId)).toBe(Number(expected.originalAcquirerId));
    const time = new Date(original.transmissionTimeMs).toISOString().replace(/\D/g, '');
    expect(time.slice(4, 14)).toBe(expected.originalTransmission);
    expect(writeDe90(original)).toBe(text);
  });

  it('reads each part', () => {
    expect(readDe90('020000012303141015300000057800100000000000', NEAR_MS)).toEqual(ORIGINAL);
  });

  it.each([
    ['0100', 'authorization'],
    ['0101', 'authorization'],
    ['0110', 'authorization'],
    ['0120', 'advice'],
    ['0200', 'financial'],
    ['0221', 'advice'],
    ['0230', 'advice'],
    ['0400', 'reversal'],
    ['0420', 'reversal'],
    ['1200', 'financial'],
    ['0800', ''],
    ['0000', ''],
  ])('the original of MTI %s is %j', (mti, expected) => {
    expect(readDe90(`${mti}${'0'.repeat(38)}`, NEAR_MS)?.class).toBe(expected);
  });

  it('holds nothing when it is zeros', () => {
    const nothing: OriginalData = { ...ORIGINAL, class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '' };
    expect(readDe90('0'.repeat(42), NEAR_MS)).toEqual(nothing);
    expect(writeDe90(nothing)).toBe('0'.repeat(42));
  });

  it('has the year nearest to the clock', () => {
    const text = writeDe90({ ...ORIGINAL, transmissionTimeMs: Date.parse('2026-12-31T23:59:59Z') });
    expect(readDe90(text, Date.parse('2027-01-01T00:00:05Z'))?.transmissionTimeMs).toBe(Date.parse('2026-12-31T23:59:59Z'));
  });

  it.each([
    ['41 digits', '0'.repeat(41)],
    ['43 digits', '0'.repeat(43)],
    ['a letter', `0200${'0'.repeat(37)}A`],
    ['a day that no month has', '020000012304311015300000057800100000000000'],
    ['29 February of no near year', '020000012302291015300000057800100000000000'],
  ])('refuses %s', (_what, text) => {
    expect(readDe90(text, Date.parse('2026-03-14T11:00:00Z'))).toBeUndefined();
  });

  it.each([
    ['authorization', '0100'],
    ['financial', '0200'],
    ['advice', '0220'],
    ['reversal', '0400'],
  ] as const)('names %s as %s', (name, mti) => {
    expect(writeDe90({ ...ORIGINAL, class: name }).slice(0, 4)).toBe(mti);
  });
});

describe('DE56', () => {
  it('reads and writes each part', () => {
    const original: OriginalData = { ...ORIGINAL, transmissionTimeMs: 0, localDate: '0314' };
    expect(writeDe56(original, '270314111530')).toBe('120000012327031411153006578001');
    expect(readDe56('120000012327031411153006578001')).toEqual(original);
  });

  it.each([
    ['authorization', '1100'],
    ['financial', '1200'],
    ['advice', '1220'],
    ['reversal', '1420'],
  ] as const)('names %s as %s', (name, mti) => {
    const text = writeDe56({ ...ORIGINAL, class: name }, '270314111530');
    expect(text.slice(0, 4)).toBe(mti);
    expect(readDe56(text)?.class).toBe(name);
  });

  it('needs neither local time nor acquirer', () => {
    const nothing: OriginalData = { ...ORIGINAL, class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '' };
    expect(writeDe56(nothing, '')).toBe('0'.repeat(24));
    expect(readDe56('0'.repeat(24))).toEqual(nothing);
    expect(readDe56('0'.repeat(22))).toEqual(nothing);
  });

  it('reads the longest acquirer, and 29 February of any year', () => {
    expect(readDe56('11000000012702291115301112345678901')).toMatchObject({ acquirerId: '12345678901', localDate: '0229' });
  });

  it.each([
    ['21 digits', '120000012327031411153'],
    ['half a length', '12000001232703141115300'],
    ['a length beyond the end', '120000012327031411153007578001'],
    ['a length before the end', '120000012327031411153005578001'],
    ['an acquirer of 12', `120000012327031411153012${'1'.repeat(12)}`],
    ['a letter', '12000001232703141115300657800A'],
    ['a month of 13', '120000012327131411153006578001'],
    ['an hour of 24', '120000012327031424153006578001'],
  ])('refuses %s', (_what, text) => {
    expect(readDe56(text)).toBeUndefined();
  });

  it.each(['27031411153', '2703141115301', '27031411153A', '20270314111530'])('does not write the local time %s', (localTime) => {
    expect(() => writeDe56(ORIGINAL, localTime)).toThrow(/local time .* YYMMDDhhmmss/);
  });
});

it.each([
  ['STAN', { stan: 1_000_000 }, /STAN .* 6 digits/],
  ['acquirer of 12 digits', { acquirerId: '123456789012' }, /acquirer .* 11 digits/],
  ['acquirer of letters', { acquirerId: 'BANK' }, /acquirer .* 11 digits/],
])('a %s that does not fit is not written', (_what, change, sentence) => {
  expect(() => writeDe90({ ...ORIGINAL, ...change })).toThrow(sentence);
  expect(() => writeDe56({ ...ORIGINAL, ...change }, '')).toThrow(sentence);
});
