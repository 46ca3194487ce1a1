/** The file of the setting `programme`: what is taken, and what is refused in one sentence each. */
import { expect, test } from 'vitest';
import { PROGRAMME_DEFAULTS } from '../../../src/programme/core/settings.ts';
import { ProgrammeSettingsError, programmeSettingsFile, readProgrammeSettings } from '../../../src/programme/core/settings-file.ts';
import { read } from '../../support/sources.ts';

function mistakes(data: unknown): readonly string[] {
  try {
    readProgrammeSettings(data, 'office.json');
    return [];
  } catch (error) {
    if (error instanceof ProgrammeSettingsError) return error.mistakes;
    throw error;
  }
}

test('what is left out keeps its default', () => {
  expect(readProgrammeSettings({}, 'office.json')).toEqual(PROGRAMME_DEFAULTS);
  expect(readProgrammeSettings({ cutOff: '12:00', $schema: 'x' }, 'office.json')).toEqual({ ...PROGRAMME_DEFAULTS, cutOff: '12:00' });
});

test('every setting can stand there', () => {
  expect(Object.keys(programmeSettingsFile.shape).sort()).toEqual(['$schema', ...Object.keys(PROGRAMME_DEFAULTS)].sort());
  expect(readProgrammeSettings(PROGRAMME_DEFAULTS, 'office.json')).toEqual(PROGRAMME_DEFAULTS);
});

test('all mistakes are told at once, an unknown key with the nearest one', () => {
  const told = mistakes({ cutOf: '14:30', cutOff: '25:00', bankingDaysToOrdered: -1, expiry: 'never', serialStaysInName: 'yes' });
  expect([...told].sort()).toEqual([
    'office.json: bankingDaysToOrdered must be a whole number from 0 to 60.',
    'office.json: cutOff must be a time of day in Oslo, such as "14:30".',
    expect.stringMatching(/^office\.json: expiry must be one of monthEnd, exactDate\.$|^office\.json: expiry is not known/),
    'office.json: serialStaysInName must be true or false.',
    'office.json: the file has the unknown key "cutOf"; did you mean cutOff?',
  ]);
});

test.each([[[]], ['text'], [1], [null]])('%j is no file of settings', (data) => {
  expect(mistakes(data)).toEqual(['office.json: the file must be an object.']);
});

test('docs/back-office.md has a row for each, with its default', () => {
  const rows = read('docs/back-office.md').split('\n');
  for (const [name, value] of Object.entries(PROGRAMME_DEFAULTS)) {
    expect(rows.filter((row) => row.startsWith(`| \`${name}\` | \`${JSON.stringify(value)}\` | `))).toHaveLength(1);
  }
});
