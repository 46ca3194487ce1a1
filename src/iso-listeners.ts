/**
 * How a listener, or a terminal, of ISO 8583 is named in one word: a dialect and what differs from it, such as
 * `1987-ascii`, `1987-ascii+4a+inclusive` or `./mine.json+notpdu+mac`. The setting `iso8583` is a list of these, each
 * behind its port.
 */
import { ConfigError, type Settings } from './config.ts';
import type { KeyRing } from './pin/key-ring.ts';
import { createMessageMac } from './pin/message-mac.ts';
import type { Codec } from './protocol/codec.ts';
import { type HeaderKind, headerKind } from './protocol/frame.ts';
import { createIsoCodec } from './protocol/iso8583/codec.ts';
import { type Dialect, HEADER_NAMES, type HeaderName, type MacAlgorithm } from './protocol/iso8583/dialect.ts';
import { DIALECT_NAMES, DialectError, loadDialect } from './protocol/iso8583/dialect-file.ts';
import type { MessageMac } from './protocol/iso8583/message-mac.ts';

/** A dialect as it is spoken on one port. */
export interface DialectSpec {
  /** As given: names it in messages and reports. */
  readonly text: string;
  /** With the header and TPDU that were asked for. */
  readonly dialect: Dialect;
  readonly header: HeaderKind;
  readonly macRequired: boolean;
  /** For people: `ISO 8583 1987-ascii, 2-byte header`. */
  readonly description: string;
}

export interface IsoListener extends DialectSpec {
  /** 0: any free port. */
  readonly port: number;
}

const NONE = 'none';
const PORT_MAX = 65_535;
const ENTRY_SEPARATOR = /[,\s]+/;
const FILE_END = '.json';
const OTHER_OPTIONS = ['inclusive', 'tpdu', 'notpdu', 'mac'] as const;
type Option = HeaderName | (typeof OTHER_OPTIONS)[number];
const OPTIONS: readonly Option[] = [...HEADER_NAMES, ...OTHER_OPTIONS];
const OPTIONS_TEXT = OPTIONS.map((option) => `+${option}`).join(' ');
/** What a MAC of each kind needs in the key ring. */
const MAC_KEYS: Readonly<Record<MacAlgorithm, string>> = { 'AES-CMAC': 'AES', retail: 'TDES' };

function isOption(word: string): word is Option {
  return (OPTIONS as readonly string[]).includes(word);
}

/** The dialect, and the words behind it. A path may hold a +, so its options begin after `.json`. */
function splitSpec(text: string): { readonly name: string; readonly words: readonly string[] } {
  const file = text.lastIndexOf(FILE_END);
  const plus = text.indexOf('+', file === -1 ? 0 : file + FILE_END.length);
  if (plus === -1) return { name: text, words: [] };
  return { name: text.slice(0, plus), words: text.slice(plus + 1).split('+') };
}

function optionsOf(words: readonly string[], where: string): ReadonlySet<Option> {
  const options = new Set<Option>();
  for (const word of words) {
    if (!isOption(word)) throw new ConfigError(`${where}: there is no option +${word}; take ${OPTIONS_TEXT}.`);
    if (options.has(word)) throw new ConfigError(`${where}: the option +${word} is there twice; leave one of them out.`);
    options.add(word);
  }
  const headers = HEADER_NAMES.filter((name) => options.has(name));
  if (headers.length > 1)
    throw new ConfigError(`${where}: ${headers.map((name) => `+${name}`).join(' and ')} are two headers; leave one of them out.`);
  if (options.has('tpdu') && options.has('notpdu'))
    throw new ConfigError(`${where}: +tpdu and +notpdu exclude each other; leave one of them out.`);
  return options;
}

function dialectOf(name: string, where: string): Dialect {
  if (name === '')
    throw new ConfigError(`${where}: the dialect is missing; take one of ${DIALECT_NAMES.join(', ')}, or the path of a file.`);
  try {
    return loadDialect(name);
  } catch (error) {
    if (error instanceof DialectError) throw new ConfigError(`${where}: ${error.message}`);
    throw error;
  }
}

/** A header that is given takes the place of the dialect's whole: it counts itself only where that is said, too. */
function withOptions(dialect: Dialect, options: ReadonlySet<Option>): Dialect {
  const header = HEADER_NAMES.find((name) => options.has(name));
  return {
    ...dialect,
    header: header ?? dialect.header,
    headerInclusive: options.has('inclusive') || (header === undefined && dialect.headerInclusive),
    tpdu: options.has('tpdu') || (dialect.tpdu && !options.has('notpdu')),
  };
}

function describe(dialect: Dialect, header: HeaderKind, macRequired: boolean): string {
  const parts = [`ISO 8583 ${dialect.name}`, header.description];
  if (dialect.tpdu) parts.push('TPDU');
  if (macRequired) parts.push('MAC required');
  return parts.join(', ');
}

/**
 * A dialect by name or path, with options: `1987-ascii+4a`. `where` begins the sentence of the ConfigError that is thrown
 * for what can't be used.
 */
export function parseDialectSpec(text: string, where: string): DialectSpec {
  const { name, words } = splitSpec(text);
  const options = optionsOf(words, where);
  const dialect = withOptions(dialectOf(name, where), options);
  const header = headerKind(dialect.header, dialect.headerInclusive);
  const macRequired = options.has('mac');
  return { text, dialect, header, macRequired, description: describe(dialect, header, macRequired) };
}

function listenerOf(entry: string): IsoListener {
  const where = `iso8583: "${entry}"`;
  const colon = entry.indexOf(':');
  const port = /^\d{1,5}$/.test(entry.slice(0, Math.max(colon, 0))) ? Number(entry.slice(0, colon)) : Number.NaN;
  if (Number.isNaN(port) || port > PORT_MAX) {
    throw new ConfigError(`${where}: a listener is PORT:DIALECT with a port from 0 to ${PORT_MAX}, such as 8583:1987-ascii.`);
  }
  return { ...parseDialectSpec(entry.slice(colon + 1), where), port };
}

/** Two listeners of ours on one port would be told as some other program's. */
function refuseTwice(listeners: readonly IsoListener[], settings: Settings): void {
  const taken = new Map<number, string>([[settings.protobufPort, 'the setting protobufPort']]);
  if (settings.httpHost === settings.host) taken.set(settings.httpPort, 'the setting httpPort');
  for (const { port, text } of listeners) {
    const other = taken.get(port);
    if (other !== undefined && port !== 0) {
      throw new ConfigError(`iso8583: port ${port} of "${port}:${text}" is that of ${other}, too; choose another one.`);
    }
    taken.set(port, `"${port}:${text}"`);
  }
}

function entriesOf(text: string): readonly string[] {
  if (text.trim() === NONE) return [];
  const entries = text.split(ENTRY_SEPARATOR).filter((entry) => entry !== '');
  if (entries.length > 0) return entries;
  throw new ConfigError(`iso8583 is empty; write listeners such as 8583:1987-ascii, or ${NONE}.`);
}

/** The listeners of the setting `iso8583`, dialects read. Throws a ConfigError that names the entry. */
export function isoListeners(settings: Settings): readonly IsoListener[] {
  const listeners = entriesOf(settings.iso8583).map(listenerOf);
  refuseTwice(listeners, settings);
  return listeners;
}

/** The same setting with each port 0. */
export function onFreePorts(text: string): string {
  if (text.trim() === NONE) return text;
  return entriesOf(text)
    .map((entry) => entry.replace(/^\d+:/, '0:'))
    .join(',');
}

function macOf({ dialect, macRequired, text }: DialectSpec, ring: KeyRing, keys: string): MessageMac | undefined {
  const mac = createMessageMac(ring, dialect.mac);
  if (mac !== undefined || !macRequired) return mac;
  const algorithm = MAC_KEYS[dialect.mac.algorithm];
  throw new ConfigError(`"${text}" wants MACs, and ${keys} has no key of use mac and algorithm ${algorithm}; add one, or leave +mac out.`);
}

/**
 * The codec of a listener. Where the ring has a key for them, MACs that messages bring are checked, required or not.
 * Throws a ConfigError when they are required and there is none; `keys` says for its sentence where the ring is.
 */
export function hostCodec(spec: DialectSpec, ring: KeyRing, keys: string): Codec {
  return createIsoCodec(spec.dialect, { nowMs: Date.now, mac: macOf(spec, ring, keys), macRequired: spec.macRequired });
}

/** The codec of terminals, which know of MACs only where they are required. Throws like `hostCodec`. */
export function terminalCodec(spec: DialectSpec, ring: KeyRing, keys: string): Codec {
  const mac = spec.macRequired ? macOf(spec, ring, keys) : undefined;
  return createIsoCodec(spec.dialect, { nowMs: Date.now, mac, macRequired: spec.macRequired });
}
