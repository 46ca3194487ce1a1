/** What is hidden in text and bytes of unknown structure, and what stays. */
import { describe, expect, test } from 'vitest';
import { cardDataInBytes, quotable, withoutCardData } from '../../../src/cards/card-data/card-data.ts';
import { withStars } from '../../../src/cards/card-data/range.ts';

const PAN = '9578991111111111';
const PAN_SHOWN = '957899******1111';

function stars(count: number): string {
  return '*'.repeat(count);
}

describe('card numbers', () => {
  test.each([
    ['alone', PAN, PAN_SHOWN],
    ['between letters', `PAN:${PAN}X`, `PAN:${PAN_SHOWN}X`],
    ['in groups with dashes', '9578-9911-1111-1111', '9578-99**-****-1111'],
    ['in groups with blanks', 'a 9578 9911 1111 1111 b', 'a 9578 99** **** 1111 b'],
    ['in groups with dots', '9578.9911.1111.1111', '9578.99**.****.1111'],
    ['as a dump of half bytes', '95 78 99 11 11 11 11 11', `95 78 99 ** ** ** 11 11`],
    ['digit by digit', '9 5 7 8 9 9 1 1 1 1 1 1 1 1 1 1', '9 5 7 8 9 9 * * * * * * 1 1 1 1'],
    ['of another issuer', '4111111111111111', '411111******1111'],
    ['of 15 digits, as it is printed', '3714 496353 98431', '3714 49**** *8431'],
    ['of 19 digits', '6304000000000000000', '630400*********0000'],
    ['of 12 digits', '676770000005', stars(12)],
    ['behind its length', '019411111111111111111001', '019411111*********111001'],
    ['behind its length in two digits', `16${PAN}00`, `16${PAN_SHOWN}00`],
    ['of this issuer within other digits', `0301${PAN}0201`, `0301${PAN_SHOWN}0201`],
    ['behind the tag of chip data', `5A08${PAN}9F02`, `5A08${PAN_SHOWN}9F02`],
    ['after a time', '2026-11-23 08:00:00.123 4111 1111 1111 1111', '2026-11-23 08:00:00.123 4111 11** **** 1111'],
    ['as hexadecimal digits of ASCII', Buffer.from(PAN).toString('hex'), '393537383939************31313131'],
  ])('%s', (_what, text, shown) => {
    expect(withoutCardData(text)).toBe(shown);
  });
});

describe('tracks', () => {
  test.each([
    ['track 1', 'B9578990000001235^DOE/JANE                  ^28122010000123000'],
    ['track 1 with sentinels', '%B9578991111111111^DOE/JANE^28122010000123000?'],
    ['track 1 with a grouped card number', '%B3714 496353 98431^DOE/JANE^2812201?'],
    ['track 1 without format code', '9578991111111111^DOE/JANE^2812'],
    ['track 1, cut within the discretionary data', 'B9578991111111111^DOE/JANE^2812201000'],
    ['track 1, cut within the expiry', 'B9578991111111111^DOE/JANE^28'],
    ['track 1, cut within the name', 'B9578991111111111^DOE/JA'],
    ['track 1, begun within the card number', '111^DOE/JANE^28122010000123000'],
    ['track 1, begun within the name', 'E/JANE   ^28122010000123000?'],
    ['track 1, begun behind the name', '^28122010000123000'],
    ['track 1, begun within the discretionary data', '000123000?'],
    ['track 1, cut off at both ends', '235^DOE/JA'],
    ['track 2', '9578991111111111=28112011234567890'],
    ['track 2 in half bytes', '9578991111111111D28112011234567890'],
    ['track 2, cut within the expiry', '9578991111111111=28'],
    ['track 2, begun within the card number', '111=28112011234567890'],
    ['track 2, begun at the separator', '=28112011234567890'],
    ['track 2 with a grouped card number', '9578 9911 1111 1111=2811201'],
  ])('%s', (_what, text) => {
    const shown = withoutCardData(text);
    expect(shown.length).toBe(text.length);
    expect(shown.replaceAll(/[%B*]/g, '')).toBe('');
  });

  test('a card number that is cut behind the format code of track 1 shows its first six digits', () => {
    expect(withoutCardData('%B957899111111')).toBe('%B957899******');
  });

  test('the text around a track stays', () => {
    expect(withoutCardData('read %B9578991111111111^DOE/JANE^2812201? from COM1')).toMatch(/^read [%B]?\*+ from COM1$/);
    expect(withoutCardData('read ;9578991111111111=28112011234567890? from COM1')).toMatch(/^read ;\*+\? from COM1$/);
  });
});

describe('what is no card data stays', () => {
  test.each([
    '000000012300',
    '0000000000000000',
    '1123080000',
    '261123090000',
    '2026-11-23 08:00:00.123',
    '632709000123',
    '000000000012345',
    '1793000000000',
    '253402300799999',
    '9007199254740991',
    '0123456789ABCDEF',
    '1122334455667788',
    '0102030405060708',
    '578001 000123 TERM0001',
    'REMA 1000              OSLO          NOR',
    'order=123456789012',
    'What was 2^31? x^2 + y^2',
    'PARIS RUE DU TERRACE',
    '+47 22 12 34 56',
    '127.0.0.1:7583',
    '/home/user/20261123080000-trace.ndjson',
    '0040578D000000025000',
    '0105004TEXT0122001T',
    'e4b0c44298fc1c149afbf4c8996fb924',
  ])('%s', (text) => {
    expect(withoutCardData(text)).toBe(text);
    expect(withStars(Buffer.from(text).toString('hex'), cardDataInBytes(Buffer.from(text)))).toBe(Buffer.from(text).toString('hex'));
  });
});

describe('bytes', () => {
  const inEbcdic = (digits: string): string => digits.replaceAll(/\d/g, 'f$&');
  test.each([
    ['half bytes', PAN, PAN_SHOWN],
    ['half bytes within text', `4142${PAN}4344`, `4142${PAN_SHOWN}4344`],
    ['EBCDIC', inEbcdic(PAN), `${inEbcdic('957899')}${stars(12)}${inEbcdic('1111')}`],
    ['ASCII', Buffer.from(PAN).toString('hex'), `${Buffer.from('957899').toString('hex')}${stars(12)}31313131`],
    ['track 2 in half bytes', `${PAN}d28112011234567890f`, `${stars(34)}f`],
  ])('a card number in %s', (_what, hex, shown) => {
    const bytes = Buffer.from(hex, 'hex');
    expect(withStars(bytes.toString('hex'), cardDataInBytes(bytes))).toBe(shown.slice(0, bytes.length * 2));
  });

  test('track 1 in EBCDIC, with either caret', () => {
    for (const caret of ['b0', '5f']) {
      const name = 'c4d6c561d1c1d5c5';
      const hex = `c2${inEbcdic(PAN)}${caret}${name}${caret}${inEbcdic('28122010000123000')}`;
      expect(withStars(hex, cardDataInBytes(Buffer.from(hex, 'hex')))).toBe(stars(hex.length));
    }
  });

  test('track 1 in six bits for a character', () => {
    const track = `%B${PAN}^DOE/JANE^28122010000123000?`;
    const bits = [...track].map((character) => (character.charCodeAt(0) - 0x20).toString(2).padStart(6, '0')).join('');
    const bytes = Buffer.from(
      (bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)),
    );
    const shown = withStars(bytes.toString('hex'), cardDataInBytes(bytes));
    expect(shown.replaceAll('*', '').length).toBeLessThanOrEqual(2);
  });
});

describe('what was typed', () => {
  test.each([
    ['a card number', PAN, PAN_SHOWN],
    ['a mistyped card number', '9578991111111112', '957899**********'],
    ['a mistyped card number with dashes', '9578-9911-1111-1112', '9578-99**-****-****'],
    ['a mistyped number as a file', '/tmp/9578991111111112', '/tmp/957899**********'],
    ['a mistyped number as an option', '--9578991111111112', '--957899**********'],
    ['a mistyped number in quotes', "unknown option '9578991111111112'", "unknown option '957899**********'"],
    ['a file named by the time', '/tmp/20261123080000.ndjson', '/tmp/20261123080000.ndjson'],
    ['a token', '0123456789abcdef0123456789abcdef', '0123456789abcdef0123456789abcdef'],
    ['a terminal', 'TERM0001', 'TERM0001'],
  ])('%s', (_what, text, shown) => {
    expect(quotable(text)).toBe(shown);
  });
});

test('known numbers are hidden in pieces too', () => {
  expect(withoutCardData('cut 78991234567892', ['9578991234567892'])).toBe('cut 7899******7892');
  expect(withoutCardData('cut 957899123456', ['9578991234567892'])).toBe('cut 957899******');
  expect(withoutCardData('zeros 000000 and 00000000', ['9578990000001235'])).toBe('zeros 000000 and 00000000');
});
