/** Messages without DE7, in a dialect of a user's own that does not ask for it. */
import { describe, expect, test } from 'vitest';
import { createIsoCodec } from '../../../../../src/protocol/iso8583/codec/codec.ts';
import type { Dialect } from '../../../../../src/protocol/iso8583/dialect/dialect.ts';
import { loadDialect } from '../../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { type Elements, frameOf, NOW_MS, readRequest } from '../foreign.ts';

/** The dialect, but no message must bring DE7. */
function untimed(name: '1987-ascii' | '1993-bcd'): Dialect {
  const dialect = loadDialect(name);
  const without = (elements: readonly string[]): readonly string[] => elements.filter((element) => element !== '7');
  const { authorization, financial, advice, reversal, networkManagement } = dialect.mandatory;
  const mandatory = {
    authorization: without(authorization),
    financial: without(financial),
    advice: without(advice),
    reversal: without(reversal),
    networkManagement: without(networkManagement),
  };
  return { ...dialect, mandatory };
}

const UNTIMED = untimed('1987-ascii');

function read(elements: Elements, dialect: Dialect = UNTIMED, nowMs: number = NOW_MS + 250): ReturnType<typeof readRequest> {
  return readRequest(dialect, frameOf(dialect, { 7: undefined, ...elements }), nowMs);
}

test('where the dialect asks for DE7, a message without it is refused by its name', () => {
  const dialect = loadDialect('1987-ascii');
  const decoded = createIsoCodec(dialect, { nowMs: () => NOW_MS }).decodeRequest(frameOf(dialect, { 7: undefined }));
  expect(decoded).toMatchObject({ kind: 'malformed', reason: 'DE7 (Transmission date and time): this element must be there.' });
});

describe('the transmission time', () => {
  test('is that of DE7 where it is there all the same', () => {
    expect(read({ 7: '1123115959' })).toMatchObject({ transmissionTimeMs: NOW_MS - 1_000, localTime: '' });
  });

  test("is the host's own second when the message says no time", () => {
    expect(read({})).toMatchObject({ transmissionTimeMs: NOW_MS, localTime: '20261123120000' });
  });

  test('is the local date and time, as if it were UTC: the same whenever it comes', () => {
    const expected = { transmissionTimeMs: Date.UTC(2026, 10, 23, 13, 0, 7), localTime: '20261123130007' };
    expect(read({ 12: '130007', 13: '1123' })).toMatchObject(expected);
    expect(read({ 12: '130007', 13: '1123' }, UNTIMED, NOW_MS + 3_600_000)).toMatchObject(expected);
    expect(read({ 12: '261123130007' }, untimed('1993-bcd'))).toMatchObject(expected);
  });

  test('is of the year nearest to the clock when the date has none', () => {
    expect(read({ 12: '235959', 13: '1231' }, UNTIMED, Date.UTC(2027, 0, 1))).toMatchObject({ localTime: '20261231235959' });
  });

  test("of a network message is the host's own second", () => {
    expect(read({ 0: '0800', 2: undefined, 3: undefined, 4: undefined, 70: '301' })).toMatchObject({ transmissionTimeMs: NOW_MS });
  });
});

describe('a repeat', () => {
  const codec = createIsoCodec(UNTIMED, { nowMs: () => NOW_MS });

  test.each(['0101', '0201', '0121', '0221'])('%s without any time is refused: nobody could tell what it repeats', (mti) => {
    expect(codec.decodeRequest(frameOf(UNTIMED, { 0: mti, 7: undefined }))).toMatchObject({
      kind: 'malformed',
      reason: 'DE7 (Transmission date and time): a repeat must say when it was sent, here or as local date and time.',
    });
  });

  test('with the local time of its original has its transmission time too', () => {
    const { transmissionTimeMs } = read({ 12: '130007', 13: '1123' });
    expect(read({ 0: '0201', 12: '130007', 13: '1123' })).toMatchObject({ repeat: true, transmissionTimeMs });
  });

  test('of a reversal may be without: it gives back nothing more', () => {
    expect(read({ 0: '0401' })).toMatchObject({ repeat: true, transmissionTimeMs: NOW_MS });
  });
});

describe('a reversal that names nothing', () => {
  test('is of the message with its STAN and the local date that the original was given', () => {
    const { localTime } = read({ 11: '000007' }) as { readonly localTime: string };
    expect(read({ 0: '0400', 11: '000007' })).toMatchObject({ original: { stan: 7, localDate: localTime.slice(4, 8) } });
  });

  test('may name the local time of its original in place of DE7', () => {
    const { transmissionTimeMs } = read({ 11: '000007', 12: '130007', 13: '1123' });
    const named = '0200' + '000007' + '1123130007';
    expect(read({ 0: '0420', 90: named.padEnd(42, '0') })).toMatchObject({ original: { stan: 7, transmissionTimeMs } });
  });

  test('is of its own local date when it says one', () => {
    expect(read({ 0: '0400', 11: '000007', 12: '000000', 13: '1124' })).toMatchObject({ original: { stan: 7, localDate: '1124' } });
  });
});
