/** One text for the mistakes of a file: counted, in the order of its lines, up to a limit. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MISTAKES_TOLD_MAX, MistakeList, mistakesOf } from '../../src/config/mistakes.ts';
import { readBySchema } from '../../src/config/schema-mistakes.ts';

class FileError extends Error {
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes: readonly string[]) {
    super(message);
    this.mistakes = mistakes;
  }
}

function errorOf(sentences: readonly string[], source = 'day.yaml'): FileError {
  const list = new MistakeList();
  for (const sentence of sentences) list.add(sentence);
  return list.error(source, (message, mistakes) => new FileError(message, mistakes));
}

describe('the error of a file', () => {
  test('with one mistake is that sentence', () => {
    expect(errorOf(['day.yaml:3: title is missing.']).message).toBe('day.yaml:3: title is missing.');
  });

  test('with several counts them and tells each once, in the order of the lines', () => {
    const error = errorOf(['day.yaml:30: b.', 'day.yaml:4: a.', 'day.yaml:30: b.']);
    expect(error.message).toBe('day.yaml has 2 mistakes:\n  day.yaml:4: a.\n  day.yaml:30: b.');
    expect(mistakesOf(error)).toEqual(['day.yaml:4: a.', 'day.yaml:30: b.']);
  });

  test('does not repeat the name of a file without lines', () => {
    expect(errorOf(['my.json: a.', 'my.json: b.'], 'my.json').message).toBe('my.json has 2 mistakes:\n  a.\n  b.');
  });

  test('tells a limited number', () => {
    const lines = errorOf(Array.from({ length: MISTAKES_TOLD_MAX + 1 }, (_none, index) => `f: ${index}.`)).message.split('\n');
    expect(lines[0]).toBe(`day.yaml has ${MISTAKES_TOLD_MAX + 1} mistakes:`);
    expect(lines.at(-1)).toBe('  1 more is not shown.');
    expect(lines).toHaveLength(MISTAKES_TOLD_MAX + 2);
  });

  test('keeps no card data', () => {
    expect(errorOf(['f: "9578990000000005" is a.', 'f: b.']).mistakes.join()).not.toContain('9578990000000005');
  });

  test('is no other error', () => {
    expect(mistakesOf(new Error('x'))).toBeUndefined();
    expect(() => new MistakeList().attempt(() => (undefined as unknown as { x: number }).x)).toThrow(TypeError);
  });
});

describe('what a schema says', () => {
  const amount = z.union([z.number(), z.string().regex(/^\d+$/, 'must be digits')], 'must be an amount');
  const file = z.strictObject({
    balance: amount,
    status: z.enum(['active', 'blocked'], 'must be active or blocked').optional(),
    limits: z.array(z.strictObject({ name: z.string(), hours: z.int('must be hours') })).default([]),
    at: z
      .preprocess((value) => (typeof value === 'number' ? { from: value } : value), z.strictObject({ from: z.int('must be whole') }))
      .optional(),
  });
  const said = (value: unknown): readonly string[] => {
    const read = readBySchema(file, value);
    return 'data' in read ? [] : read.mistakes.map(({ path, what }) => `${path.join('.')} ${what}`.trim());
  };

  test.each<[unknown, readonly string[]]>([
    [{ balance: 1 }, []],
    // Not also "balance is missing".
    [{ balnce: 1 }, ['has the unknown key "balnce"; did you mean balance?']],
    [{ wombat: 1 }, ['balance is missing; it must be an amount', 'has the unknown key "wombat"; known are balance, status, limits, at']],
    [{ balance: '1x', status: 'activ' }, ['balance must be digits', 'status is not known; did you mean active?']],
    [{ balance: true, status: 'off' }, ['balance must be an amount', 'status must be active or blocked']],
    [
      { balance: 1, limits: [{ nmae: 'a', hours: 1 }, { name: 'b' }, 7] },
      [
        'limits.0 has the unknown key "nmae"; did you mean name?',
        'limits.1.hours is missing; it must be hours',
        'limits.2 must be lines of "key: value"',
      ],
    ],
    // Of a short form, the place is that of the file.
    [{ balance: 1, at: 1.5 }, ['at must be whole']],
    [{ balance: 1, 500: null }, ['holds an amount with a comma; inside braces write it without, or in quotes']],
    [[], ['must be lines of "key: value"']],
  ])('against %j', (value, sentences) => {
    expect(said(value)).toEqual(sentences);
  });
});
