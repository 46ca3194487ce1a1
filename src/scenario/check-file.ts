/**
 * Checks a scenario file against its schema. The first error becomes one sentence with file and
 * line.
 */
import type { z } from 'zod';
import { nearest, shown, suggestion } from '../config/known-words.ts';
import { ScenarioError } from './scenario.ts';
import { type ScenarioFile, scenarioFile } from './scenario-schema.ts';

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;

/** Gives the `file:line` of a path. */
export type Place = (path: Path) => string;

/** Names of the parts of the file in errors. */
const PART_WORDS: Readonly<Record<string, string>> = { steps: 'step', cards: 'card', terminals: 'terminal' };

/** `step 4, expect, balance`; `card Kari, pin`. */
export function placeWords(path: Path): string {
  const [part = '', name, ...rest] = path;
  const word = PART_WORDS[String(part)];
  if (word === undefined || name === undefined) return path.map((step) => shownName(step)).join(', ') || 'the file';
  const first = typeof name === 'number' ? `${word} ${name + 1}` : `${word} ${shownName(name)}`;
  return [first, ...rest.map(shownName)].join(', ');
}

/** Names may contain spaces. */
function shownName(name: string | number): string {
  return String(name).split(' ').map(shown).join(' ');
}

/** Throws a ScenarioError with one sentence. */
export function refuse(place: Place, path: Path, what: string): never {
  throw new ScenarioError(`${place(path)}: ${placeWords(path)} ${what}.`);
}

function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined), data);
}

/**
 * The error of the alternative that was meant: the one whose error lies deeper in the file, or for
 * a text the one that is a list of words.
 */
function meant(data: unknown, issue: Issue, path: Path): { readonly issue: Issue; readonly path: Path } {
  if (issue.code !== 'invalid_union') return { issue, path };
  const inners = issue.errors.flat();
  const deeper = inners.find((each) => each.path.length > 0 || each.code === 'unrecognized_keys');
  const inner = deeper ?? (typeof valueAt(data, path) === 'string' ? inners.find(({ code }) => code === 'invalid_value') : undefined);
  return inner === undefined ? { issue, path } : meant(data, inner, [...path, ...toPath(inner.path)]);
}

/** The word of a list that was probably meant. */
function wordMeant(issue: Issue, value: unknown): string | undefined {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return undefined;
  return nearest(value, issue.values.map(String));
}

/** The keys that the schema allows at a path, to suggest one for an unknown key. */
function knownKeys(path: Path): readonly string[] {
  const { cards, terminals, settings, steps } = scenarioFile.shape;
  const [part] = path;
  if (part === 'settings') return Object.keys(settings.unwrap().shape);
  if (part === 'cards') return Object.keys(cards.valueType.shape);
  if (part === 'terminals') return Object.keys(terminals.unwrap().valueType.shape);
  if (part !== 'steps') return Object.keys(scenarioFile.shape);
  const step = steps.element.shape;
  return Object.keys(path.length > 2 ? step.expect.unwrap().options[1].shape : step);
}

function unknownKey(key: string, path: Path): string {
  // YAML reads {hold: 1,500} as the value 1 and a key 500.
  if (/^\d{3}(?:\.\d{2})?$/.test(key)) return 'holds an amount with a comma; inside braces write it without, or in quotes';
  const [first = ''] = suggestion(key, knownKeys(path)).split('?');
  return `has the unknown "${shownName(key)}"; ${first.startsWith('did you mean') ? `${first}?` : first}`.replace(/\?$/, '');
}

function sentenceOf(data: unknown, first: Issue): { readonly path: Path; readonly what: string } {
  const { issue, path } = meant(data, first, toPath(first.path));
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return { path: [...path, key], what: unknownKey(key, path) };
  }
  if (issue.code === 'invalid_type' && (issue.expected === 'object' || issue.expected === 'record')) {
    const word = wordMeant(issue, valueAt(data, path));
    if (word !== undefined) return { path, what: `is not known; did you mean ${word}` };
    return { path, what: valueAt(data, path) === undefined ? 'is missing' : 'must be lines of "key: value"' };
  }
  const word = wordMeant(issue, valueAt(data, path));
  if (word !== undefined) return { path, what: `is not known; did you mean ${word}` };
  return { path, what: valueAt(data, path) === undefined ? `is missing; it ${issue.message}` : issue.message };
}

/** Throws a ScenarioError. */
export function checkFile(data: unknown, place: Place): ScenarioFile {
  const read = scenarioFile.safeParse(data);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  if (first === undefined) return refuse(place, [], 'is no scenario');
  const { path, what } = sentenceOf(data, first);
  const named = what.startsWith('has the unknown') || what.startsWith('holds an amount') ? path.slice(0, -1) : path;
  throw new ScenarioError(`${place(path)}: ${placeWords(named)} ${what}.`);
}
