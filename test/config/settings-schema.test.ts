/** The schema for editors is made from the table of settings, and takes what the reader takes. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigError } from '../../src/config/config-error.ts';
import { parseDataText } from '../../src/config/data-file.ts';
import { checkConfigFile } from '../../src/config/settings.ts';
import { settingsSchema } from '../../src/config/settings-schema.ts';
import { SETTINGS } from '../../src/config/settings-table.ts';
import { formattedJson } from '../support/formatted-json.ts';

/** `npx vitest run -u --project unit test/config/settings-schema.test.ts` writes it anew. */
test('schema/settings.schema.json is made from the table', async () => {
  await expect(`${formattedJson(settingsSchema())}\n`).toMatchFileSnapshot('../../schema/settings.schema.json');
});

describe('the schema for editors and the reader', () => {
  const schema = z.fromJSONSchema(JSON.parse(formattedJson(settingsSchema())));
  const isRead = (file: object): boolean => {
    try {
      checkConfigFile(parseDataText(JSON.stringify(file), 'aksept.json'), 'aksept.json');
      return true;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return false;
    }
  };

  test('take the defaults of all settings that are not secret', () => {
    const defaults = Object.fromEntries(SETTINGS.flatMap((row) => ('secret' in row ? [] : [[row.name, row.default] as const])));
    expect([schema.safeParse(defaults).success, isRead(defaults)]).toEqual([true, true]);
  });

  test.each<[object, boolean]>([
    [{ $schema: './settings.schema.json', deadlineMs: 1 }, true],
    [{ deadlineMs: 0 }, false],
    [{ deadlineMs: 1.5 }, false],
    [{ clock: 'sun' }, false],
    [{ panPrefixes: ['95x'] }, false],
    [{ iso8583: ['0:1987-ascii', '0:1993-bcd'] }, true],
    [{ profiles: { profiles: [] } }, true],
    [{ magicAmounts: 'x' }, false],
    [{ kbpk: '00' }, false],
    [{ stroe: 'memory:' }, false],
  ])('%j: %s', (file, isTaken) => {
    expect([schema.safeParse(file).success, isRead(file)]).toEqual([isTaken, isTaken]);
  });
});
