import { describe, expect, it } from 'vitest';
import { KRONEKORT } from '../../../src/limits/rules/profile.ts';
import { readProfiles } from '../../../src/limits/rules/profile-file.ts';

const LIMIT = { name: 'atm', amount: '9900.00', window: { hours: 96 }, filter: { channels: ['atm'] } };
const withLimit = (overrides: object): unknown => ({ profiles: [{ name: 'mine', limits: [{ ...LIMIT, ...overrides }] }] });

describe('readProfiles', () => {
  it('reads amounts as minor units, windows, counts and filters; the rest is as Kronekort', () => {
    const set = readProfiles(
      {
        profiles: [
          { name: 'mine', domesticOnly: false, limits: [LIMIT, { name: 'day', amount: 12.5, count: 3, window: { calendarDays: 1 } }] },
        ],
      },
      'p.json',
    );
    expect([...set.keys()]).toEqual(['kronekort', 'nested', 'mine']);
    expect(set.get('mine')).toEqual({
      ...KRONEKORT,
      name: 'mine',
      domesticOnly: false,
      limits: [
        {
          name: 'atm',
          filter: { channels: ['atm'] },
          window: { kind: 'trailing', durationMs: 345_600_000 },
          amountMinor: 990_000,
          countMax: 0,
        },
        { name: 'day', filter: {}, window: { kind: 'calendarDays', days: 1 }, amountMinor: 1_250, countMax: 3 },
      ],
    });
  });

  it('lets a file replace a built-in profile', () => {
    expect(readProfiles({ profiles: [{ name: 'kronekort', limits: [] }] }, 'p.json').get('kronekort')?.limits).toEqual([]);
  });

  it.each([
    [
      'a window of 0',
      withLimit({ window: { hours: 0 } }),
      'p.json: profiles[0].limits[0].window.hours must be a whole number from 1 to 8784.',
    ],
    ['no window kind', withLimit({ window: {} }), /window must have either hours or calendarDays/],
    ['both window kinds', withLimit({ window: { hours: 1, calendarDays: 1 } }), /window must have either/],
    ['half an hour', withLimit({ window: { hours: 0.5 } }), /window\.hours must be a whole number/],
    ['an amount of 0', withLimit({ amount: '0' }), /amount must be an amount in NOK above 0/],
    ['an amount below 0', withLimit({ amount: -1 }), /amount must be an amount in NOK above 0/],
    ['three decimals', withLimit({ amount: '1.001' }), /at most two decimals/],
    ['an amount in words', withLimit({ amount: true }), /must be an amount in NOK/],
    ['a count of 0', withLimit({ count: 0 }), /count must be a whole number from 1/],
    ['an unknown channel', withLimit({ filter: { channels: ['web'] } }), /filter\.channels\[0\] must be one of pos, atm/],
    ['an empty filter list', withLimit({ filter: { mccs: [] } }), /filter\.mccs must not be empty/],
    ['an unknown key', withLimit({ windw: 1 }), /limits\[0\] has the unknown key "windw"; did you mean window\?/],
    ['a bad name', { profiles: [{ name: 'A b', limits: [] }] }, /profiles\[0\]\.name must be 1 to 32 letters/],
    ['no profiles', {}, /profiles is missing; it must be a list of profiles/],
    ['a list', [], /the file must be an object/],
    [
      'a profile twice',
      {
        profiles: [
          { name: 'a', limits: [] },
          { name: 'a', limits: [] },
        ],
      },
      /profiles\[1\]\.name is also that of profiles\[0\]; give each its own/,
    ],
    [
      'a limit twice',
      { profiles: [{ name: 'a', limits: [LIMIT, LIMIT] }] },
      /profiles\[0\]\.limits\[1\]\.name is also that of profiles\[0\]\.limits\[0\]/,
    ],
    ['too many', { profiles: Array.from({ length: 31 }, (_, n) => ({ name: `p${n}`, limits: [] })) }, /there are 33 profiles/],
  ])('refuses %s in one sentence', (_, data, message) => {
    expect(() => readProfiles(data, 'p.json')).toThrow(message);
  });
});
