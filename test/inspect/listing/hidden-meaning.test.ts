/** The meaning of a value that is hidden or wrong: computed from the true value, or blank. */
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/inspect/listing/listing.ts';
import { listingOf } from '../../../src/inspect/listing/listing.ts';
import { hiddenBytesOf } from '../../../src/inspect/mask/element-mask.ts';
import type { HiddenBytes } from '../../../src/inspect/mask/hidden-bytes.ts';
import { parseAs } from '../../../src/inspect/read/parse-attempt.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { NOW_MS, packed, requestElements } from '../support/messages.ts';

const DIALECT = '1987-ascii';

function rowsOf(bytes: Buffer, hide: (hidden: HiddenBytes) => void = () => undefined): ReadonlyMap<number, Row> {
  const attempt = parseAs(bytes, 0, compileDialect(loadDialect(DIALECT)));
  const hidden = hiddenBytesOf(attempt);
  hide(hidden);
  const { rows } = listingOf({ attempt, hidden, nearMs: NOW_MS, withheld: 'nothing' }, undefined);
  return new Map(rows.map((row) => [row.element, row]));
}

describe('a value that is hidden', () => {
  const bytes = packed(DIALECT, requestElements(DIALECT));
  const rows = rowsOf(bytes, (hidden) => hidden.hideNibbles(0, bytes.length * 2));
  test.each([3, 4, 7, 11, 12, 13, 14, 18, 19, 22, 25, 32, 37, 42, 49, 54])('DE%i has no meaning', (number) => {
    expect(rows.get(number)?.meaning).toBe('');
    expect(rows.get(number)?.parts).toEqual([]);
  });

  test('the parts of DE43 and DE48 are hidden, too', () => {
    const parts = [...(rows.get(43)?.parts ?? []), ...(rows.get(48)?.parts ?? [])];
    expect(parts.map(({ value }) => value.replaceAll('*', '')).join('')).toBe('');
    expect(
      rows
        .get(43)
        ?.parts.map(({ meaning }) => meaning)
        .join(''),
    ).toBe('');
  });

  test('what hides by itself keeps its meaning', () => {
    expect(rows.get(2)?.meaning).toBe('16 digits, check digit right');
    expect(rows.get(35)?.parts.map(({ value }) => value)).toEqual(['957899******7892', '2811', '201', '**********']);
    expect(rows.get(52)?.meaning).toBe('8 bytes, enciphered');
  });
});

/** Each row is one element with a wrong content in place of the right one, as long as it was. */
describe('a value that is wrong', () => {
  const good = packed(DIALECT, requestElements(DIALECT));
  const withText = (number: number, text: string): Row | undefined => {
    const bytes = Buffer.from(good);
    const at = parseAs(good, 0, compileDialect(loadDialect(DIALECT))).unpacked.elements.find((element) => element.number === number);
    bytes.write(text, at?.valueOffset ?? 0, 'latin1');
    return rowsOf(bytes).get(number);
  };
  test.each([
    [4, '000000123.00', 'no amount'],
    [4, '00000000+123', 'no amount'],
    [4, '      125000', 'no amount'],
    [7, '11230800 0', 'no date and time'],
    [11, '      ', ''],
    [12, '09:00 ', 'no time'],
    [13, '1x23', 'no date'],
    [14, '28 1', 'no year and month'],
  ])('DE%i %j', (number, text, meaning) => {
    expect(withText(number, text)).toMatchObject({ value: text, meaning });
  });
});
