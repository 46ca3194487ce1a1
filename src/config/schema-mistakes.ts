/**
 * What a zod schema says against a value, as mistakes for people: one for each unknown key with the
 * nearest known one, and none for a key that only seems missing because it is misspelt.
 */
import { z } from 'zod';
import { nearest, shown, suggestion } from './known-words.ts';
import type { Mistake, Path } from './mistakes.ts';

type Issue = z.core.$ZodIssue;

/** A mistake in the structure of a file. */
export interface SchemaMistake extends Mistake {
  /** The key that is unknown, of the object at `path`. */
  readonly unknownKey: string | undefined;
  readonly isMissing: boolean;
}

interface Found {
  readonly issue: Issue;
  readonly path: Path;
}

/** Unknown keys of one object that are looked at. */
const KEYS_MAX = 1_000;

/** Shorter words, such as codes, are all near to each other. */
const WORD_CHARS_MIN = 4;

/** What a schema without a sentence of its own expects. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
};

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function isHolder(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (isHolder(at) && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined), value);
}

/** Whether the alternative is for a value of another type, such as a list instead of a text. */
function isOtherKind([first]: readonly Issue[], value: unknown): boolean {
  if (first === undefined) return true;
  if (first.path.length > 0) return false;
  const isOtherValue = first.code === 'invalid_value' && !first.values.some((each) => typeof each === typeof value);
  return isOtherValue || first.code === 'invalid_type' || first.code === 'invalid_union';
}

/** Whether the message is zod's own, not one of the schema. */
function isDefault({ message }: Issue): boolean {
  return message.startsWith('Invalid input');
}

/** The issues of the alternative that was meant: the one of the same type with the fewest. */
function found(issue: Issue, above: Path, value: unknown): readonly Found[] {
  const path = [...above, ...toPath(issue.path)];
  if (issue.code !== 'invalid_union') return [{ issue, path }];
  const here = valueAt(value, path);
  const [meant] = issue.errors.filter((each) => !isOtherKind(each, here)).sort((a, b) => a.length - b.length);
  const hasWords = meant?.some((each) => each.path.length > 0 || !isDefault(each) || each.code === 'unrecognized_keys');
  return meant === undefined || !hasWords ? [{ issue, path }] : meant.flatMap((each) => found(each, path, value));
}

/** The schema inside optional, default, transformed and preprocessed ones. */
function bare(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return bare(schema.unwrap());
  if (schema instanceof z.ZodPipe) return bare(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  return schema;
}

/** The keys that the schema allows at a path. */
function knownKeys(schema: unknown, path: Path): readonly string[] {
  const at = bare(schema);
  const [step, ...rest] = path;
  if (at instanceof z.ZodUnion) return at.options.flatMap((option) => knownKeys(option, path));
  if (at instanceof z.ZodObject) {
    if (step === undefined) return Object.keys(at.shape).filter((key) => key !== '$schema');
    return Object.hasOwn(at.shape, step) ? knownKeys(at.shape[step], rest) : [];
  }
  if (at instanceof z.ZodRecord && step !== undefined) return knownKeys(at.valueType, rest);
  if (at instanceof z.ZodRecord && at.keyType instanceof z.ZodEnum) return at.keyType.options.map(String);
  if (step === undefined) return [];
  return at instanceof z.ZodArray ? knownKeys(at.element, rest) : [];
}

/** Names may contain spaces. */
export function shownName(name: string): string {
  return name.split(' ').map(shown).join(' ');
}

/** `has the unknown key "balnce"; did you mean balance?` */
export function unknownKeyText(key: string, known: readonly string[]): string {
  return `has the unknown key "${shownName(key)}"; ${suggestion(key, known)}`;
}

function unknownKeys(keys: readonly string[], path: Path, root: { readonly schema: z.ZodType; readonly value: unknown }) {
  const known = knownKeys(root.schema, path);
  return keys.slice(0, KEYS_MAX).map((key): SchemaMistake => {
    const at = [...path, key];
    // YAML reads {hold: 1,500} as the value 1 and a key 500 without a value.
    const isComma = /^\d{3}(?:\.\d{2})?$/.test(key) && valueAt(root.value, at) === null;
    const what = isComma ? 'holds an amount with a comma; inside braces write it without, or in quotes' : unknownKeyText(key, known);
    return { path, at, what, unknownKey: key, isMissing: false };
  });
}

function whatOf(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_value' && typeof value === 'string' && value.length >= WORD_CHARS_MIN) {
    const word = nearest(
      value,
      issue.values.map(String).filter((each) => each.length >= WORD_CHARS_MIN),
    );
    if (word !== undefined) return `is not known; did you mean ${word}?`;
  }
  if (issue.code === 'invalid_key' && issue.message.startsWith('Invalid')) return issue.issues[0]?.message ?? 'is not a valid key';
  if (!isDefault(issue)) return issue.message;
  return issue.code === 'invalid_type' ? (KIND_WORDS[issue.expected] ?? 'must be lines of "key: value"') : 'is not valid';
}

/** The path without the steps into a full form of which the file has only the short one. */
function inFile(value: unknown, path: Path): Path {
  return isHolder(valueAt(value, path.slice(0, -1))) || path.length === 0 ? path : inFile(value, path.slice(0, -1));
}

function isMissingAt(value: unknown, path: Path): boolean {
  const key = path.at(-1);
  const holder = valueAt(value, path.slice(0, -1));
  return key !== undefined && isHolder(holder) && (!Object.hasOwn(holder, key) || Reflect.get(holder, key) === undefined);
}

/**
 * A misspelt key also makes one missing, or a combination of keys wrong; the sentence about the
 * misspelt one is enough.
 */
function followsFromKey({ path, isMissing, unknownKey }: SchemaMistake, all: readonly SchemaMistake[]): boolean {
  const unknownAt = (place: Path): readonly string[] =>
    all.flatMap((other) => (other.unknownKey !== undefined && other.path.join('\n') === place.join('\n') ? [other.unknownKey] : []));
  if (unknownKey !== undefined) return false;
  if (!isMissing) return unknownAt(path).length > 0;
  const key = String(path.at(-1) ?? '');
  return unknownAt(path.slice(0, -1)).some((unknown) => nearest(unknown, [key]) === key);
}

/** The value as the schema reads it, or all mistakes: at least one. */
export function readBySchema<T extends z.ZodType>(
  schema: T,
  value: unknown,
): { readonly data: z.output<T> } | { readonly mistakes: readonly SchemaMistake[] } {
  const read = schema.safeParse(value);
  if (read.success) return { data: read.data };
  const mistakes = read.error.issues
    .flatMap((issue) => found(issue, [], value))
    .flatMap(({ issue, path }): readonly SchemaMistake[] => {
      if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, path, { schema, value });
      const at = inFile(value, path);
      const isMissing = isMissingAt(value, at);
      const what = whatOf(issue, valueAt(value, path));
      const told = isMissing && !what.startsWith('is missing') ? `is missing; it ${what}` : what;
      return [{ path: at, at, what: told, unknownKey: undefined, isMissing }];
    });
  return { mistakes: mistakes.filter((mistake) => !followsFromKey(mistake, mistakes)) };
}
