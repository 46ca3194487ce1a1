import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { demandsAccess } from '../../src/config/http-access.ts';
import { loadSettings, loadSourcedSettings, localeLanguage, settingsWith, sourcedSettings } from '../../src/config/settings.ts';
import { envOf, flagOf, SETTINGS } from '../../src/config/settings-table.ts';
import { settingText } from '../../src/config/shown-setting.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aksept-config-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: unknown): string {
  const path = join(folder, 'aksept.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('where a setting comes from', () => {
  test('defaults are the table', () => {
    const settings = loadSettings({}, {});
    for (const row of SETTINGS) expect(settings[row.name]).toEqual(row.default);
    // A program gets a store that ends with it, and no file of its cards.
    expect(settingsWith()).toEqual({ ...settings, store: 'memory:', testCards: 'none' });
  });

  test('flag before environment before file before default', () => {
    const config = file({ deadlineMs: 1, inFlightMax: 1, connectionsMax: 1 });
    const env = { AKSEPT_DEADLINE_MS: '2', AKSEPT_IN_FLIGHT_MAX: '2' };
    expect(loadSettings({ config, deadlineMs: '3' }, env)).toMatchObject({ deadlineMs: 3, inFlightMax: 2, connectionsMax: 1 });
    expect(loadSettings({}, { ...env, AKSEPT_CONFIG: config })).toMatchObject({ deadlineMs: 2, inFlightMax: 2, connectionsMax: 1 });
  });

  test('the source of each is told', () => {
    const config = file({ inFlightMax: 1, connectionsMax: 1 });
    const { settings, sources } = loadSourcedSettings({ config, deadlineMs: '3' }, { AKSEPT_IN_FLIGHT_MAX: '2' });
    expect(settings).toMatchObject({ deadlineMs: 3, inFlightMax: 2, connectionsMax: 1 });
    expect(sources).toMatchObject({ deadlineMs: 'flag', inFlightMax: 'environment', connectionsMax: 'file', holdHours: 'default' });
    expect(Object.keys(sources)).toEqual(SETTINGS.map(({ name }) => name));
  });

  test('every type, as text and as JSON', () => {
    const env = { AKSEPT_SVALBARD_IS_DOMESTIC: 'no', AKSEPT_PAN_PREFIXES: '957899, 123456', AKSEPT_CLOCK: 'message' };
    const expected = { svalbardIsDomestic: false, panPrefixes: ['957899', '123456'], clock: 'message' };
    expect(loadSettings({}, env)).toMatchObject(expected);
    expect(loadSettings({ config: file(expected) }, {})).toMatchObject(expected);
  });

  test('profiles stand in the file itself or in a file of their own', () => {
    const profiles = [{ name: 'mine', limits: [] }];
    expect(loadSettings({ config: file({ profiles }) }, {}).profiles).toEqual(profiles);
    expect(loadSettings({ profiles: 'profiles.json' }, {}).profiles).toBe('profiles.json');
  });

  test('listeners of ISO 8583 are one text, in the file also a list of texts', () => {
    const listeners = ['8583:1987-ascii', '0:./mine.json+4a'];
    expect(loadSettings({ config: file({ iso8583: listeners }) }, {}).iso8583).toBe(listeners.join(','));
    expect(loadSettings({ config: file({ iso8583: 'none' }) }, {}).iso8583).toBe('none');
    expect(loadSettings({}, { AKSEPT_ISO8583: listeners.join(' ') }).iso8583).toBe(listeners.join(' '));
    for (const wrong of [[1], [['8583:1987-ascii']], {}, 8583]) {
      expect(() => loadSettings({ config: file({ iso8583: wrong }) }, {})).toThrow('iso8583 must be a text.');
    }
  });

  test('flag and variable follow from the name, and no two are the same', () => {
    expect([flagOf('halfFrameTimeoutMs'), envOf('halfFrameTimeoutMs')]).toEqual([
      '--half-frame-timeout-ms',
      'AKSEPT_HALF_FRAME_TIMEOUT_MS',
    ]);
    expect(new Set(SETTINGS.map((row) => envOf(row.name))).size).toBe(SETTINGS.length);
  });
});

describe('what is refused, with a sentence that names it', () => {
  test.each([
    ['not a number', { deadlineMs: 'soon' }, '--deadline-ms: deadlineMs must be a whole number from 1 to 60000 (ms).'],
    ['out of range', { httpPort: '65536' }, 'httpPort must be a whole number from 0 to 65535'],
    ['a fraction', { inFlightMax: '1.5' }, 'inFlightMax must be a whole number'],
    ['a hold that outlives its stored answer', { holdHours: '240' }, 'holdHours must be a whole number from 1 to 239 (hours)'],
    ['a hold of no time', { fuelHoldHours: '0' }, 'fuelHoldHours must be a whole number from 1 to 239 (hours)'],
    ['a negative tolerance', { completionToleranceMinor: '-1' }, 'completionToleranceMinor must be a whole number from 0'],
    ['no answer to an unknown original', { unknownOriginal: 'maybe' }, 'unknownOriginal must be one of approve, decline'],
    ['not a choice', { clock: 'sun' }, 'clock must be wall, message, simulated, or simulated:INSTANT'],
    ['not true or false', { svalbardIsDomestic: 'maybe' }, 'svalbardIsDomestic must be true or false'],
    ['not digits', { panPrefixes: '9578xx' }, 'panPrefixes must be a list of 1 to 12 digits'],
    ['an empty list', { panPrefixes: '' }, 'panPrefixes must be a list'],
    ['another way to demand tokens', { httpAuth: 'none' }, 'httpAuth must be one of auto, required'],
  ])('%s', (_name, flags, sentence) => {
    expect(() => loadSettings(flags, {})).toThrow(sentence);
    expect(() => loadSettings(flags, {})).toThrow(ConfigError);
  });

  test.each([
    ['an unknown setting', { stroe: 'memory:' }, 'the file has the unknown key "stroe"; did you mean store?'],
    ['a secret', { kbpk: '00' }, 'kbpk is secret and belongs in the environment, as AKSEPT_KBPK.'],
    ['a wrong type', { store: 1 }, 'store must be a text.'],
    ['a list', [], 'the file must hold one object of settings'],
    ['no JSON', '{', 'this is not JSON'],
  ])('in the file: %s', (_name, content, sentence) => {
    expect(() => loadSettings({ config: file(content) }, {})).toThrow(sentence);
  });

  test.each([
    'postgres://u:secret@h/office',
    'postgres://h/office?user=u&password=secret',
    'postgres:///office?host=/run&sslpassword=secret',
  ])('a password of the database is taken from the environment only: %s', (database) => {
    const sentence = 'database holds a password, which belongs in the environment; set AKSEPT_DATABASE.';
    expect(() => loadSettings({ database }, {})).toThrow(`--database: ${sentence}`);
    expect(() => loadSettings({ config: file({ database }) }, {})).toThrow(sentence);
    expect(loadSettings({}, { AKSEPT_DATABASE: database }).database).toBe(database);
    const [shown] = sourcedSettings({}, { AKSEPT_DATABASE: database })
      .filter(({ row }) => row.name === 'database')
      .map(settingText);
    expect(shown).toContain('***');
    expect(shown).not.toContain('secret');
  });

  test.each(['pglite:./data/office', 'postgres://office@h:5432/office', 'postgres:///office?host=/run/postgresql'])(
    'a database without a password is taken from anywhere: %s',
    (database) => {
      expect(loadSettings({ database }, {}).database).toBe(database);
      expect(loadSettings({ config: file({ database }) }, {}).database).toBe(database);
    },
  );

  test('a file that is not there', () => {
    expect(() => loadSettings({ config: join(folder, 'none.json') }, {})).toThrow('cannot be read (ENOENT)');
  });

  test.each([
    ['127.0.0.1', 'auto', false],
    ['127.1.2.3', 'auto', false],
    ['localhost', 'auto', false],
    ['::1', 'auto', false],
    ['127.0.0.1', 'required', true],
    ['0.0.0.0', 'auto', true],
    ['::', 'auto', true],
    ['127.0.0.1.evil.example', 'auto', true],
  ] as const)('HTTP on %s with httpAuth %s demands tokens: %s', (httpHost, httpAuth, demanded) => {
    expect(demandsAccess(settingsWith({ httpHost, httpAuth }))).toBe(demanded);
  });
});

describe('the language of the locale', () => {
  test.each([
    [{ LANG: 'nb_NO.UTF-8' }, 'nb'],
    [{ LANG: 'nn_NO' }, 'nb'],
    [{ LANG: 'no' }, 'nb'],
    [{ LANG: 'nb-NO' }, 'nb'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'non' }, 'en'],
    [{ LC_MESSAGES: 'nb_NO', LANG: 'en_US' }, 'nb'],
    [{ LC_ALL: 'C', LC_MESSAGES: 'nb_NO', LANG: 'nb_NO' }, 'en'],
    [{ LC_ALL: '', LANG: 'nb_NO' }, 'nb'],
    [{ LC_TIME: 'nb_NO' }, 'en'],
    [{}, 'en'],
  ])('of %j is %s', (env, language) => {
    expect(localeLanguage(env)).toBe(language);
  });
});
