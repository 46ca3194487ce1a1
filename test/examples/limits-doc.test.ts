/** What docs/limits.md shows is what the code reads. */

import { expect, test } from 'vitest';
import { HOUR_MS } from '../../src/config/duration.ts';
import { BUILT_IN_PROFILES } from '../../src/limits/rules/profile.ts';
import { ProfileError, readProfiles } from '../../src/limits/rules/profile-file.ts';
import { read } from '../support/sources.ts';
import { fencedBlocks } from './doc-blocks.ts';

const PATH = 'docs/limits.md';
const [example = ''] = fencedBlocks(PATH, 'json');

test('the profile file can be read and says what the page says', () => {
  const profiles = readProfiles(JSON.parse(example), 'youth.json');
  expect([...profiles.keys()]).toEqual([...BUILT_IN_PROFILES.keys(), 'youth']);
  expect(profiles.get('youth')).toMatchObject({
    ...{
      pinTriesMax: 3,
      domesticOnly: true,
      entryModes: ['chip', 'contactless', 'magstripe'],
      terminalTypes: ['pos', 'atm', 'unattended'],
    },
    limits: [
      { name: 'all', amountMinor: 800_000, countMax: 0, window: { kind: 'trailing', durationMs: 96 * HOUR_MS }, filter: {} },
      { name: 'atm', amountMinor: 250_000, filter: { channels: ['atm'] } },
      { name: 'daily', amountMinor: 800_000, countMax: 10, window: { kind: 'calendarDays', days: 1 } },
    ],
  });
});

test('the error message is the one that the page quotes', () => {
  const wrong: unknown = JSON.parse(example.replace('{ "hours": 96 }', '{}'));
  const quoted = /for example `(youth\.json: [^`]*)`/.exec(read(PATH))?.[1];
  expect(() => readProfiles(wrong, 'youth.json')).toThrow(new ProfileError(quoted ?? ''));
});

test('the table of built-in profiles has each limit with its amount', () => {
  const rows = read(PATH)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('`', '')));
  for (const profile of BUILT_IN_PROFILES.values()) {
    const start = rows.findIndex((row) => row[1]?.split(' ')[0] === profile.name);
    const shown = rows.slice(start, start + profile.limits.length).map((row) => [row[2], Number(row[5]?.replace(',', '')), Number(row[6])]);
    expect(shown).toEqual(profile.limits.map((limit) => [limit.name, limit.amountMinor / 100, limit.countMax]));
  }
});
