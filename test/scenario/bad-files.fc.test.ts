/** Whatever is changed in a scenario file, it is read or refused in a sentence for each mistake. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readDataFile } from '../../src/config/data-file.ts';
import { runs } from '../support/property-settings.ts';
import { sentenceOf } from './bad-file.ts';
import { LIBRARY } from './library.ts';

type Json = Record<string, unknown>;

/** A value somewhere in it, replaced or taken away. */
function mutated(value: unknown, path: readonly number[], put: unknown): unknown {
  const [step = 0, ...rest] = path;
  if (typeof value !== 'object' || value === null || path.length === 0) return put;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)] ?? 'x';
  const changed = mutated(Reflect.get(value, key), rest, put);
  if (Array.isArray(value)) return value.map((each: unknown, index) => (String(index) === key ? changed : each));
  const copy: Json = { ...value };
  if (changed === undefined) delete copy[key];
  else copy[key] = changed;
  return copy;
}

test('whatever is changed in a file, it is read or refused in a sentence for each mistake', () => {
  const values = LIBRARY.map((path) => readDataFile(path).value);
  const puts = fc.oneof(
    fc.constant(undefined),
    fc.constant(null),
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant([]),
    fc.constant({}),
    fc.constantFrom('first', 'wrong', 'day 2 10:00', 'approved', '1,500'),
  );
  const change = fc.record({ file: fc.nat(), path: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }), put: puts });
  fc.assert(
    fc.property(change, ({ file, path, put }) => {
      const value = mutated(values[file % values.length], path, put);
      const said = sentenceOf(stringify(value) ?? '');
      expect(said).toMatch(
        /^(?:f:\d+: [^\n]+[.?]|f has \d+ mistakes:(?:\n {2}f:\d+: [^\n]+[.?])+(?:\n {2}\d+ more (?:is|are) not shown\.)?)?$/,
      );
    }),
    { numRuns: runs(600) },
  );
});
