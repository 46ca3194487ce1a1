import { expect, test } from 'vitest';
import { filledIn, isLanguage, LANGUAGES, speakerOf } from '../../src/protocol/language.ts';

const say = speakerOf({
  hello: { en: 'Hello', nb: 'Hei' },
  used: { en: '{used} of {max} used', nb: 'av {max} er {used} brukt' },
} as const);

test('a language is one of the table', () => {
  expect(LANGUAGES.filter(isLanguage)).toEqual(LANGUAGES);
  expect(['', 'no', 'EN'].filter(isLanguage)).toEqual([]);
});

test('a row is said in each language, its places filled in', () => {
  expect(LANGUAGES.map((language) => say(language, 'hello'))).toEqual(['Hello', 'Hei']);
  expect(LANGUAGES.map((language) => say(language, 'used', { used: '2', max: '3' }))).toEqual(['2 of 3 used', 'av 3 er 2 brukt']);
});

test('the compiler asks for every place, and for no row that is not there', () => {
  // @ts-expect-error: a place is missing
  expect(say('en', 'used', { used: '2' })).toBe('2 of  used');
  // @ts-expect-error: nothing is given
  expect(say('en', 'used')).toBe(' of  used');
  // @ts-expect-error: there is no such row
  expect(() => say('en', 'bye')).toThrow(TypeError);
});

test('a word follows the count that is filled in', () => {
  const counted = speakerOf({ read: { en: '{n} of {of} {of:card is|cards are} read', nb: '{n} av {of} kort er lest' } } as const);
  expect(['0', '1', '2', '1 000'].map((of) => counted('en', 'read', { n: '1', of }))).toEqual([
    '1 of 0 cards are read',
    '1 of 1 card is read',
    '1 of 2 cards are read',
    '1 of 1 000 cards are read',
  ]);
  // @ts-expect-error: the count is a place
  expect(counted('en', 'read', { n: '1' })).toBe('1 of  cards are read');
});

test('what is filled in is not filled in again', () => {
  expect(filledIn('{one} {two} {three}', { one: '{two}', two: '$&' })).toBe('{two} $& ');
});
