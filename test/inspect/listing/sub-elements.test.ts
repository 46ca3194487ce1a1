/** Sub-elements that a dialect describes are listed with offsets, values, masks and what is wrong. */
import { describe, expect, test } from 'vitest';
import { examine } from '../../../src/inspect/diagnose/examine.ts';
import type { Row } from '../../../src/inspect/listing/listing.ts';
import { examinedJson } from '../../../src/inspect/show/json.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { type DialectName, readDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { pack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { type SubLayout, subLayoutOf, writeSubElements } from '../../../src/protocol/iso8583/elements/sub-elements.ts';
import { examineOptions, PAN, PIN_BLOCK, requestElements, secretsIn } from '../support/messages.ts';

function dialectOf(base: DialectName) {
  const subElements = {
    bitmapBytes: 3,
    elements: {
      '1': { name: 'Network', format: 'n 4' },
      '3': { name: 'Sequence', format: 'n 3' },
      '4': { name: 'Account', format: 'n ..19', mask: 'pan' },
      '9': { name: 'Lane', format: 'ans ..10' },
      '24': { name: 'Second block', format: 'b 8', mask: 'all' },
    },
  };
  const element = { name: 'Network data', format: 'b ...255', subElements };
  return readDialect({ extends: base, name: 'inner', about: 'A test.', elements: { '62': element } }, 'inner.json');
}

interface Shown {
  readonly row: Row | undefined;
  readonly text: string;
  readonly json: string;
  readonly isBroken: boolean;
}

function shown(base: DialectName, bytesOf: (layout: SubLayout) => Buffer): Shown {
  const dialect = dialectOf(base);
  const bytes = bytesOf(subLayoutOf(dialect, 62) as SubLayout);
  const elements = requestElements(base).set(62, bytes.toString('hex'));
  const message = pack(compileDialect(dialect), new Map([...elements].sort(([one], [other]) => one - other)));
  const examined = examine(message, examineOptions({ header: 'none', dialect }));
  return {
    row: examined.listing.rows.find(({ element }) => element === 62),
    text: examinedText(examined, { color: false, full: true }),
    json: JSON.stringify(examinedJson(examined)),
    isBroken: examined.broken !== undefined,
  };
}

const VALUES = new Map([
  [1, '0002'],
  [3, '123'],
  [4, PAN],
  [9, 'LANE 07'],
  [24, PIN_BLOCK],
]);
const BASES = ['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'] as const;

describe.each(BASES)('%s', (base) => {
  test('each with its value, and masked', () => {
    const { row, text, json, isBroken } = shown(base, (layout) => writeSubElements(layout, VALUES));
    expect(isBroken).toBe(false);
    expect(row?.meaning).toBe('holds a bitmap of its own');
    expect(row?.parts.map(({ label, value, meaning }) => [label, value, meaning])).toEqual([
      ['62.1', '0002', 'Network'],
      ['62.3', '123', 'Sequence'],
      ['62.4', '957899******7892', 'Account'],
      ['62.9', 'LANE 07', 'Lane'],
      ['62.24', '*'.repeat(16), 'Second block'],
    ]);
    expect(secretsIn(text + json)).toEqual([]);
  });

  test('the first one begins behind the bitmap', () => {
    const { row } = shown(base, (layout) => writeSubElements(layout, VALUES));
    const value = (row?.offset ?? 0) + (row?.lengthHex ?? '').split(' ').filter((pair) => pair !== '').length;
    const [bitmapBytes, width] = base === '1987-ascii-hex' ? [6, 2] : [3, 1];
    expect(row?.parts[0]?.offset).toBe(value + bitmapBytes * width);
  });

  test('what is wrong, and nothing of what cannot be read', () => {
    const { row, text, json } = shown(base, (layout) => writeSubElements(layout, VALUES).subarray(0, -3));
    expect(row?.parts.at(-1)).toEqual({
      label: 'broken',
      value: '',
      meaning: expect.stringMatching(/^Sub-element 24 \(Second block\): the element ends within it\.$/),
    });
    expect(row?.parts.map(({ label }) => label)).toEqual(['62.1', '62.3', '62.4', '62.9', 'broken']);
    expect(secretsIn(text + json)).toEqual([]);
    expect(text.replaceAll(' ', '')).not.toContain(PIN_BLOCK.slice(0, 8));
  });
});
