/**
 * Reads the settings; the only reader of process.env. Flags come before the environment, then the
 * configuration file, then the defaults.
 */
import { ConfigError } from './config-error.ts';
import { readJsonFile } from './json-file.ts';
import { shown } from './known-words.ts';
import { isLoopback } from './quantity.ts';
import { valueFor } from './setting-value.ts';
import { envOf, flagOf, SETTINGS, type SettingRow, type Settings } from './settings-table.ts';

function readConfigFile(path: string): Readonly<Record<string, unknown>> {
  const parsed = readJsonFile(path, 'config (--config or AKSEPT_CONFIG)');
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ConfigError(`${path}: the configuration file must hold one JSON object of settings.`);
  }
  return parsed as Readonly<Record<string, unknown>>;
}

function fileValues(path: string): Readonly<Record<string, unknown>> {
  const values = readConfigFile(path);
  for (const name of Object.keys(values)) {
    const row: SettingRow | undefined = SETTINGS.find((known) => known.name === name);
    if (row === undefined) {
      throw new ConfigError(`${path}: there is no setting "${shown(name)}"; aksept serve --help lists the settings.`);
    }
    if (row.secret) throw new ConfigError(`${path}: ${name} is secret and belongs in the environment, as ${envOf(name)}.`);
  }
  return values;
}

/** Checks that the table cannot express. */
function checked(settings: Settings): Settings {
  if (!isLoopback(settings.httpHost)) {
    throw new ConfigError(
      `httpHost is ${settings.httpHost}, but the HTTP side has no login yet and takes loopback addresses only; use 127.0.0.1 and a tunnel.`,
    );
  }
  return settings;
}

/** A server within a program or a test begins with nothing, and leaves no cards behind. */
const PROGRAM_DEFAULTS: Partial<Settings> = { store: 'memory:', testCards: 'none' };

/**
 * The default settings, with some replaced: for programs and tests. Other than for commands, the
 * default store is `memory:`, and no file of test cards is kept. Throws a ConfigError.
 */
export function settingsWith(replaced: Partial<Settings> = {}): Settings {
  const settings: Record<string, unknown> = {};
  for (const row of SETTINGS) {
    const value = replaced[row.name] ?? PROGRAM_DEFAULTS[row.name] ?? row.default;
    settings[row.name] = valueFor(row, value, 'the program');
  }
  return checked(settings as Settings);
}

/**
 * Reads all settings. `flags` are those of the command line by setting name; its `config` is the
 * path of the configuration file. Throws a ConfigError.
 */
export function loadSettings(flags: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv = process.env): Settings {
  const path = flags['config'] ?? env['AKSEPT_CONFIG'] ?? '';
  const file = typeof path === 'string' && path !== '' ? fileValues(path) : {};
  const settings: Record<string, unknown> = {};
  for (const row of SETTINGS) {
    const variable = env[envOf(row.name)];
    if (flags[row.name] !== undefined) settings[row.name] = valueFor(row, flags[row.name], flagOf(row.name));
    else if (variable !== undefined && variable !== '') settings[row.name] = valueFor(row, variable, envOf(row.name));
    else if (file[row.name] !== undefined) settings[row.name] = valueFor(row, file[row.name], String(path));
    else settings[row.name] = row.default;
  }
  return checked(settings as Settings);
}

/** POSIX: the first variable that is not empty sets the language of messages. */
const LOCALE_VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** `nb` when the locale is Norwegian (nb, nn or no), otherwise `en`. */
export function localeLanguage(env: NodeJS.ProcessEnv = process.env): 'en' | 'nb' {
  const locale = LOCALE_VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '') ?? '';
  return /^(?:nb|nn|no)(?:[-_.@]|$)/i.test(locale) ? 'nb' : 'en';
}
