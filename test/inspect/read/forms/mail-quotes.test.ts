import { expect, test } from 'vitest';
import { withoutMailQuotes } from '../../../../src/inspect/read/forms/mail-quotes.ts';

test.each<[string, string, string | undefined]>([
  ['quoted once', '> 30 31\n> 32 33\n', '  30 31\n  32 33\n'],
  ['quoted twice', '>> 30\n> > 31', '   30\n    31'],
  ['a blank line between', '> 30\n\n> 31', '  30\n\n  31'],
  ['one line only', '> 30 31', undefined],
  ['an answer below', '> 30\n> 31\nThat is cut.', undefined],
])('%s', (_name, text, expected) => {
  expect(withoutMailQuotes(text)).toBe(expected);
});
