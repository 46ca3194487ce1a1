/**
 * Reads the settings; the only reader of process.env. Flags come before the environment, then the
 * configuration file, then the defaults.
 */
import { holdsPassword } from './address-password.ts';
import { ConfigError } from './config-error.ts';
import { type DataFile, DataFileError, readDataFile } from './data-file.ts';
import { addMistakes } from './data-file-check.ts';
import { MistakeList, type PlaceOf } from './mistakes.ts';
import { unknownKeyText } from './schema-mistakes.ts';
import { valueFor } from './setting-value.ts';
import { envOf, flagOf, SETTINGS, type SettingName, type SettingRow, type Settings } from './settings-table.ts';

export type SettingSource = 'default' | 'file' | 'environment' | 'flag';

/** The value of a setting and where it comes from. */
export interface SourcedSetting {
  readonly row: SettingRow & { readonly name: SettingName };
  readonly value: unknown;
  readonly source: SettingSource;
  /** The flag, the variable, or the place in the file; empty for a default. */
  readonly place: string;
}

interface FileValues {
  readonly values: Readonly<Record<string, unknown>>;
  readonly place: PlaceOf;
}

const NO_FILE: FileValues = { values: {}, place: () => '' };

/** Keys of a configuration file that are no settings. */
const OTHER_KEYS = ['$schema'];

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The values of a configuration file whose names are right; `list` takes the mistakes of the others. */
function fileValues({ value, place }: DataFile, list: MistakeList): FileValues {
  if (!isObject(value)) {
    const what = 'must hold one object of settings, such as {"deadlineMs": 1500}';
    addMistakes(list, { place }, [{ path: [], at: [], what }]);
    return { values: {}, place };
  }
  const names = SETTINGS.filter((row) => !('secret' in row)).map(({ name }) => name);
  for (const name of Object.keys(value)) {
    const row: SettingRow | undefined = SETTINGS.find((known) => known.name === name);
    if (OTHER_KEYS.includes(name) || (row !== undefined && !row.secret)) continue;
    const what =
      row === undefined
        ? { path: [], what: unknownKeyText(name, names) }
        : { path: [name], what: `is secret and belongs in the environment, as ${envOf(name)}` };
    addMistakes(list, { place }, [{ ...what, at: [name] }]);
  }
  return { values: value, place };
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
  return settings as Settings;
}

interface Given {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: NodeJS.ProcessEnv;
  readonly file: FileValues;
}

/** Throws a ConfigError. */
function sourced(row: SourcedSetting['row'], { flags, env, file }: Given): SourcedSetting {
  const variable = env[envOf(row.name)];
  const from = (source: SettingSource, given: unknown, place: string): SourcedSetting => {
    const value = valueFor(row, given, place);
    if (row.passwordIn !== undefined && source !== row.passwordIn && holdsPassword(value)) {
      throw new ConfigError(`${place}: ${row.name} holds a password, which belongs in the environment; set ${envOf(row.name)}.`);
    }
    return { row, value, source, place };
  };
  if (flags[row.name] !== undefined) return from('flag', flags[row.name], flagOf(row.name));
  if (variable !== undefined && variable !== '') return from('environment', variable, envOf(row.name));
  const given = row.secret ? undefined : file.values[row.name];
  if (given !== undefined) return from('file', given, file.place([row.name]));
  return { row, value: row.default, source: 'default', place: '' };
}

/** Reads all that can be read; `list` takes the mistakes. */
function readAll(given: Given, list: MistakeList): readonly SourcedSetting[] {
  const read = SETTINGS.flatMap((row) => list.attempt(() => sourced(row, given)) ?? []);
  return read;
}

/** A file that cannot be read is told like a wrong value. */
function asConfigError<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof DataFileError ? new ConfigError(error.message, error.mistakes) : error;
  }
}

function throwAny(list: MistakeList, source: string): void {
  if (list.count > 0) throw list.error(source, (message, mistakes) => new ConfigError(message, mistakes));
}

/**
 * Every setting, in the order of the table, with where it comes from. `flags` are those of the
 * command line by setting name; its `config` is the path of the configuration file. Throws a
 * ConfigError that tells all mistakes.
 */
export function sourcedSettings(flags: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv = process.env): readonly SourcedSetting[] {
  const list = new MistakeList();
  const path = flags['config'] ?? env['AKSEPT_CONFIG'] ?? '';
  const file =
    typeof path === 'string' && path !== ''
      ? fileValues(
          asConfigError(() => readDataFile(path)),
          list,
        )
      : NO_FILE;
  const read = readAll({ flags, env, file }, list);
  throwAny(list, 'The configuration');
  return read;
}

/** Where the value of each setting comes from. */
export type SettingSources = Readonly<Record<SettingName, SettingSource>>;

/** Reads all settings. Throws a ConfigError that tells all mistakes. */
export function loadSourcedSettings(
  flags: Readonly<Record<string, unknown>>,
  env: NodeJS.ProcessEnv = process.env,
): { readonly settings: Settings; readonly sources: SettingSources } {
  const read = sourcedSettings(flags, env);
  return {
    settings: Object.fromEntries(read.map(({ row, value }) => [row.name, value])) as Settings,
    sources: Object.fromEntries(read.map(({ row, source }) => [row.name, source])) as SettingSources,
  };
}

/** The same without the sources. */
export function loadSettings(flags: Readonly<Record<string, unknown>>, env: NodeJS.ProcessEnv = process.env): Settings {
  return loadSourcedSettings(flags, env).settings;
}

/** Checks a configuration file by itself. Throws a ConfigError that tells all its mistakes. */
export function checkConfigFile(file: DataFile, sourceName: string): Settings {
  const list = new MistakeList();
  const read = readAll({ flags: {}, env: {}, file: fileValues(file, list) }, list);
  throwAny(list, sourceName);
  return Object.fromEntries(read.map(({ row, value }) => [row.name, value])) as Settings;
}

/** The bearer token of commands that use a server; empty: none. It is no setting of the server. */
export function clientTokenOf(env: NodeJS.ProcessEnv = process.env): string {
  return env['AKSEPT_TOKEN'] ?? '';
}

/** POSIX: the first variable that is not empty sets the language of messages. */
const LOCALE_VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** `nb` when the locale is Norwegian (nb, nn or no), otherwise `en`. */
export function localeLanguage(env: NodeJS.ProcessEnv = process.env): 'en' | 'nb' {
  const locale = LOCALE_VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '') ?? '';
  return /^(?:nb|nn|no)(?:[-_.@]|$)/i.test(locale) ? 'nb' : 'en';
}

const OWN_VARIABLE = /^AKSEPT_/;

/** For processes beside the server: without its settings, of which some are secret. */
export function foreignEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OWN_VARIABLE.test(name)));
}
