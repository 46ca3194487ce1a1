/** Finds out by its content what kind a file is of. */
import { parseDataText } from '../../config/data-file.ts';
import { nearest } from '../../config/known-words.ts';
import { FILE_KINDS, type FileKind, type TextFile } from './kinds.ts';

/** Of a list, the keys of the first item tell. */
const LIST_KINDS: Readonly<Record<string, string>> = {
  pan: 'cards',
  pin: 'cards',
  balanceMinor: 'cards',
  do: 'faults',
  match: 'faults',
  limits: 'profiles',
};
const OWN_KEY_WEIGHT = 3;
const KEY_WEIGHT = 2;
const NEAR_KEY_WEIGHT = 1;
/** A card file is the only kind that can be longer, and is not looked into twice. */
const LOOKED_AT_CHARS_MAX = 4 * 1024 * 1024;

function kindNamed(kind: string | undefined): FileKind | undefined {
  return FILE_KINDS.find((each) => each.kind === kind);
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}

/** How well the keys of a file fit a kind. */
function similarity({ keys: known, ownKeys }: FileKind, keys: readonly string[]): number {
  return keys.reduce((sum, key) => {
    if (ownKeys.includes(key)) return sum + OWN_KEY_WEIGHT;
    if (known.includes(key)) return sum + KEY_WEIGHT;
    return nearest(key, [...known, ...ownKeys]) === undefined ? sum : sum + NEAR_KEY_WEIGHT;
  }, 0);
}

/** `$schema` may end in the file of a kind's schema. */
function bySchema(value: unknown): FileKind | undefined {
  const given: unknown = Object(value).$schema;
  const name = typeof given === 'string' ? /([a-z]+)\.schema\.json$/.exec(given)?.[1] : undefined;
  return kindNamed(name === 'settings' ? 'config' : name);
}

/** What only the value of a key shows: these keys are also those of other kinds. */
function byStructure(value: unknown): FileKind | undefined {
  const { profiles, cards } = Object(value) as { readonly profiles?: unknown; readonly cards?: unknown };
  if (keysOf(value).includes('steps')) return undefined;
  if (Array.isArray(cards)) return kindNamed('cards');
  return Array.isArray(profiles) && keysOf(value).every((key) => ['$schema', 'profiles'].includes(key)) ? kindNamed('profiles') : undefined;
}

/** Undefined when the content does not tell. Throws a DataFileError when it cannot be parsed. */
export function kindOf({ path, text }: TextFile): FileKind | undefined {
  if (text.length > LOOKED_AT_CHARS_MAX) return kindNamed('cards');
  const { value } = parseDataText(text, path);
  if (Array.isArray(value)) return kindNamed(keysOf(value[0]).flatMap((key) => LIST_KINDS[key] ?? [])[0]);
  const told = bySchema(value) ?? byStructure(value);
  if (told !== undefined) return told;
  const keys = keysOf(value);
  const [best, second] = FILE_KINDS.map((kind) => ({ kind, similar: similarity(kind, keys) })).sort((a, b) => b.similar - a.similar);
  return best === undefined || best.similar === 0 || best.similar === second?.similar ? undefined : best.kind;
}
