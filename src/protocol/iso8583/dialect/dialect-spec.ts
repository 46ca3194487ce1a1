/**
 * Parses a dialect with options, as listeners and terminals are configured: `1987-ascii`,
 * `1987-ascii+4a+inclusive`, `1987-bcd+2le+pre12` or `./mine.json+notpdu+mac`.
 */
import { ConfigError } from '../../../config/config-error.ts';
import { type HeaderKind, headerKind } from '../../framing/frame.ts';
import { type Dialect, HEADER_NAMES, type HeaderName, PREFIX_BYTES_MAX } from './dialect.ts';
import { DIALECT_NAMES, DialectError, loadDialect } from './dialect-file.ts';

/** A dialect as one port uses it. */
export interface DialectSpec {
  /** As given; used in messages and reports. */
  readonly text: string;
  /** The dialect as given, without options: its name, or the path of its file. */
  readonly dialectText: string;
  /** With the header, the TPDU and the prefix of the options. */
  readonly dialect: Dialect;
  readonly header: HeaderKind;
  readonly macRequired: boolean;
  /** For people: `ISO 8583 1987-ascii, 2-byte header`. */
  readonly description: string;
}

const FILE_END = '.json';
const OTHER_OPTIONS = ['inclusive', 'tpdu', 'notpdu', 'mac'] as const;
type Option = HeaderName | (typeof OTHER_OPTIONS)[number];
const OPTIONS: readonly Option[] = [...HEADER_NAMES, ...OTHER_OPTIONS];
const PREFIX_OPTION = /^pre(\d{1,4})$/;
const OPTIONS_TEXT = [...OPTIONS, 'pre12'].map((option) => `+${option}`).join(' ');

/** The options of one spec. */
interface SpecOptions {
  readonly words: ReadonlySet<Option>;
  /** The bytes of +preN; undefined without that option. */
  readonly prefixBytes: number | undefined;
}

function isOption(word: string): word is Option {
  return (OPTIONS as readonly string[]).includes(word);
}

/** The dialect and its options. A path may contain a +, so its options begin after `.json`. */
function splitSpec(text: string): { readonly name: string; readonly words: readonly string[] } {
  const file = text.lastIndexOf(FILE_END);
  const plus = text.indexOf('+', file === -1 ? 0 : file + FILE_END.length);
  if (plus === -1) return { name: text, words: [] };
  return { name: text.slice(0, plus), words: text.slice(plus + 1).split('+') };
}

/** The bytes of an option +preN; undefined when the word is another one. */
function prefixBytesOf(word: string, where: string): number | undefined {
  const digits = PREFIX_OPTION.exec(word)?.[1];
  if (digits === undefined) return undefined;
  const count = Number(digits);
  if (count <= PREFIX_BYTES_MAX) return count;
  throw new ConfigError(`${where}: the option +${word} is over the limit; at most ${PREFIX_BYTES_MAX} bytes may stand before the MTI.`);
}

function optionsOf(words: readonly string[], where: string): SpecOptions {
  const options = new Set<Option>();
  let prefixBytes: number | undefined;
  for (const word of words) {
    const bytes = prefixBytesOf(word, where);
    if (bytes !== undefined) {
      if (prefixBytes !== undefined) throw new ConfigError(`${where}: the option +preN is there twice; leave one of them out.`);
      prefixBytes = bytes;
      continue;
    }
    if (!isOption(word)) throw new ConfigError(`${where}: there is no option +${word}; take ${OPTIONS_TEXT}.`);
    if (options.has(word)) throw new ConfigError(`${where}: the option +${word} is there twice; leave one of them out.`);
    options.add(word);
  }
  const headers = HEADER_NAMES.filter((name) => options.has(name));
  if (headers.length > 1)
    throw new ConfigError(`${where}: ${headers.map((name) => `+${name}`).join(' and ')} are two headers; leave one of them out.`);
  if (options.has('tpdu') && options.has('notpdu'))
    throw new ConfigError(`${where}: +tpdu and +notpdu exclude each other; leave one of them out.`);
  return { words: options, prefixBytes };
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

/**
 * A header option replaces the dialect's header as a whole; it includes itself only with
 * +inclusive.
 */
function withOptions(dialect: Dialect, { words: options, prefixBytes }: SpecOptions): Dialect {
  const header = HEADER_NAMES.find((name) => options.has(name));
  return {
    ...dialect,
    header: header ?? dialect.header,
    headerInclusive: options.has('inclusive') || (header === undefined && dialect.headerInclusive),
    tpdu: options.has('tpdu') || (dialect.tpdu && !options.has('notpdu')),
    prefixBytes: prefixBytes ?? dialect.prefixBytes,
  };
}

function describe(dialect: Dialect, header: HeaderKind, macRequired: boolean): string {
  const parts = [`ISO 8583 ${dialect.name}`, header.description];
  if (dialect.tpdu) parts.push('TPDU');
  if (dialect.prefixBytes > 0) parts.push(`${dialect.prefixBytes}-byte prefix`);
  if (macRequired) parts.push('MAC required');
  return parts.join(', ');
}

/**
 * Parses a dialect by name or path with options, such as `1987-ascii+4a`. Throws a ConfigError; its
 * message begins with `where`.
 */
export function parseDialectSpec(text: string, where: string): DialectSpec {
  const { name, words } = splitSpec(text);
  const options = optionsOf(words, where);
  const dialect = withOptions(dialectOf(name, where), options);
  const header = headerKind(dialect.header, dialect.headerInclusive);
  const macRequired = options.words.has('mac');
  return { text, dialectText: name, dialect, header, macRequired, description: describe(dialect, header, macRequired) };
}
