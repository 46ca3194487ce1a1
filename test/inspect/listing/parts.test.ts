/** The parts of elements: offsets of tags, fillers, private tags whose heads look like card data. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import type { Row } from '../../../src/inspect/listing/listing.ts';
import { examinedJson } from '../../../src/inspect/show/json.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { fieldRows } from '../../../src/inspect/show/trace-fields.ts';
import { loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { examineOptions, packed, requestElements } from '../support/messages.ts';

function examined(element: number, text: string, dialect: string) {
  return examine(
    packed(dialect, requestElements(dialect).set(element, text)),
    examineOptions({ header: 'none', dialect: loadDialect(dialect) }),
  );
}

function rowOf(element: number, text: string, dialect: string): Row | undefined {
  return examined(element, text, dialect).listing.rows.find((row) => row.element === element);
}

/** A tag FF01 whose value is a tag 70 with a tag 9F1A, then a tag 9A. */
const NESTED = 'FF010870059F1A020578009A03261123';

describe('offsets of tags', () => {
  test.each(['1987-ascii', '1987-ascii-hex', '1993-bcd'])('are those of the bytes, nested ones too: %s', (dialect) => {
    const result = examined(55, NESTED, dialect);
    const row = result.listing.rows.find(({ element }) => element === 55);
    const bytesPerByte = dialect === '1987-ascii-hex' ? 2 : 1;
    const value = (row?.offset ?? 0) + (row?.lengthHex.split(' ').length ?? 0);
    const places = (row?.parts ?? []).map(({ label, offset }) => [label.trim().split(' ')[0], ((offset ?? 0) - value) / bytesPerByte]);
    expect(places).toEqual([
      ['FF01', 0],
      ['70', 3],
      ['9F1A', 5],
      ['9A', 11],
    ]);
    const json = JSON.stringify(examinedJson(result));
    const offset = value + 5 * bytesPerByte;
    expect(json).toContain(`"label":"    9F1A Terminal Country Code","value":"0578","meaning":"Norway","offset":${offset}`);
    for (const full of [true, false]) {
      const line = examinedText(result, { color: false, full })
        .split('\n')
        .find((one) => one.includes('9F1A Terminal'));
      expect(line).toMatch(new RegExp(`^ +${offset}  0x${offset.toString(16).padStart(4, '0')} +9F1A `));
    }
  });

  test('of a constructed tag whose value is no tags', () => {
    expect(
      rowOf(55, 'FF01014C9F1A0205789A03261129', '1987-ascii')?.parts.map(({ label, value, meaning }) => [label, value, meaning]),
    ).toEqual([
      ['FF01', '4C', 'constructed, but its value is no whole tags'],
      ['9F1A Terminal Country Code', '0578', 'Norway'],
      ['9A Transaction Date', '261129', '2026-11-29'],
    ]);
  });
});

describe('fillers', () => {
  const bytesWithF = (element: number, text: string, isLeft: boolean): Buffer => {
    const bytes = packed('1987-bcd', requestElements('1987-bcd').set(element, text));
    const { listing } = examine(bytes, examineOptions({ header: 'none', dialect: loadDialect('1987-bcd') }));
    const row = listing.rows.find((one) => one.element === element);
    const first = (row?.offset ?? 0) + (row?.lengthHex ?? '').split(' ').filter((pair) => pair !== '').length;
    const at = isLeft ? first : (row?.offset ?? 0) + (row?.byteCount ?? 0) - 1;
    expect((bytes[at] ?? 0) & (isLeft ? 0xf0 : 0x0f)).toBe(isLeft ? 0 : 0x0f);
    if (isLeft) bytes[at] = (bytes[at] ?? 0) | 0xf0;
    return bytes;
  };

  test.each([
    [32, '57800', true],
    [22, '051', true],
    [19, '578', true],
    [35, '9578991234567892=281120112345678', false],
    [35, '957899123456789=2811201123456789', false],
  ])('DE%i: the half byte F is no part of the value %s', (element, text, isLeft) => {
    const isTrack = element === 35;
    const spelled = isTrack && text.length % 2 === 0 ? `${text}0` : text;
    const bytes = bytesWithF(element, spelled, isLeft);
    const { listing, broken } = examine(bytes, examineOptions({ header: 'none', dialect: loadDialect('1987-bcd') }));
    const row = listing.rows.find((one) => one.element === element);
    expect(broken).toBeUndefined();
    expect(row?.value.length).toBe(spelled.length);
    if (!isTrack) expect(row?.value).toBe(spelled);
    expect(row?.parts.at(-1)).toEqual({ label: 'filler', value: 'F', meaning: `half byte ${isLeft ? 'in front of' : 'behind'} the value` });
  });

  test('a zero is no filler', () => {
    expect(rowOf(22, '051', '1987-bcd')?.parts.map(({ label }) => label)).not.toContain('filler');
  });
});

describe('private tags', () => {
  test.each([
    ['letters and digits', '0105004TEXT0122001T', ['tag 0105 TEXT', 'tag 0122 T']],
    ['four letters', 'CITY004OSLOLANE0042211', ['tag CITY OSLO', 'tag LANE 2211']],
    ['heads and values that are a card number together', '4111009111111111' + '0023003NA1', ['tag 4111 111111111', 'tag 0023 NA1']],
  ])('%s', (_what, text, expected) => {
    const row = rowOf(48, text, '1987-ascii');
    expect(row?.parts.map(({ label, value }) => `${label} ${value}`)).toEqual(expected);
  });

  test('a card number in a value is hidden, its tag is not', () => {
    const row = rowOf(48, '00230164111111111111111' + '0148004USD2', '1987-ascii');
    expect(row?.parts.map(({ label, value }) => `${label} ${value}`)).toEqual(['tag 0023 411111******1111', 'tag 0148 USD2']);
  });
});

test.each([
  ['text', '0742'],
  ['a number', 742],
])('a merchant type as %s in a trace has four digits and its name', (_what, mcc) => {
  const [row] = fieldRows({ mcc }, loadDialect('1987-ascii'));
  expect([row?.element, row?.value, row?.meaning]).toEqual([18, '0742', 'veterinary services']);
});
