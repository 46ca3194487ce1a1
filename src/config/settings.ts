/**
 * The settings, one table; the only reader of process.env. A flag wins over the environment, the environment over the
 * configuration file, the file over the default. Flag and variable follow from the name: `deadlineMs` is `--deadline-ms`
 * and `AKSEPT_DEADLINE_MS`.
 */

import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { ConfigError } from './config-error.ts';
import { DAY_MS } from './duration.ts';

interface Row {
  readonly name: string;
  /** `data`: the path of a file, or in the configuration file the JSON itself. */
  readonly type: 'text' | 'integer' | 'boolean' | 'list' | 'choice' | 'data';
  readonly unit: string;
  readonly default: string | number | boolean | readonly string[];
  readonly about: string;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  /** In the configuration file also a list of texts. */
  readonly joined?: boolean;
  /** Stands nowhere but in the environment. */
  readonly secret?: boolean;
}

const PORT_MAX = 65_535;
/** Twelve digits, as DE4 holds them. */
const AMOUNT_MINOR_MAX = 999_999_999_999;
/** Stored answers are kept for ten days: a hold must be over before its answer is forgotten. */
const HOLD_HOURS_MAX = 239;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;

// biome-ignore format: a table, one setting a line
export const SETTINGS = [
  { name: 'store', type: 'text', unit: '', default: 'memory:', about: 'where the cards live: memory: or redis://HOST:PORT/DB' },
  { name: 'redisPrefix', type: 'text', unit: '', default: 'aksept', about: 'what every Redis key starts with' },
  { name: 'keys', type: 'text', unit: 'path', default: 'data/keys.json', about: 'key ring file; a ring of test keys is made when it is not there' },
  { name: 'kbpk', type: 'text', unit: 'hex', default: '', about: 'key block protection key, when the key ring holds key blocks', secret: true },
  { name: 'cards', type: 'text', unit: 'path', default: '', about: 'card file to load at start, as made by: aksept cards issue --out' },
  { name: 'profiles', type: 'data', unit: 'path', default: '', about: 'file of limit profiles; without one: kronekort and nested' },
  { name: 'host', type: 'text', unit: '', default: '127.0.0.1', about: 'address on which terminals are listened to' },
  { name: 'protobufPort', type: 'integer', unit: '', default: 7583, min: 0, max: PORT_MAX, about: 'TCP port of the protobuf wire; 0: any free one' },
  { name: 'iso8583', type: 'text', unit: 'listeners', default: '8583:1987-ascii,8593:1993-bcd', about: 'listeners of ISO 8583, PORT:DIALECT with options such as +4a or +mac, commas between them; none: no such listener', joined: true },
  { name: 'httpHost', type: 'text', unit: '', default: '127.0.0.1', about: 'address of the HTTP side; loopback only' },
  { name: 'httpPort', type: 'integer', unit: '', default: 8080, min: 0, max: PORT_MAX, about: 'TCP port of the HTTP side; 0: any free one' },
  { name: 'clock', type: 'choice', unit: '', default: 'wall', choices: ['wall', 'message'], about: 'what decides the instant: the store, or the message (for replays)' },
  { name: 'deadlineMs', type: 'integer', unit: 'ms', default: 2_000, min: 1, max: 60_000, about: 'a decision later than this is answered issuerInoperative and taken back' },
  { name: 'unknownOriginal', type: 'choice', unit: '', default: 'approve', choices: ['approve', 'decline'], about: 'what a reversal of an unknown original is answered; it is remembered either way' },
  { name: 'completionToleranceMinor', type: 'integer', unit: 'øre', default: 0, min: 0, max: AMOUNT_MINOR_MAX, about: 'how far a completion may pass its hold without a flag' },
  { name: 'holdHours', type: 'integer', unit: 'hours', default: 168, min: 1, max: HOLD_HOURS_MAX, about: 'how long a pre-authorization is held' },
  { name: 'fuelHoldHours', type: 'integer', unit: 'hours', default: 24, min: 1, max: HOLD_HOURS_MAX, about: 'the same at fuel stations (MCC 5541 and 5542)' },
  { name: 'panPrefixes', type: 'list', unit: 'digits', default: ['957899'], about: "what this issuer's PANs start with" },
  { name: 'assumedCountry', type: 'integer', unit: 'ISO 3166', default: 0, min: 0, max: 999, about: 'country of a message without country evidence; 0: none, declined' },
  { name: 'svalbardIsDomestic', type: 'boolean', unit: '', default: true, about: 'Svalbard and Jan Mayen (744) count as domestic' },
  { name: 'frameBytesMax', type: 'integer', unit: 'bytes', default: 65_536, min: 64, max: 16_777_216, about: 'longest frame taken' },
  { name: 'inFlightMax', type: 'integer', unit: 'requests', default: 1_024, min: 1, max: 1_000_000, about: 'unanswered requests per connection before it is not read on' },
  { name: 'unreadBytesMax', type: 'integer', unit: 'bytes', default: 1_048_576, min: 1_024, max: 1_073_741_824, about: 'unread answers per connection before it is not read on' },
  { name: 'connectionsMax', type: 'integer', unit: '', default: 12_000, min: 1, max: 1_000_000, about: 'connections of a listener at once; more are turned away' },
  { name: 'idleTimeoutMs', type: 'integer', unit: 'ms', default: 600_000, min: 0, max: DAY_MS, about: 'a connection silent for so long is ended; 0: never' },
  { name: 'halfFrameTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 10, max: DAY_MS, about: 'a frame begun must be whole within this' },
  { name: 'notReadingTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 10, max: DAY_MS, about: 'a peer that does not read its answers for so long is ended' },
  { name: 'drainTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 0, max: DAY_MS, about: 'at the stop, requests in flight may take so long' },
  { name: 'faults', type: 'data', unit: 'path', default: '', about: 'file of fault rules (YAML or JSON): delays, drops, forced outcomes and worse' },
  { name: 'magicAmounts', type: 'boolean', unit: '', default: false, about: 'the øre of an amount say what becomes of it, as docs/faults.md lists' },
  { name: 'record', type: 'text', unit: 'path', default: '', about: 'trace file that everything asked and answered is recorded into, for aksept replay' },
  { name: 'logLevel', type: 'choice', unit: '', default: 'info', choices: LOG_LEVELS, about: 'least serious log line that is written' },
] as const satisfies readonly Row[];

type SettingRow = (typeof SETTINGS)[number];
type ValueOf<R extends Row> = R extends { readonly type: 'integer' }
  ? number
  : R extends { readonly type: 'boolean' }
    ? boolean
    : R extends { readonly type: 'list' }
      ? readonly string[]
      : R extends { readonly choices: readonly (infer C)[] }
        ? C
        : R extends { readonly type: 'data' }
          ? unknown
          : string;

export type SettingName = SettingRow['name'];
export type Settings = { readonly [R in SettingRow as R['name']]: ValueOf<R> };

/** `--deadline-ms` of `deadlineMs`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `AKSEPT_DEADLINE_MS` of `deadlineMs`. */
export function envOf(name: string): string {
  return `AKSEPT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

const TRUE_WORDS = ['true', '1', 'yes', 'on'];
const FALSE_WORDS = ['false', '0', 'no', 'off'];

function integerOf(row: Row, value: unknown, source: string): number {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = row;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
  throw new ConfigError(`${source}: ${row.name} must be a whole number from ${min} to ${max}${row.unit === '' ? '' : ` (${row.unit})`}.`);
}

function booleanOf(row: Row, value: unknown, source: string): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && TRUE_WORDS.includes(value.toLowerCase())) return true;
  if (typeof value === 'string' && FALSE_WORDS.includes(value.toLowerCase())) return false;
  throw new ConfigError(`${source}: ${row.name} must be true or false.`);
}

function listOf(row: Row, value: unknown, source: string): readonly string[] {
  const list: unknown = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
  if (Array.isArray(list) && list.length > 0 && list.every((item) => typeof item === 'string' && /^\d{1,12}$/.test(item))) return list;
  throw new ConfigError(`${source}: ${row.name} must be a list of 1 to 12 digits each, such as 957899.`);
}

function textOf(row: Row, value: unknown, source: string): string {
  if (row.joined && Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  if (typeof value !== 'string') throw new ConfigError(`${source}: ${row.name} must be a text.`);
  if (row.choices === undefined || row.choices.includes(value)) return value;
  throw new ConfigError(`${source}: ${row.name} must be one of ${row.choices.join(', ')}.`);
}

function valueFor(row: Row, value: unknown, source: string): unknown {
  switch (row.type) {
    case 'integer':
      return integerOf(row, value, source);
    case 'boolean':
      return booleanOf(row, value, source);
    case 'list':
      return listOf(row, value, source);
    case 'data':
      return value;
    case 'text':
    case 'choice':
      return textOf(row, value, source);
  }
}

/** What a JSON file named by a setting holds. Throws a ConfigError. */
export function readJsonFile(path: string, setting: string): unknown {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new ConfigError(`The file ${path} can not be read (${code}); check the setting ${setting}.`);
  }
  try {
    return JSON.parse(content);
  } catch {
    throw new ConfigError(`${path}: this is not JSON; correct the file.`);
  }
}

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
    const row: Row | undefined = SETTINGS.find((known) => known.name === name);
    if (row === undefined) {
      throw new ConfigError(`${path}: there is no setting "${name.slice(0, 40)}"; aksept serve --help lists the settings.`);
    }
    if (row.secret) throw new ConfigError(`${path}: ${name} is secret and belongs in the environment, as ${envOf(name)}.`);
  }
  return values;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** What no single row can check. */
function checked(settings: Settings): Settings {
  if (!isLoopback(settings.httpHost)) {
    throw new ConfigError(
      `httpHost is ${settings.httpHost}, but the HTTP side has no login yet and takes loopback addresses only; use 127.0.0.1 and a tunnel.`,
    );
  }
  return settings;
}

/** The table's defaults, with some settings replaced: for programs and tests. Throws a ConfigError. */
export function settingsWith(replaced: Partial<Settings> = {}): Settings {
  const settings: Record<string, unknown> = {};
  for (const row of SETTINGS) settings[row.name] = valueFor(row, replaced[row.name] ?? row.default, 'the program');
  return checked(settings as Settings);
}

/**
 * The settings in force. `flags` are what the command line gave, by setting name, and `config`: the path of the
 * configuration file. Throws a ConfigError.
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

/** Of what programs say to people; the first that is not empty counts, as POSIX has it. */
const LOCALE_VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/** The language of the environment's locale: Norwegian where it is, in either of its written forms, else English. */
export function localeLanguage(env: NodeJS.ProcessEnv = process.env): 'en' | 'nb' {
  const locale = LOCALE_VARIABLES.map((name) => env[name] ?? '').find((value) => value !== '') ?? '';
  return /^(?:nb|nn|no)(?:[-_.@]|$)/i.test(locale) ? 'nb' : 'en';
}
