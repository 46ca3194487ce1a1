/** Errors that quote input hide card data, whatever they quote. */
import { describe, expect, test } from 'vitest';
import { errorText } from '../../../src/cards/card-data/card-data.ts';
import { ConfigError } from '../../../src/config/config-error.ts';
import { shown } from '../../../src/config/known-words.ts';
import * as library from '../../../src/index.ts';
import { filesUnder, read } from '../../support/sources.ts';

/** Sentences of their own, which quote nothing. */
const QUOTES_NOTHING: readonly string[] = ['Unreadable', 'ClientGoneError'];

test('every class of errors hides card data in its sentence', () => {
  const classes = filesUnder('src', '.ts').flatMap((path) =>
    [...read(path).matchAll(/class (\w+) extends Error \{([\s\S]*?)\n\}/g)].map(([, name = '', body = '']) => ({ name, body })),
  );
  expect(classes.length).toBeGreaterThan(20);
  const open = classes.filter(({ name, body }) => !QUOTES_NOTHING.includes(name) && !body.includes('super(errorText('));
  expect(open.map(({ name }) => name)).toEqual([]);
});

describe('an error that a program without types makes', () => {
  const classes = Object.entries(library).filter(([name]) => name.endsWith('Error')) as unknown as [
    string,
    new (...parameters: readonly unknown[]) => Error,
  ][];

  test('the library exports some', () => {
    expect(classes.length).toBeGreaterThan(7);
  });

  test.each(classes)('%s takes any arguments, and none', (name, ErrorClass) => {
    const anything = [undefined, null, 42, {}, Object.create(null), Symbol('a'), ['9578991234567892']];
    for (const parameters of [[], ...anything.map((one) => [one, one])]) {
      const error = new ErrorClass(...parameters);
      expect(error).toBeInstanceOf(Error);
      expect(error.name).toBe(name);
      expect(typeof error.message).toBe('string');
      expect(error.message).not.toContain('9578991234567892');
    }
    expect(new ErrorClass().message).toBe('');
  });
});

describe('the sentence of an error', () => {
  test.each([
    ['a mistyped number in quotation marks', 'The target is "9578991234567893".', 'The target is "957899**********".'],
    ['a number with a letter behind it', 'The target is "957899111111111a".', 'The target is "957899**********".'],
    ['a number with a letter in it', "There is no '95789911111O1111'.", "There is no '957899**********'."],
    ['a basic time', 'No "20261123T080000Z".', 'No "20261123T080000Z".'],
    ['a terminal id', 'No "KIOSK1234567890".', 'No "KIOSK1234567890".'],
    ['a track without them', '9578991234567892=2811201 is no file.', `${'*'.repeat(24)} is no file.`],
    ['a limit of the program', 'must be a whole number from 0 to 9007199254740991.', 'must be a whole number from 0 to 9007199254740991.'],
    ['a time in a path', 'The trace /tmp/20261123080000.ndjson cannot be read.', 'The trace /tmp/20261123080000.ndjson cannot be read.'],
  ])('%s', (_what, sentence, expected) => {
    expect(errorText(sentence)).toBe(expected);
    expect(new ConfigError(sentence).message).toBe(expected);
  });

  test('a word is masked before it is cut', () => {
    expect(shown(`${'x'.repeat(24)}/9578991234567892`)).toBe(`${'x'.repeat(24)}/957899******789...`);
  });
});
