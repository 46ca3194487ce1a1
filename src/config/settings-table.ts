/**
 * The table of settings. Flags and environment variables follow from the names: `deadlineMs` is
 * `--deadline-ms` and `AKSEPT_DEADLINE_MS`. The help of `aksept serve` is made from this table, and
 * docs/operating.md is tested against it.
 */
import { CLOCK_FORM } from './clock-setting.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from './duration.ts';

/** One setting. */
export interface SettingRow {
  readonly name: string;
  /** `data`: the path of a file; in the configuration file it can be the JSON itself. */
  readonly type: 'text' | 'integer' | 'boolean' | 'list' | 'choice' | 'data';
  readonly unit: string;
  readonly default: string | number | boolean | readonly string[];
  readonly about: string;
  readonly min?: number;
  readonly max?: number;
  readonly choices?: readonly string[];
  /** Of a text: a regular expression, and what an error says that it must be. */
  readonly form?: { readonly pattern: string; readonly words: string };
  /** In the configuration file it can also be a list of texts. */
  readonly joined?: boolean;
  /** Read from the environment only. */
  readonly secret?: boolean;
  /** An address that may hold a password, but not in a flag, which others see, or in a file. */
  readonly passwordIn?: 'environment';
}

const PORT_MAX = 65_535;
/** DE4 has twelve digits. */
const AMOUNT_MINOR_MAX = 999_999_999_999;
const STORED_MAX = 100_000_000;
/** A Map of V8 takes 16.7 million entries. */
const CARDS_MAX = 16_000_000;
/** Stored answers are kept for ten days; a hold must expire before its answer is removed. */
const HOLD_HOURS_MAX = 239;
const TLS_MIN_VERSIONS = ['1.2', '1.3'] as const;
/** From the lowest; `silent` writes nothing. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

// biome-ignore format: a table, one setting a line
export const SETTINGS = [
  { name: 'store', type: 'text', unit: '', default: 'file:./data/store', about: 'store of the cards: file:FOLDER, memory: or redis://HOST:PORT/DB' },
  { name: 'fsync', type: 'choice', unit: '', default: 'always', choices: ['always', 'everysec', 'no'], about: 'when the file store makes decisions durable: before the answer, within a second of it, or when the system likes' },
  { name: 'journalKeep', type: 'text', unit: '', default: '400d,20GiB', about: 'how much history the log of the file store keeps: days, a size, or both; all: everything' },
  { name: 'redisPrefix', type: 'text', unit: '', default: 'aksept', about: 'prefix of all Redis keys' },
  { name: 'keys', type: 'text', unit: 'path', default: 'data/keys.json', about: 'key ring file; a ring of test keys is made when it is not there' },
  { name: 'kbpk', type: 'text', unit: 'hex', default: '', about: 'key block protection key, when the key ring holds key blocks', secret: true },
  { name: 'cards', type: 'text', unit: 'path', default: '', about: 'card file to load at start, as made by: aksept cards issue --out' },
  { name: 'testCards', type: 'text', unit: 'path', default: 'data/cards.json', about: 'with test keys: file that keeps PAN and PIN of every card issued or loaded; none: no such file' },
  { name: 'database', type: 'text', unit: '', default: '', about: 'database of the back office of the card programme: pglite:FOLDER, pglite: for one in memory, or postgres://USER@HOST/DATABASE; none: no back office', passwordIn: 'environment' },
  { name: 'programme', type: 'data', unit: 'path', default: '', about: 'file of settings of the card programme, such as the cut-off' },
  { name: 'profiles', type: 'data', unit: 'path', default: '', about: 'file of limit profiles; without one: kronekort and nested' },
  { name: 'host', type: 'text', unit: '', default: '127.0.0.1', about: 'address of the listeners for terminals' },
  { name: 'protobufPort', type: 'integer', unit: '', default: 7583, min: 0, max: PORT_MAX, about: 'TCP port of the protobuf wire; 0: any free one' },
  { name: 'iso8583', type: 'text', unit: 'listeners', default: '8583:1987-ascii,8593:1993-bcd', about: 'listeners of ISO 8583, PORT:DIALECT with options such as +4a or +mac, commas between them; none: no such listener', joined: true },
  { name: 'httpHost', type: 'text', unit: '', default: '127.0.0.1', about: 'address of the HTTP side; off loopback, tokens or client certificates are demanded' },
  { name: 'httpPort', type: 'integer', unit: '', default: 8080, min: 0, max: PORT_MAX, about: 'TCP port of the HTTP side; 0: any free one' },
  { name: 'httpAuth', type: 'choice', unit: '', default: 'auto', choices: ['auto', 'required'], about: 'whether HTTP demands a bearer token or a client certificate: off loopback only, or always' },
  { name: 'httpTokens', type: 'text', unit: 'path', default: 'data/tokens.json', about: 'file of bearer tokens and roles, as made by: aksept tokens add' },
  { name: 'httpMetricsOpen', type: 'boolean', unit: '', default: false, about: 'GET /metrics needs no token, also where others do' },
  { name: 'httpRequestsPerMinuteMax', type: 'integer', unit: '', default: 0, min: 0, max: 100_000_000, about: 'maximum requests per minute of a token, certificate or address; 0: 6000 where tokens are demanded, otherwise no limit' },
  { name: 'httpFailuresPerMinuteMax', type: 'integer', unit: '', default: 30, min: 1, max: 1_000_000, about: 'maximum requests per minute of an address without a token or certificate that is taken' },
  { name: 'httpAudit', type: 'text', unit: 'path', default: '', about: 'file for one line of JSON for each change over HTTP; none: in the log' },
  { name: 'httpConnectionsMax', type: 'integer', unit: '', default: 256, min: 1, max: 10_000, about: 'maximum connections of the HTTP side; more are closed at once' },
  { name: 'httpHeadersTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 10, max: DAY_MS, about: 'maximum time for the headers of an HTTP request' },
  { name: 'httpBodyTimeoutMs', type: 'integer', unit: 'ms', default: 30_000, min: 10, max: DAY_MS, about: 'maximum time for the body of an HTTP request, for each piece of an import, and without progress of an answer' },
  { name: 'httpIdleTimeoutMs', type: 'integer', unit: 'ms', default: 60_000, min: 10, max: DAY_MS, about: 'idle time after which an HTTP connection is closed' },
  { name: 'allowRemote', type: 'boolean', unit: '', default: false, about: 'load runs started over HTTP may have a target on another machine' },
  { name: 'tlsCert', type: 'text', unit: 'path', default: '', about: 'certificate of the server in PEM, with its chain; with it, every listener for terminals takes TLS only' },
  { name: 'tlsKey', type: 'text', unit: 'path', default: '', about: 'private key of tlsCert in PEM, without a passphrase' },
  { name: 'tlsClientCa', type: 'text', unit: 'path', default: '', about: 'CA certificates in PEM; with them, a terminal must show a client certificate of one of them' },
  { name: 'tlsMinVersion', type: 'choice', unit: '', default: '1.2', choices: TLS_MIN_VERSIONS, about: 'lowest TLS version of the listeners for terminals' },
  { name: 'tlsTerminals', type: 'text', unit: '', default: '', about: 'terminal ids that a client certificate may use: cn, uri, or the path of a JSON file; none: any' },
  { name: 'protobufTls', type: 'boolean', unit: '', default: true, about: 'TLS on the protobuf wire when tlsCert is set; a listener of ISO 8583 is exempted with +notls' },
  { name: 'httpTlsCert', type: 'text', unit: 'path', default: '', about: 'the same as tlsCert for the HTTP side, which then takes HTTPS only' },
  { name: 'httpTlsKey', type: 'text', unit: 'path', default: '', about: 'private key of httpTlsCert in PEM, without a passphrase' },
  { name: 'httpTlsClientCa', type: 'text', unit: 'path', default: '', about: 'CA certificates in PEM; with them, an HTTP client must show a certificate of one of them' },
  { name: 'httpTlsMinVersion', type: 'choice', unit: '', default: '1.2', choices: TLS_MIN_VERSIONS, about: 'lowest TLS version of the HTTP side' },
  { name: 'tlsHandshakeTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 10, max: 120_000, about: 'maximum time for a TLS handshake' },
  { name: 'tlsReloadMs', type: 'integer', unit: 'ms', default: 10_000, min: 0, max: DAY_MS, about: 'how often the files of TLS are looked at for changes; 0: only at SIGHUP' },
  { name: 'clock', type: 'text', unit: '', default: 'wall', form: CLOCK_FORM, about: 'time of a decision: wall, the clock of the store; message, the time in the message (for replays); simulated or simulated:INSTANT, a clock that is moved by hand' },
  { name: 'clockReference', type: 'text', unit: '', default: '', about: 'for the message clock: date or instant near the first message, for the year of ISO 8583 times; none: now' },
  { name: 'deadlineMs', type: 'integer', unit: 'ms', default: 2_000, min: 1, max: 60_000, about: 'a decision later than this is answered issuerInoperative and taken back' },
  { name: 'unknownOriginal', type: 'choice', unit: '', default: 'approve', choices: ['approve', 'decline'], about: 'response to a reversal of an unknown original; it is stored in both cases' },
  { name: 'completionToleranceMinor', type: 'integer', unit: 'øre', default: 0, min: 0, max: AMOUNT_MINOR_MAX, about: 'amount by which a completion may exceed its hold without a flag' },
  { name: 'holdHours', type: 'integer', unit: 'hours', default: 168, min: 1, max: HOLD_HOURS_MAX, about: 'how long a pre-authorization is held' },
  { name: 'fuelHoldHours', type: 'integer', unit: 'hours', default: 24, min: 1, max: HOLD_HOURS_MAX, about: 'the same at fuel stations (MCC 5541 and 5542)' },
  { name: 'unknownCardRetentionMs', type: 'integer', unit: 'ms', default: 5 * MINUTE_MS, min: SECOND_MS, max: 10 * DAY_MS, about: 'how long answers about a PAN that is not on file are kept' },
  { name: 'storedAnswersMax', type: 'integer', unit: '', default: 0, min: 0, max: STORED_MAX, about: 'maximum stored answers of the embedded and the file store; 0: what the memory of the process allows' },
  { name: 'storedNamesMax', type: 'integer', unit: '', default: 0, min: 0, max: STORED_MAX, about: 'maximum names that lead to stored answers; 0: three for each stored answer' },
  { name: 'storedSpendsMax', type: 'integer', unit: '', default: 0, min: 0, max: STORED_MAX, about: 'maximum spends that are kept for the limits; 0: as many as stored answers' },
  { name: 'storedHoldsMax', type: 'integer', unit: '', default: 0, min: 0, max: STORED_MAX, about: 'maximum live holds; 0: what the heap of the process allows' },
  { name: 'storedCardsMax', type: 'integer', unit: '', default: 0, min: 0, max: CARDS_MAX, about: 'maximum cards on file; 0: what the heap of the process allows' },
  { name: 'panPrefixes', type: 'list', unit: 'digits', default: ['957899'], about: "prefixes of this issuer's PANs" },
  { name: 'assumedCountry', type: 'integer', unit: 'ISO 3166', default: 0, min: 0, max: 999, about: 'country of a message without country evidence; 0: none, declined' },
  { name: 'svalbardIsDomestic', type: 'boolean', unit: '', default: true, about: 'Svalbard and Jan Mayen (744) count as domestic' },
  { name: 'frameBytesMax', type: 'integer', unit: 'bytes', default: 65_536, min: 64, max: 16_777_216, about: 'maximum length of a frame' },
  { name: 'inFlightMax', type: 'integer', unit: 'requests', default: 1_024, min: 1, max: 1_000_000, about: 'unanswered requests per connection at which reading pauses' },
  { name: 'unreadBytesMax', type: 'integer', unit: 'bytes', default: 1_048_576, min: 1_024, max: 1_073_741_824, about: 'unread responses per connection at which reading pauses' },
  { name: 'connectionsMax', type: 'integer', unit: '', default: 12_000, min: 1, max: 1_000_000, about: 'maximum connections of a listener; more are refused' },
  { name: 'idleTimeoutMs', type: 'integer', unit: 'ms', default: 600_000, min: 0, max: DAY_MS, about: 'idle time after which a connection is closed; 0: never' },
  { name: 'halfFrameTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 10, max: DAY_MS, about: 'maximum time from the first to the last byte of a frame' },
  { name: 'notReadingTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 10, max: DAY_MS, about: 'time after which a peer that does not read its responses is disconnected' },
  { name: 'drainTimeoutMs', type: 'integer', unit: 'ms', default: 10_000, min: 0, max: DAY_MS, about: 'maximum time for requests in flight when the server stops' },
  { name: 'faults', type: 'data', unit: 'path', default: '', about: 'file of fault rules (YAML or JSON): delays, drops, forced outcomes and worse' },
  { name: 'magicAmounts', type: 'boolean', unit: '', default: false, about: 'the øre of an amount select its response, as listed in docs/faults.md' },
  { name: 'record', type: 'text', unit: 'path', default: '', about: 'trace file to record all requests and responses into, for aksept replay' },
  { name: 'logLevel', type: 'choice', unit: '', default: 'info', choices: LOG_LEVELS, about: 'lowest level of log lines that are written; PUT /v1/log-level changes it while the server runs' },
] as const satisfies readonly SettingRow[];

type KnownRow = (typeof SETTINGS)[number];
type ValueOf<R extends SettingRow> = R extends { readonly type: 'integer' }
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

export type SettingName = KnownRow['name'];
export type Settings = { readonly [R in KnownRow as R['name']]: ValueOf<R> };

/** `--deadline-ms` of `deadlineMs`. */
export function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** `AKSEPT_DEADLINE_MS` of `deadlineMs`. */
export function envOf(name: string): string {
  return `AKSEPT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
