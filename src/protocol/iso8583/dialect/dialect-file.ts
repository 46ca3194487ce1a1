/** Reads dialects: shipped ones by name, others from a file. docs/dialects.md explains the file. */

import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorText } from '../../../cards/card-data/card-data.ts';
import { requireArgument } from '../../../config/argument.ts';
import { shown, suggestion } from '../../../config/known-words.ts';
import { ended, MistakeList } from '../../../config/mistakes.ts';
import type { Dialect } from './dialect.ts';
import { checkDialect, isObject, type Json, MERGED_KEYS } from './schema/check.ts';

export const DIALECT_NAMES = ['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** How many dialects may be chained by `extends`. */
export const EXTENDS_MAX = 4;
export const DIALECT_BYTES_MAX = 1_048_576;

const SHIPPED = fileURLToPath(new URL('./dialects/', import.meta.url));
/** Keys that are not inherited by `extends`. */
const OWN_KEYS = ['name', 'about', '$schema'];
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; correct the path',
  EACCES: 'it may not be read; correct its permissions',
};

/**
 * The message is one sentence for each mistake: which file, which place in it, what is wrong, what to
 * write. Several sentences have a line each, below one that counts them.
 */
export class DialectError extends Error {
  override readonly name = 'DialectError';
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes?: readonly string[]) {
    super(errorText(message));
    this.mistakes = mistakes ?? [this.message];
  }
}

/** Shipped dialects read so far. They are never changed, so all codecs may share them. */
const shippedOnes = new Map<DialectName, Dialect>();

/** True when the text names a file rather than a shipped dialect. */
function isPath(nameOrPath: string): boolean {
  return /[/\\]|\.json$/.test(nameOrPath);
}

function isShipped(name: string): name is DialectName {
  return DIALECT_NAMES.some((known) => known === name);
}

function readText(path: string, source: string): string {
  let why: string;
  try {
    const stats = statSync(path);
    if (stats.isFile() && stats.size <= DIALECT_BYTES_MAX) return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
    why = stats.isFile()
      ? `it is longer than ${DIALECT_BYTES_MAX} bytes; a dialect is a few hundred lines`
      : 'it is no file; name the file itself';
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    why = UNREADABLE[code] ?? `it cannot be read (${code}); correct the path`;
  }
  throw new DialectError(`${source}: ${why}.`);
}

/**
 * The place where the parser stopped. Only this is reported, because its message quotes the file.
 */
function placeInText(text: string, message: string): string {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const before = text.slice(0, Number(position)).split('\n');
  return ` from line ${before.length}, column ${(before.at(-1) ?? '').length + 1} on`;
}

function parseFile(path: string, source: string): unknown {
  const text = readText(path, source);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DialectError(`${source}: it is no JSON${placeInText(text, (error as Error).message)}; correct what stands there.`);
  }
}

/** Values of `over` replace those of `base`; null removes them. */
function merged(base: Json, over: Json, isInside: boolean): Json {
  const members = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const below = members.get(key);
    if (value === null) members.delete(key);
    else if (isObject(value) && isObject(below) && (isInside || MERGED_KEYS.includes(key))) members.set(key, merged(below, value, true));
    else members.set(key, value);
  }
  return Object.fromEntries(members);
}

function withoutOwn(base: Json): Json {
  return Object.fromEntries(Object.entries(base).filter(([key]) => !OWN_KEYS.includes(key)));
}

function shippedPath(name: string): string {
  if (isShipped(name)) return `${SHIPPED}${name}.json`;
  throw new DialectError(
    `There is no dialect "${shown(name)}"; ${suggestion(name, DIALECT_NAMES)}, or give the path of a file, such as ./${shown(name)}.json.`,
  );
}

/**
 * The file's content merged over the dialects that it extends. `chain` holds the paths from the
 * first file to this one.
 */
function extended(value: unknown, source: string, chain: readonly string[]): Json {
  if (!isObject(value)) throw new DialectError(`${source}: the file must be an object.`);
  const { extends: parent, ...own } = value;
  if (parent === undefined) return own;
  if (typeof parent !== 'string' || !(isPath(parent) || isShipped(parent))) {
    throw new DialectError(`${source}: extends must be one of ${DIALECT_NAMES.join(', ')}, or the path of a file, such as ./base.json.`);
  }
  const path = isPath(parent) ? resolve(dirname(chain.at(-1) ?? ''), parent) : shippedPath(parent);
  if (chain.includes(path))
    throw new DialectError(`${source}: extends leads back to a file that extends this one; let one of them stand alone.`);
  if (chain.length > EXTENDS_MAX)
    throw new DialectError(`${source}: extends is the ${EXTENDS_MAX + 1}th one after another; at most ${EXTENDS_MAX} are followed.`);
  const below = isPath(parent) ? path : parent;
  const base = extended(parseFile(path, below), below, [...chain, path]);
  // Shipped dialects are tested. Others are checked here, so that the error names the right file.
  if (isPath(parent)) checked(base, below);
  return merged(withoutOwn(base), own, false);
}

/** The dialect that stands in for faulty parts, so that the others can be checked. */
function standIn(whole: Json): Json {
  const name = whole['version'] === '1' ? '1993-bcd' : '1987-ascii';
  const path = shippedPath(name);
  return extended(parseFile(path, name), name, [path]);
}

function checked(whole: Json, source: string): Dialect {
  const dialect = checkDialect(whole, () => standIn(whole));
  if ('name' in dialect) return dialect;
  const list = new MistakeList();
  for (const { place, what } of dialect) list.add(`${source}: ${place} ${ended(what)}`);
  throw list.error(source, (message, mistakes) => new DialectError(message, mistakes));
}

/**
 * A dialect from the content of its file. Throws a DialectError.
 * @param sourceName the file, for error messages; paths in `extends` are relative to its folder
 */
export function readDialect(value: unknown, sourceName: string): Dialect {
  return checked(extended(value, sourceName, [resolve(sourceName)]), sourceName);
}

/**
 * A shipped dialect by its name, or one from a file: a text that contains / or \ or ends in .json.
 * Throws a DialectError.
 */
export function loadDialect(nameOrPath: string): Dialect {
  requireArgument(typeof nameOrPath === 'string', 'loadDialect', 'nameOrPath', 'a name of DIALECT_NAMES or the path of a file');
  if (isPath(nameOrPath)) return readDialect(parseFile(nameOrPath, nameOrPath), nameOrPath);
  const known = shippedOnes.get(nameOrPath as DialectName);
  if (known !== undefined) return known;
  const path = shippedPath(nameOrPath);
  const dialect = checked(extended(parseFile(path, nameOrPath), nameOrPath, [path]), nameOrPath);
  shippedOnes.set(nameOrPath as DialectName, dialect);
  return dialect;
}
