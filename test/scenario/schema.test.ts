import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readDataFile } from '../../src/config/data-file.ts';
import { scenarioFile } from '../../src/scenario/scenario-schema.ts';
import { formattedJson } from '../support/formatted-json.ts';
import { LIBRARY, PROGRAMME_LIBRARY } from './library.ts';

/** What an editor is told: the structure that is checked. */
function editorSchema(): unknown {
  const { $schema, ...rest } = z.toJSONSchema(scenarioFile, { io: 'input' });
  return { $schema, title: 'A scenario for aksept', description: 'Every key is explained in docs/scenarios.md.', ...rest };
}

/** `npx vitest run -u --project unit test/scenario/schema.test.ts` writes it anew. */
test('schema/scenario.schema.json is what the checks ask for', async () => {
  await expect(`${formattedJson(editorSchema())}\n`).toMatchFileSnapshot('../../schema/scenario.schema.json');
});

describe('the schema for editors', () => {
  const schema = z.fromJSONSchema(JSON.parse(formattedJson(editorSchema())));
  const cards = { Kari: { balance: '1,500' } };

  test.each([...LIBRARY, ...PROGRAMME_LIBRARY])('takes %s', (path) => {
    expect(schema.safeParse(readDataFile(path).value).error).toBeUndefined();
  });

  test.each([
    [{ title: 'T', cards, steps: [{ purchase: 10, expect: 'approved' }] }, true],
    [{ title: 'T', cards, steps: [{ purchase: 10, expect: 'aproved' }] }, false],
    [{ title: 'T', cards, steps: [{ pruchase: 10 }] }, false],
    [{ title: 'T', cards: { Kari: { balance: '1,50' } }, steps: [{ purchase: 10 }] }, false],
    [{ title: 'T', cards: { Kari: {} }, steps: [{ purchase: 10 }] }, false],
    [{ cards, steps: [{ purchase: 10 }] }, false],
  ])('%j: %s', (file, isTaken) => {
    expect(schema.safeParse(file).success).toBe(isTaken);
  });
});
