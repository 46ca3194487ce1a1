import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseFormat } from '../../../../src/protocol/iso8583/codec/layout.ts';
import { ADDITIONAL_FIELDS } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import {
  DIALECT_BYTES_MAX,
  DIALECT_NAMES,
  DialectError,
  loadDialect,
  readDialect,
} from '../../../../src/protocol/iso8583/dialect/dialect-file.ts';

const VARIANT = { extends: '1987-ascii', name: 'mine', about: 'Mine.' };

describe.each(DIALECT_NAMES)('%s', (name) => {
  const dialect = loadDialect(name);

  test('is named as its file', () => {
    expect(dialect.name).toBe(name);
    expect(dialect.about).toMatch(/^ISO 8583:19(87|93) /);
  });

  test('has every element but the bitmaps', () => {
    const numbers = Array.from({ length: 128 }, (_none, index) => index + 1).filter((element) => element !== 1 && element !== 65);
    expect(Object.keys(dialect.elements).map(Number)).toEqual(numbers);
  });

  test('hides what identifies or proves a cardholder', () => {
    const masks = Object.fromEntries(
      Object.entries(dialect.elements).flatMap(([number, { mask }]) => (mask === undefined ? [] : [[number, mask]])),
    );
    expect(masks).toEqual({ '2': 'pan', '34': 'all', '35': 'track2', '36': 'all', '45': 'all', '52': 'all' });
  });

  test('has a tag of its own for each word that ISO 8583 has no element for', () => {
    const tags = dialect.additionalData?.tags ?? {};
    expect(Object.keys(tags).sort()).toEqual([...ADDITIONAL_FIELDS].sort());
    expect(new Set(Object.values(tags)).size).toBe(ADDITIONAL_FIELDS.length);
  });

  test('is read once', () => {
    expect(loadDialect(name)).toBe(dialect);
  });
});

/** Formats of ISO 8583:1987 table 2 and ISO 8583:1993 table 4, where the product relies on them. */
test.each([
  [
    '1987-ascii',
    {
      2: 'n ..19',
      7: 'n 10',
      12: 'n 6',
      22: 'n 3',
      28: 'x+n 8',
      35: 'z ..37',
      39: 'an 2',
      43: 'ans 40',
      52: 'b 8',
      90: 'n 42',
      95: 'an 42',
    },
  ],
  [
    '1993-bcd',
    { 2: 'n ..19', 7: 'n 10', 12: 'n 12', 22: 'an 12', 24: 'n 3', 25: 'n 4', 30: 'n 24', 39: 'n 3', 43: 'ans ..99', 56: 'n ..35' },
  ],
] as const)('the elements of %s have the formats of the standard', (name, formats) => {
  const { elements } = loadDialect(name);
  const found = Object.fromEntries(Object.keys(formats).map((number) => [number, elements[number]?.format]));
  expect(found).toEqual(formats);
});

test('1993-bcd has two length bytes where one cannot say the length', () => {
  const { elements, length } = loadDialect('1993-bcd');
  expect(length).toBe('binary1');
  const long = Object.values(elements).filter(({ format }) => (parseFormat(format)?.unitsMax ?? 0) > 255);
  expect(long.length).toBeGreaterThan(20);
  expect(long.filter((spec) => spec.length !== 'binary2')).toEqual([]);
});

test('an unknown name is answered with the nearest', () => {
  expect(() => loadDialect('1987-asci')).toThrow(
    new DialectError('There is no dialect "1987-asci"; did you mean 1987-ascii?, or give the path of a file, such as ./1987-asci.json.'),
  );
});

describe('extends', () => {
  test('leaves the rest of the base as it is', () => {
    const base = loadDialect('1987-ascii');
    const dialect = readDialect({ ...VARIANT, header: '4a' }, 'mine.json');
    expect(dialect).toEqual({ ...base, name: 'mine', about: 'Mine.', header: '4a' });
  });

  test('merges an element key by key', () => {
    const { elements } = readDialect({ ...VARIANT, elements: { '35': { format: 'z ..38' } } }, 'mine.json');
    expect(elements['35']).toEqual({ name: 'Track 2 data', format: 'z ..38', mask: 'track2' });
  });

  test('takes away what is null', () => {
    const change = { elements: { '105': null, '49': { encoding: null } }, fields: { reason: null } };
    const dialect = readDialect({ ...VARIANT, extends: '1987-bcd', ...change }, 'mine.json');
    expect(dialect.elements['105']).toBeUndefined();
    expect(dialect.elements['49']).toEqual({ name: 'Currency code, transaction', format: 'n 3' });
    expect(dialect.fields.reason).toBe(0);
  });

  test('replaces tables and lists whole', () => {
    const dialect = readDialect({ ...VARIANT, echo: [11, 41], terminalTypes: [] }, 'mine.json');
    expect(dialect.echo).toEqual([11, 41]);
    expect(dialect.terminalTypes).toEqual([]);
  });

  test('merges response codes into the base', () => {
    const responseCodeOverrides = { incorrectPin: '38' };
    expect(readDialect({ ...VARIANT, responseCodeOverrides }, 'mine.json').responseCodeOverrides).toEqual(responseCodeOverrides);
  });

  test('does without the private element', () => {
    expect(readDialect({ ...VARIANT, additionalData: null }, 'mine.json').additionalData).toBeUndefined();
  });

  test('does not inherit the name', () => {
    expect(() => readDialect({ extends: '1987-ascii' }, 'mine.json')).toThrow(
      'mine.json has 2 mistakes:\n  name is missing; it must be a name such as "my-host".\n  about is missing;',
    );
  });
});

describe('files', () => {
  let folder = '';
  const at = (name: string): string => join(folder, name);
  const write = (name: string, content: unknown): string => {
    writeFileSync(at(name), typeof content === 'string' ? content : JSON.stringify(content));
    return at(name);
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'aksept-dialect-'));
    mkdirSync(at('below'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are read with or without a byte order mark', () => {
    const path = write('mine.json', `\ufeff${JSON.stringify(VARIANT)}`);
    expect(loadDialect(path).name).toBe('mine');
  });

  test('extend another from their own folder', () => {
    write('base.json', { ...VARIANT, name: 'base', header: '4a' });
    const path = write('below/variant.json', { ...VARIANT, extends: '../base.json' });
    expect(loadDialect(path)).toMatchObject({ name: 'mine', header: '4a' });
  });

  test('name the file that is wrong', () => {
    const base = write('bad-base.json', { ...VARIANT, header: 'none' });
    const path = write('good-variant.json', { ...VARIANT, extends: './bad-base.json', header: '2b' });
    expect(() => loadDialect(path)).toThrow(new DialectError(`${base}: header must be one of 2b, 4b, 2a, 4a, 2bcd, 2le, 4le, 1.`));
  });

  test('do not extend themselves', () => {
    const one = write('one.json', { ...VARIANT, extends: './two.json' });
    const two = write('two.json', { ...VARIANT, extends: './one.json' });
    expect(() => loadDialect(one)).toThrow(
      new DialectError(`${two}: extends leads back to a file that extends this one; let one of them stand alone.`),
    );
  });

  test('extend four others at most', () => {
    const names = ['0.json', '1.json', '2.json', '3.json', '4.json', '5.json'];
    for (const [index, name] of names.entries()) write(name, { ...VARIANT, extends: index === 0 ? '1987-ascii' : `./${index - 1}.json` });
    expect(loadDialect(at('3.json')).name).toBe('mine');
    expect(() => loadDialect(at('4.json'))).toThrow(
      new DialectError(`${at('0.json')}: extends is the 5th one after another; at most 4 are followed.`),
    );
  });

  test('that are no JSON say where, and quote nothing', () => {
    const path = write('broken.json', '{"name": "mine",\n  "about": "secret" "x"}');
    expect(() => loadDialect(path)).toThrow(
      new DialectError(`${path}: it is no JSON from line 2, column 21 on; correct what stands there.`),
    );
  });

  // Which of them come with a place differs from one release of Node.js to the next.
  test.each(['{"about": secret}', '{"name": "secret"', 'secret', ''])('that are no JSON quote nothing: %j', (content) => {
    const path = write('broken.json', content);
    expect(() => loadDialect(path)).toThrow(/broken\.json: it is no JSON( from line 1, column \d+ on)?; correct what stands there\.$/);
  });

  test('must be there, be files and be short', () => {
    expect(() => loadDialect(at('none.json'))).toThrow(new DialectError(`${at('none.json')}: there is no such file; correct the path.`));
    expect(() => loadDialect(at('below'))).toThrow(new DialectError(`${at('below')}: it is no file; name the file itself.`));
    const path = write('long.json', ' '.repeat(DIALECT_BYTES_MAX + 1));
    expect(() => loadDialect(path)).toThrow(
      new DialectError(`${path}: it is longer than 1048576 bytes; a dialect is a few hundred lines.`),
    );
    expect(() => loadDialect('./a\0b.json')).toThrow(DialectError);
  });
});
