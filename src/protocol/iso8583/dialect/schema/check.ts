/**
 * Finds all faults of a dialect's file in one go. What is faulty is replaced by the same part of a
 * shipped dialect, so that the other parts can be checked as well; faults that only follow from the
 * replacement are left out.
 */
import type { Dialect } from '../dialect.ts';
import { checkElements, checkFields } from './elements.ts';
import { readStructure, type StructureFault } from './schema.ts';
import {
  checkAdditionalData,
  checkEcho,
  checkMandatory,
  checkMtis,
  checkResponseCodes,
  checkTables,
  checkTemplates,
  checkTerminalCountry,
} from './tables.ts';
import type { Fault } from './words.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Keys whose members are merged one by one, and replaced one by one. */
export const MERGED_KEYS: readonly string[] = ['elements', 'fields', 'templates', 'responseCodeOverrides', 'mandatory', 'mtis'];
/** Other sentences name these keys without their value, or name what depends on them. */
const MENTIONED_KEYS: readonly string[] = ['version', 'length'];

const CHECKS = [
  checkFields,
  checkMtis,
  checkTables,
  checkTerminalCountry,
  checkTemplates,
  checkAdditionalData,
  checkResponseCodes,
  checkEcho,
  checkMandatory,
];

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The part of the file that is replaced because of a fault: a key, or a member of a merged key. */
function partOf({ path }: StructureFault): readonly string[] {
  const [key = '', member] = path.map(String);
  return MERGED_KEYS.includes(key) && member !== undefined ? [key, member] : [key];
}

/** The object with another member; undefined removes it. */
function withMember(object: Json, key: string, value: unknown): Json {
  const members = Object.entries(object).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? members : [...members, [key, value]]);
}

function without(whole: Json, path: readonly PropertyKey[], keys: readonly string[]): Json {
  const [first, ...rest] = path;
  if (first === undefined) return Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key)));
  const inner = whole[String(first)];
  return isObject(inner) ? withMember(whole, String(first), without(inner, rest, keys)) : whole;
}

function withPart(whole: Json, [key = '', member]: readonly string[], standIn: Json): Json {
  if (member === undefined) return withMember(whole, key, standIn[key]);
  const [mine, theirs] = [whole[key], standIn[key]];
  return isObject(mine) ? withMember(whole, key, withMember(mine, member, isObject(theirs) ? theirs[member] : undefined)) : whole;
}

function replaced(whole: Json, faults: readonly StructureFault[], standIn: Json): Json {
  let sound = whole;
  for (const fault of faults)
    sound = fault.unknownKeys.length > 0 ? without(sound, fault.path, fault.unknownKeys) : withPart(sound, partOf(fault), standIn);
  return sound;
}

/** True when a fault may only be there because `place` was faulty and is replaced. */
function followsFrom(fault: Fault, place: string): boolean {
  if (fault.place === place || fault.place.startsWith(`${place}.`) || fault.place.startsWith(`${place}[`)) return true;
  const number = /^elements\.(\d+)/.exec(place)?.[1];
  if (number !== undefined) return new RegExp(`\\belement ${number}\\b`).test(fault.what) || fault.place.startsWith(`elements.${number}.`);
  const field = /^fields\.(\w+)$/.exec(place)?.[1];
  if (field !== undefined && new RegExp(`\\bholds (?:the )?${field}\\b`).test(fault.what)) return true;
  return (place.includes('.') || MENTIONED_KEYS.includes(place)) && fault.what.includes(place);
}

/** The first fault of each place: another one there mostly follows from it. */
function firstOfPlaces(faults: readonly Fault[]): readonly Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ place }) => !seen.has(place) && seen.add(place));
}

/** Faults in how the parts of a dialect fit together. */
function faultsOfDialect(dialect: Dialect, places: readonly string[]): readonly Fault[] {
  const { checked, faults } = checkElements(dialect);
  const own = faults.filter((fault) => !places.some((place) => followsFrom(fault, place)));
  const faulty = [...places, ...faults.map(({ place }) => place)];
  const others: Fault[] = [];
  for (const fault of CHECKS.flatMap((check) => [...check(checked)])) {
    if (faulty.some((place) => followsFrom(fault, place))) continue;
    others.push(fault);
    if (fault.place.startsWith('fields.')) faulty.push(fault.place);
  }
  return firstOfPlaces([...own, ...others]);
}

/** The dialect, or its faults: at least one. `standIn`: the content of a shipped dialect. */
export function checkDialect(whole: Json, standIn: () => Json): Dialect | readonly Fault[] {
  const read = readStructure(whole);
  if ('name' in read) {
    const faults = faultsOfDialect(read, []);
    return faults.length === 0 ? read : faults;
  }
  const faults = [...read].sort((a, b) => b.unknownKeys.length - a.unknownKeys.length);
  // Nothing else can be checked without the elements and the fields.
  if (read.some(({ path, unknownKeys }) => unknownKeys.length === 0 && ['elements', 'fields'].includes(path.map(String).join())))
    return faults;
  const sound = readStructure(replaced(whole, read, standIn()));
  if (!('name' in sound)) return faults;
  const places = read.filter(({ path }) => path.length > 0).map((fault) => partOf(fault).join('.'));
  return [...faults, ...faultsOfDialect(sound, places)];
}
