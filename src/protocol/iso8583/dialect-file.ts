/** Reads dialects: the shipped ones by name, others from a file. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Dialect } from './dialect.ts';

export const DIALECT_NAMES = ['1987-ascii', '1987-ascii-hex', '1987-bcd', '1987-ebcdic', '1993-bcd'] as const;
export type DialectName = (typeof DIALECT_NAMES)[number];

/** How many files may stand behind each other by `extends`. */
const EXTENDS_MAX = 4;
/** Keys whose members are merged one by one; all others are replaced whole. */
const MERGED_KEYS = ['elements', 'fields', 'templates', 'responseCodeOverrides'];
const SHIPPED = new URL('./dialects/', import.meta.url);

type Json = Readonly<Record<string, unknown>>;

/** The message is one sentence: which file, which place in it, what is wrong, what to write. */
export class DialectError extends Error {
  override readonly name = 'DialectError';
}

const cache = new Map<string, Dialect>();

/** True for what names a file rather than a shipped dialect. */
function isPath(nameOrPath: string): boolean {
  return /[/\\]|\.json$/.test(nameOrPath);
}

function parseFile(path: string | URL, source: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new DialectError(`${source}: can't be read as JSON.`);
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `over` says takes the place of what `base` says; null takes it away. */
function merged(base: Json, over: Json, depth: number): Json {
  const members = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    const below = members.get(key);
    if (value === null) members.delete(key);
    else if (isObject(value) && isObject(below) && (depth > 0 || MERGED_KEYS.includes(key)))
      members.set(key, merged(below, value, depth + 1));
    else members.set(key, value);
  }
  return Object.fromEntries(members);
}

function extended(value: unknown, source: string, folder: string, depth: number): Json {
  if (!isObject(value)) throw new DialectError(`${source}: the whole must be an object.`);
  const { extends: parent, ...own } = value;
  if (typeof parent !== 'string') return own;
  if (depth === EXTENDS_MAX) throw new DialectError(`${source}: extends goes deeper than ${EXTENDS_MAX} files.`);
  if (!isPath(parent)) return merged(extended(parseFile(shippedFile(parent), parent), parent, '', depth + 1), own, 0);
  const path = resolve(folder, parent);
  return merged(extended(parseFile(path, path), path, dirname(path), depth + 1), own, 0);
}

function shippedFile(name: string): URL {
  if (!DIALECT_NAMES.some((known) => known === name)) {
    throw new DialectError(`There is no dialect "${name}"; take one of ${DIALECT_NAMES.join(', ')}, or the path of a file.`);
  }
  return new URL(`${name}.json`, SHIPPED);
}

/**
 * A dialect from the contents of its file, docs/dialects.md. Throws a DialectError.
 * @param sourceName how the file is named in a message; `extends` with a path starts from its folder
 */
export function readDialect(value: unknown, sourceName: string): Dialect {
  const whole = extended(value, sourceName, dirname(sourceName), 0);
  return { additionalData: undefined, ...whole } as unknown as Dialect;
}

/** A shipped dialect by its name, or one from a file: whatever contains / or \ or ends in .json. Throws a DialectError. */
export function loadDialect(nameOrPath: string): Dialect {
  if (isPath(nameOrPath)) return readDialect(parseFile(nameOrPath, nameOrPath), nameOrPath);
  const known = cache.get(nameOrPath);
  if (known !== undefined) return known;
  const dialect = readDialect(parseFile(shippedFile(nameOrPath), nameOrPath), nameOrPath);
  cache.set(nameOrPath, dialect);
  return dialect;
}
