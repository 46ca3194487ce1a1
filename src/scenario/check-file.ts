/**
 * Checks a scenario file against its schema. Parts with mistakes are replaced, so that the other
 * parts can be checked as well and all mistakes are told at once.
 */
import { ended, type Mistake, type MistakeList, type Path, type PlaceOf } from '../config/mistakes.ts';
import { readBySchema, shownName } from '../config/schema-mistakes.ts';
import { ScenarioError } from './scenario.ts';
import { type ScenarioFile, scenarioFile } from './scenario-schema.ts';

export type Place = PlaceOf;

/** Names of the parts of the file in errors. */
const PART_WORDS: Readonly<Record<string, string>> = { steps: 'step', cards: 'card', terminals: 'terminal' };
/** What stands in for a part that cannot be used. */
const STAND_INS = { cards: { balance: 0 }, terminals: { type: 'pos' } } as const;

type Json = Readonly<Record<string, unknown>>;

/** `step 4, expect, balance`; `card Kari, pin`. */
function placeWords(path: Path): string {
  const [part = '', name, ...rest] = path;
  const word = PART_WORDS[String(part)];
  if (word === undefined || name === undefined) return path.map((step) => shownName(String(step))).join(', ') || 'the file';
  const first = typeof name === 'number' ? `${word} ${name + 1}` : `${word} ${shownName(name)}`;
  return [first, ...rest.map((step) => shownName(String(step)))].join(', ');
}

function sentenceOf(place: Place, { path, at, what }: Mistake): string {
  return `${place(at)}: ${placeWords(path)} ${ended(what)}`;
}

/** Throws a ScenarioError with one sentence. */
export function refuse(place: Place, path: Path, what: string): never {
  throw new ScenarioError(sentenceOf(place, { path, at: path, what }));
}

export interface CheckedFile {
  readonly file: ScenarioFile;
  /** Whether a part, such as `steps`, 3 or `cards`, Kari, has a mistake and is replaced, whole or in part. */
  isFaulty(part: 'steps' | 'cards' | 'terminals', name: string | number): boolean;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members whose key is not among the faulty ones. */
function without(value: unknown, faulty: ReadonlySet<string>): Json {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !faulty.has(key))) : {};
}

/** Keys that follow `above` in the paths of the mistakes. */
function faultyKeys(mistakes: readonly Mistake[], above: Path): ReadonlySet<string> {
  const under = mistakes.filter(({ at }) => at.length > above.length && above.every((step, index) => at[index] === step));
  return new Set(under.map(({ at }) => String(at[above.length])));
}

/** The file with stand-ins for what is wrong. */
function sound(data: Json, mistakes: readonly Mistake[]): Json {
  const named = (part: keyof typeof STAND_INS): Json => {
    const faulty = faultyKeys(mistakes, [part]);
    const members = isObject(data[part]) ? Object.entries(data[part]) : [];
    return Object.fromEntries(members.map(([name, value]) => [name, faulty.has(name) ? STAND_INS[part] : value]));
  };
  const steps: readonly unknown[] = Array.isArray(data['steps']) ? data['steps'] : [];
  const rest = without(data, faultyKeys(mistakes, []));
  return {
    ...rest,
    title: typeof data['title'] === 'string' && data['title'] !== '' ? 'title' : 'none',
    settings: without(data['settings'], faultyKeys(mistakes, ['settings'])),
    cards: named('cards'),
    terminals: named('terminals'),
    steps: steps.length === 0 ? [{}] : steps.map((step, index) => without(step, faultyKeys(mistakes, ['steps', index]))),
  };
}

/**
 * Puts the mistakes into the list. Undefined when nothing else can be checked.
 */
export function checkFile(data: unknown, place: Place, list: MistakeList): CheckedFile | undefined {
  const read = readBySchema(scenarioFile, data);
  if ('data' in read) return { file: read.data, isFaulty: () => false };
  for (const mistake of read.mistakes) list.add(sentenceOf(place, mistake));
  const isWhole = (part: string): boolean => read.mistakes.every(({ at }) => at.length > 1 || at[0] !== part);
  if (!isObject(data) || !isWhole('cards') || !isWhole('steps')) return undefined;
  const again = readBySchema(scenarioFile, sound(data, read.mistakes));
  if (!('data' in again)) return undefined;
  const isFaulty = (part: string, name: string | number): boolean => read.mistakes.some(({ at }) => at[0] === part && at[1] === name);
  return { file: again.data, isFaulty };
}
