import { describe, expect, test } from 'vitest';
import { CardLines } from '../../../src/http/import/card-lines.ts';
import { CardList } from '../../../src/http/import/card-list.ts';
import type { CardText, CardTexts } from '../../../src/http/import/card-texts.ts';

const FILE = `{ "notice": "made up, [not] \\"real\\" {cards}",
  "cards": [
    {"pan": "1", "x": "a,b]c\\"}"},
    {"pan": "2", "more": [1, {"y": [2]}]}
  ]
}
`;
const IN_FILE = [
  { text: '{"pan": "1", "x": "a,b]c\\"}"}', line: 3 },
  { text: '{"pan": "2", "more": [1, {"y": [2]}]}', line: 4 },
];

function read(texts: CardTexts, chunks: readonly Buffer[]): readonly CardText[] {
  return [...chunks.flatMap((chunk) => [...texts.push(chunk)]), ...texts.end()];
}

/** The body whole, byte by byte, and cut in two at every byte. */
function cuts(body: string): readonly (readonly Buffer[])[] {
  const bytes = Buffer.from(body);
  const each = Array.from(bytes, (byte) => Buffer.from([byte]));
  return [[bytes], each, ...each.map((_byte, at) => [bytes.subarray(0, at), bytes.subarray(at)])];
}

describe('a list of cards', () => {
  test.each([
    ['a card file', FILE, IN_FILE],
    [
      'a list',
      '[{"a":1},\n{"b":"å"}]',
      [
        { text: '{"a":1}', line: 1 },
        { text: '{"b":"å"}', line: 2 },
      ],
    ],
    ['an empty list', ' [ ] ', []],
    ['an empty card file', '{"cards":[],"notice":"none"}', []],
    ['items of any kind', '[1,"x",,null,]', ['1', '"x"', '', 'null', ''].map((text) => ({ text, line: 1 }))],
    ['an item that is no JSON', '[{"a":1}{,]', [{ text: '{"a":1}{,]', line: 1 }].slice(1)],
  ])('%s, cut anywhere', (name, body, items) => {
    for (const chunks of cuts(body)) {
      if (name === 'an item that is no JSON') expect(() => read(new CardList(), chunks)).toThrow('must be a list of cards');
      else expect(read(new CardList(), chunks)).toEqual(items);
    }
  });

  test.each([
    ['nothing', ''],
    ['an object without cards', '{"count":1}'],
    ['a list under another name', '{"pans":[]}'],
    ['a list that does not end', '[{"a":1}'],
    ['an object that does not end', '{"cards":[]'],
    ['more after the list', '[] []'],
    ['cards that are no list', '{"cards":{}}'],
    ['a list further inside', '{"cards":{"cards":[]}}'],
  ])('%s is refused', (_name, body) => {
    for (const chunks of cuts(body)) expect(() => read(new CardList(), chunks)).toThrow('must be a list of cards');
  });

  test.each([
    ['a card', `[{"a":1},\n{"a":"${'x'.repeat(4_096)}"}]`, 'The card that begins on line 1 is longer than 4096 bytes'],
    ['what stands before the list', `{"notice":"${'x'.repeat(4_096)}","cards":[]}`, 'around the list'],
    ['white space after the list', `[]${' '.repeat(4_096)}`, 'around the list'],
  ])('%s that is too long is refused before it is whole', (_name, body, words) => {
    const texts = new CardList();
    const bytes = Buffer.from(body);
    expect(() => [...texts.push(bytes.subarray(0, bytes.length - 4)), ...texts.push(bytes.subarray(-4))]).toThrow(words);
  });
});

describe('cards as lines', () => {
  test('with empty lines, CRLF and without a last line feed, cut anywhere', () => {
    for (const chunks of cuts('{"a":1}\r\n\n  \n{"b":"å"}')) {
      expect(read(new CardLines(), chunks)).toEqual([
        { text: '{"a":1}', line: 1 },
        { text: '{"b":"å"}', line: 4 },
      ]);
    }
  });

  test('a line that is too long is refused before it ends', () => {
    expect(() => [...new CardLines().push(Buffer.from('x'.repeat(4_097)))]).toThrow(
      'The line that begins on line 1 is longer than 4096 bytes',
    );
  });
});
