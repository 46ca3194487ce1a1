import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FaultRuleError, faultFile, readFaultPlan } from '../../../../src/authorizer/faults/file/rule-file.ts';
import { shortFormOf } from '../../../../src/authorizer/faults/file/values.ts';
import { MAGIC_AMOUNTS } from '../../../../src/authorizer/faults/rules/magic-amounts.ts';
import { parseDataText, readDataFile } from '../../../../src/config/data-file.ts';
import { formattedJson } from '../../../support/formatted-json.ts';
import { filesUnder, read } from '../../../support/sources.ts';

type Json = Record<string, unknown>;

/** The whole, or the short form in its place. */
function withShortForms(schema: z.core.$ZodType): Json {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const short = shortFormOf(zodSchema);
      if (short === undefined) return;
      const whole = { ...jsonSchema };
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
      // Definitions are those of the whole file, which has them all.
      const { $schema: _schema, $defs: _definitions, ...brief } = withShortForms(short);
      Object.assign(jsonSchema, { anyOf: [brief, whole] });
    },
  });
}

/** What an editor is told: the structure that is checked. */
function editorSchema(): Json {
  const { $schema, ...rest } = withShortForms(faultFile);
  return { $schema, title: 'Fault rules for aksept', description: 'Every key is explained in docs/faults.md.', ...rest };
}

/** `npx vitest run -u --project unit test/authorizer/faults/file/schema.test.ts` writes it anew. */
test('schema/faults.schema.json is what the checks ask for', async () => {
  await expect(`${formattedJson(editorSchema())}\n`).toMatchFileSnapshot('../../../../schema/faults.schema.json');
});

describe('the schema for editors', () => {
  const schema = z.fromJSONSchema(JSON.parse(formattedJson(editorSchema())));
  const takes = (file: unknown): boolean => schema.safeParse(file).success;

  test.each(filesUnder('examples/faults', '.yaml'))('takes %s', (path) => {
    expect(schema.safeParse(readDataFile(path).value).error).toBeUndefined();
  });

  test.each(MAGIC_AMOUNTS)('takes what .$ore does: $what', ({ what }) => {
    expect(takes(parseDataText(`- {name: a, do: {${what}}}`, 'a.yaml').value)).toBe(true);
  });

  test.each([
    ['{terminal: "ATM*", amount: 100.05, pan: 957899, mti: "0200", class: financial, type: cash, codec: http}', true],
    ['{terminal: [A, B], amount: {from: "1.00"}, pan: ["4", 5], mti: [x200], outcome: [approved], malformed: true}', true],
    ['{during: {forMs: 10, everyMs: 100}, share: 0.5, nth: 1, every: 2, first: 3}', true],
    ['{terminals: A}', false],
    ['{terminal: "A*B"}', false],
    ['{mti: purchase}', false],
    ['{class: [debit]}', false],
    ['{outcome: aproved}', false],
    ['{malformed: half}', false],
    ['{share: 10}', false],
    ['{share: 0}', false],
    ['{nth: 0}', false],
    ['{during: {afterMs: 10}}', false],
  ])('match: %s: %s', (match, isTaken) => {
    expect(takes(parseDataText(`- {name: a, match: ${match}, do: {drop: true}}`, 'a.yaml').value)).toBe(isTaken);
  });

  test.each([
    ['{delay: 500}', true],
    ['{delay: {uniformMs: [1, 2]}, garbage: true}', true],
    ['{delay: {normalMs: {mean: 5, deviation: 2}, capMs: 10}}', true],
    ['{late: 8000}', true],
    ['{duplicate: {copies: 3}}', true],
    ['{close: half}', true],
    ['{trickle: {bytes: 8}}', true],
    ['{delay: 60001}', false],
    ['{delay: long}', false],
    ['{drop: maybe}', false],
    ['{dorp: true}', false],
    ['{close: never}', false],
    ['{outcome: declined}', false],
    ['{duplicate: {copies: 1}}', false],
  ])('do: %s: %s', (done, isTaken) => {
    expect(takes(parseDataText(`- {name: a, do: ${done}}`, 'a.yaml').value)).toBe(isTaken);
  });

  test.each([
    [{ $schema: 'faults.schema.json', seed: 7, rules: [{ name: 'a', do: { drop: true } }] }, true],
    [{ rules: [] }, true],
    [{ seed: 'x' }, false],
    [{ rules: [{ do: { drop: true } }] }, false],
    [{ rules: [{ name: 'A b', do: { drop: true } }] }, false],
    [{ rules: [], fault: 1 }, false],
    ['drop everything', false],
  ])('%j: %s, as the reader', (file, isTaken) => {
    expect(takes(file)).toBe(isTaken);
    const read = (): unknown => readFaultPlan(file, () => 'here');
    if (isTaken) expect(read).not.toThrow();
    else expect(read).toThrow(FaultRuleError);
  });
});

describe('docs/faults.md', () => {
  /** The first words in code of the rows of the table under a heading. */
  const rowsUnder = (heading: string): readonly string[] => {
    const section =
      read('docs/faults.md')
        .split(/^## /m)
        .find((each) => each.startsWith(`${heading}\n`)) ?? '';
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    return rows.flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/`(\w+)[^`]*`/g)].map((found) => found[1] ?? ''));
  };
  const rule = Object((editorSchema()['$defs'] as Json)['rule']).properties;

  test.each([
    ['match', 'match'],
    ['do', 'do'],
    ['Over HTTP', 'do'],
  ])('under %s lists all that a file may hold', (heading, field) => {
    expect([...rowsUnder(heading)].sort()).toEqual(Object.keys(rule[field].properties).sort());
  });
});
