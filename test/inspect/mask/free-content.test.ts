/** What is hidden in messages from the field, and what is not. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import { HEADER_KINDS } from '../../../src/inspect/read/prefix.ts';
import { examinedJson } from '../../../src/inspect/show/json.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { examineOptions, packed, requestElements } from '../support/messages.ts';

/** Everything that is printed of a message with a length header. */
function printed(hex: string): string {
  const header = HEADER_KINDS.find(({ name }) => name === '2b');
  const result = examine(Buffer.from(hex, 'hex'), examineOptions({ header }));
  return `${examinedText(result, { color: false, full: true })}\n${JSON.stringify(examinedJson(result))}`;
}

function rowsOf(bytes: Buffer): ReadonlyMap<number, { readonly value: string; readonly meaning: string; readonly hex: string }> {
  const { listing } = examine(bytes, examineOptions({ header: 'none' }));
  return new Map(
    listing.rows.map(({ kind, element, value, meaning, valueHex: hex }) => [
      kind === 'element' ? element : kind === 'mti' ? 0 : 1,
      { value, meaning, hex },
    ]),
  );
}

function shownValue(element: number, text: string, dialect = '1987-ascii'): string {
  return rowsOf(packed(dialect, requestElements(dialect).set(element, text))).get(element)?.value ?? '';
}

/** Purchases with card data in DE62. */
const HEAD =
  '303230307220000000808004313639353738393930303030303031323335303030303030303030303030303132333030313132393038303030303030303030355445524d30303031353738';
const inDe62 = (hex: string): string => {
  const value = Buffer.from(String(hex.length / 2).padStart(3, '0')).toString('hex') + hex;
  return `${((HEAD.length + value.length) / 2).toString(16).padStart(4, '0')}${HEAD}${value}`;
};

describe('card data in DE62', () => {
  test.each([
    [
      'track 1',
      Buffer.from('B9578990000001235^DOE/JANE                  ^28122010000123000').toString('hex'),
      ['DOE', 'JANE', '2812201', '123000', '444F45'],
    ],
    [
      'track 1 with sentinels',
      Buffer.from('%B9578991111111111^DOE/JANE^28122010000123000?').toString('hex'),
      ['DOE', '2812201', '123000', '44 4F 45'],
    ],
    ['a number with dashes', Buffer.from('9578-9911-1111-1111').toString('hex'), ['9911-1111', '11-1111', '31 31 31 31 2D']],
    ['half bytes within text', '9578991111111111', ['99 11 11 11', '99111111']],
  ])('%s is not shown', (_what, hex, secrets) => {
    const output = printed(inDe62(hex));
    expect(output).toContain('Reserved for private use');
    for (const secret of secrets) expect(output).not.toContain(secret);
  });

  test('the other elements are', () => {
    const output = printed(inDe62('9578991111111111'));
    for (const shown of ['000005', 'TERM0001', '1129080000', '2025-11-29 08:00:00 UTC', '123.00 NOK']) expect(output).toContain(shown);
  });
});

describe('what cannot be card data is shown', () => {
  test.each([
    ['16 hexadecimal digits in DE48', 48, 'F0E1D2C3B4A59687'],
    ['16 digits in DE48', 48, '1122334455667788'],
    ['a reference number', 37, '632709000123'],
    ['a merchant', 42, '000000000012345'],
    ['a name', 43, 'REMA 1000              OSLO          NOR'],
    ['a date with the digits of a card number', 7, '1123080000'],
    ['an amount with the right check digit', 4, '411111111116'],
  ])('%s', (_what, element, text) => {
    expect(shownValue(element, text)).toBe(text);
  });

  test('tags of PIN blocks are hidden, in their place only', () => {
    expect(shownValue(48, 'A30160718293A4B5C6D7EA0010completion')).toBe(`A3016${'*'.repeat(16)}A0010completion`);
    expect(shownValue(48, 'Z30160718293A4B5C6D7EA0010completion')).toBe(`Z3016${'*'.repeat(16)}A0010completion`);
    expect(shownValue(48, 'Z30160718293A4B5C6D7E')).toBe('Z30160718293A4B5C6D7E');
  });

  test('the bitmap of an unreliable parse, whose digits look like a card number', () => {
    // DE4 has five digits instead of twelve: 30 32 30 30 72 38 44 80 08 is a row with a right check digit.
    const elements = requestElements('1987-ascii');
    for (const number of [14, 19, 32, 35, 48, 52, 54, 55, 64]) elements.delete(number);
    const whole = packed('1987-ascii', elements.set(37, '633300000005').set(41, 'TERM0001').set(42, 'KIOSK1234567890'));
    const at = whole.indexOf('000000125000');
    const rows = rowsOf(Buffer.concat([whole.subarray(0, at), whole.subarray(at + 7)]));
    expect(whole.toString('hex', 0, 12)).toBe('303230307238448008e08000');
    expect(rows.get(1)?.hex).toBe('72 38 44 80 08 E0 80 00');
    expect(rows.get(1)?.meaning).toBe('2 3 4 7 11 12 13 18 22 25 37 41 42 43 49');
    expect(rows.get(2)?.meaning).toBe('16 bytes, not shown');
  });

  test('MTI, bitmap and fields of a broken message', () => {
    const broken = packed('1987-ascii', requestElements('1987-ascii')).subarray(0, 170);
    const rows = rowsOf(broken);
    const good = rowsOf(packed('1987-ascii', requestElements('1987-ascii')));
    for (const number of [0, 1, 3, 4, 7, 11, 12, 13, 14, 18, 19, 22, 25, 32, 37]) expect(rows.get(number)).toEqual(good.get(number));
  });
});
