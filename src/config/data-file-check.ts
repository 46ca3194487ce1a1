/**
 * Checks a data file against a zod schema. The first error becomes one sentence with file and line.
 */
import { z } from 'zod';
import { type DataFile, DataFileError } from './data-file.ts';
import { nearest, placeOf, suggestion } from './known-words.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/** Throws a DataFileError such as `file:line: trades.taxis.mcc must be ...`. */
export function refuseAt(file: Pick<DataFile, 'place'>, path: Path, what: string): never {
  throw new DataFileError(`${file.place(path)}: ${placeOf(path)} ${what}.`);
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

/** Whether the value has another type, such as a list instead of a text. */
function isOtherKind([first]: readonly Issue[]): boolean {
  return first?.path.length === 0 && (first.code === 'invalid_type' || first.code === 'invalid_union');
}

/**
 * The error of the alternative that was meant: the one of the same type with the fewest errors.
 * Errors about unknown keys come first.
 */
function meant(issue: Issue, path: Path): { readonly issue: Issue; readonly path: Path } {
  if (issue.code !== 'invalid_union') return { issue, path };
  const [issues = []] = issue.errors.filter((each) => !isOtherKind(each)).sort((a, b) => a.length - b.length);
  const inner = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  return inner === undefined ? { issue, path } : meant(inner, [...path, ...toPath(inner.path)]);
}

/** The keys that the schema allows at a path, to suggest one for an unknown key. */
function knownKeys(schema: unknown, path: Path): readonly string[] {
  let at = schema;
  for (const step of [...path, undefined]) {
    while (at instanceof z.ZodOptional) at = at.unwrap();
    if (at instanceof z.ZodUnion) {
      const objects = at.options.filter((option) => option instanceof z.ZodObject);
      if (step === undefined) return objects.flatMap((object) => Object.keys(object.shape));
      at = objects.find((object) => Object.hasOwn(object.shape, step));
    }
    if (step === undefined) break;
    if (at instanceof z.ZodObject) at = at.shape[step];
    else if (at instanceof z.ZodRecord) at = at.valueType;
    else if (at instanceof z.ZodArray) at = at.element;
    else return [];
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function wordMeant(issue: Issue, input: unknown): string | undefined {
  return issue.code === 'invalid_value' && typeof input === 'string' ? nearest(input, issue.values.map(String)) : undefined;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined), value);
}

/** The file as the schema parses it. Throws a DataFileError. */
export function checkDataFile<T extends z.ZodType>(schema: T, file: DataFile): z.output<T> {
  const read = schema.safeParse(file.value);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  if (first === undefined) return refuseAt(file, [], 'cannot be used');
  const { issue, path } = meant(first, toPath(first.path));
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return refuseAt(file, [...path, key], `is not known; ${suggestion(key, knownKeys(schema, path)).replace(/\?$/, '')}`);
  }
  const word = wordMeant(issue, valueAt(file.value, path));
  if (word !== undefined) return refuseAt(file, path, `is not known; did you mean ${word}`);
  const isStructure = issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'record');
  if (isStructure) return refuseAt(file, path, 'must be lines of "name: value"');
  if (issue.code === 'invalid_key') return refuseAt(file, path, issue.issues[0]?.message ?? 'is no name');
  return refuseAt(file, path, issue.message);
}
