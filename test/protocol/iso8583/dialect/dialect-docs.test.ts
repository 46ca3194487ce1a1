import { describe, expect, test } from 'vitest';
import { ADDITIONAL_FIELDS, ENCODINGS, HEADER_NAMES, LENGTH_ENCODINGS } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { DIALECT_NAMES, loadDialect, readDialect } from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { dialectFile, FIELD_NAMES } from '../../../../src/protocol/iso8583/dialect/schema/schema.ts';
import { read } from '../../../support/sources.ts';

const PAGE = read('docs/dialects.md');
/** Cells of every table row of the page, without the marks around them. */
const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split(/(?<!")\|(?!\d)/).map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1')));

function rowOf(first: string): readonly string[] | undefined {
  return ROWS.find((cells) => cells[1] === first);
}

describe('docs/dialects.md', () => {
  test('tells of every key and every word of packing', () => {
    const words = [...Object.keys(dialectFile.shape), ...DIALECT_NAMES, ...ENCODINGS, ...LENGTH_ENCODINGS, ...HEADER_NAMES];
    expect(words.filter((word) => !PAGE.includes(`\`${word}\``))).toEqual([]);
  });

  test.each(FIELD_NAMES)('says where the field %s is', (field) => {
    const number = (name: string): string => String(loadDialect(name).fields[field] || '');
    expect(rowOf(field)?.slice(2, 4)).toEqual([number('1987-ascii'), number('1993-bcd')]);
  });

  test.each(ADDITIONAL_FIELDS)('says what the tag %s is', (field) => {
    expect(ROWS.filter((cells) => cells[1] === field).at(-1)?.[2]).toBe(loadDialect('1987-ascii').additionalData?.tags[field]);
  });

  test('names every code that is read', () => {
    const said = (key: string, column: number): string => rowOf(key)?.[column] ?? '';
    for (const [name, column] of [
      ['1987-ascii', 3],
      ['1993-bcd', 4],
    ] as const) {
      const dialect = loadDialect(name);
      for (const key of ['purposes', 'entryModes', 'terminalTypes', 'reversalReasons', 'networkFunctions', 'cashbackFlags'] as const) {
        const codes = dialect[key].flatMap(({ codes }) => Object.values(codes).flat());
        expect({ key, missing: codes.filter((code) => !new RegExp(`(?<![0-9A-Z])${code}(?![0-9A-Z])`).test(said(key, column))) }).toEqual({
          key,
          missing: [],
        });
      }
    }
    for (const code of Object.values(loadDialect('1987-ascii').types.codes).flat()) expect(said('types', 3)).toContain(code);
  });

  test('shows sub-elements that can be read, with each of their keys', () => {
    const section = /### Sub-elements\n.*?\n## /s.exec(PAGE)?.[0] ?? '';
    const elements = JSON.parse(/```json\n(.*?)\n```/s.exec(section)?.[1] ?? '{}');
    const dialect = readDialect({ extends: '1987-bcd', name: 'mine', about: 'As shown.', fields: { reason: 0 }, elements }, 'mine.json');
    expect(dialect.elements['63']?.subElements?.bitmapBytes).toBe(3);
    for (const key of ['bitmap', 'bitmapBytes', 'dataset', 'elements', 'template']) expect(section).toContain(`| \`${key}\` |`);
  });

  test('shows a dialect that can be read', () => {
    const example = /```json\n(\{\n {2}"\$schema".*?\n\})\n```/s.exec(PAGE)?.[1] ?? '';
    expect(readDialect(JSON.parse(example), 'my-host.json')).toMatchObject({ name: 'my-host', header: '4a', fields: { reason: 0 } });
  });
});
