/**
 * The caps of the embedded store: each kind of thing that it keeps more of with more traffic has a
 * number that is never passed. Stored answers, their names and spends lie outside the heap of
 * JavaScript; live holds and cards are objects in it.
 */
import type { ProcessMemory } from './process-memory.ts';

interface CapRow {
  /** Label of the metrics. */
  readonly name: string;
  readonly setting: string;
  /** For sentences. */
  readonly plural: string;
  /** About so much memory each. */
  readonly bytesEach: number;
  /** What makes room, for sentences. */
  readonly until: string;
}

// biome-ignore format: a table, one cap a line
export const CAPS = [
  { name: 'answers', setting: 'storedAnswersMax', plural: 'stored answers', bytesEach: 200, until: 'older ones are forgotten' },
  { name: 'names', setting: 'storedNamesMax', plural: 'names of stored answers', bytesEach: 24, until: 'older ones are forgotten' },
  { name: 'spends', setting: 'storedSpendsMax', plural: 'spends', bytesEach: 40, until: 'older ones are forgotten' },
  { name: 'holds', setting: 'storedHoldsMax', plural: 'live holds', bytesEach: 500, until: 'some of them end' },
  { name: 'cards', setting: 'storedCardsMax', plural: 'cards', bytesEach: 1_000, until: '' },
] as const satisfies readonly CapRow[];

export type Cap = (typeof CAPS)[number];
export type CapName = Cap['name'];
/** How many of each kind are kept. */
export type StoreCaps = Readonly<Record<CapName, number>>;

/** Usual messages have a name by RRN, one by STAN and date, and one when they are repeated. */
const NAMES_PER_ANSWER = 3;
/** However much memory there is, the default for anything but names is not higher. */
const DEFAULT_MAX = 10_000_000;
const DEFAULT_MIN = 1_000;
/** Of the memory, for answers, names and spends together; the heap and other processes have the rest. */
const OUTSIDE_SHARE = 1 / 3;
/** Of the heap, for the process itself: code, caches of fixed size, work in progress. */
const OWN_HEAP_BYTES = 64 * 1_048_576;
/** Of the rest of the heap; what is left is for work in progress and garbage. */
const CARDS_SHARE = 1 / 2;
const HOLDS_SHARE = 1 / 8;

/** The caps that fit into the memory that a process may use. */
export function defaultCaps({ heapBytes, totalBytes }: ProcessMemory): StoreCaps {
  const heapLeftBytes = heapBytes - OWN_HEAP_BYTES;
  const bytesWithAnswer = bytesEach('answers') + NAMES_PER_ANSWER * bytesEach('names') + bytesEach('spends');
  const answers = within((OUTSIDE_SHARE * totalBytes) / bytesWithAnswer);
  return {
    answers,
    names: NAMES_PER_ANSWER * answers,
    spends: answers,
    holds: within((HOLDS_SHARE * heapLeftBytes) / bytesEach('holds')),
    cards: within((CARDS_SHARE * heapLeftBytes) / bytesEach('cards')),
  };
}

/** Those that are given, and the defaults for those that are absent or 0. */
export function capsOf(given: Partial<StoreCaps>, memory: ProcessMemory): StoreCaps {
  const defaults = defaultCaps(memory);
  const answers = given.answers || defaults.answers;
  return {
    answers,
    names: given.names || NAMES_PER_ANSWER * answers,
    spends: given.spends || answers,
    holds: given.holds || defaults.holds,
    cards: given.cards || defaults.cards,
  };
}

/** One sentence when the caps allow more than the memory that there is; otherwise empty. */
export function capsProblem(caps: StoreCaps, { heapBytes, totalBytes }: ProcessMemory): string {
  const outsideBytes = bytesOf(caps, 'answers') + bytesOf(caps, 'names') + bytesOf(caps, 'spends');
  const heapNeededBytes = bytesOf(caps, 'holds') + bytesOf(caps, 'cards');
  if (heapNeededBytes > heapBytes) {
    return `storedHoldsMax and storedCardsMax allow about ${megabytes(heapNeededBytes)} of objects, but the heap of the process has ${megabytes(heapBytes)}; lower them, or start Node with a higher --max-old-space-size.`;
  }
  if (outsideBytes > totalBytes) {
    return `storedAnswersMax, storedNamesMax and storedSpendsMax allow about ${megabytes(outsideBytes)}, but the process has ${megabytes(totalBytes)} of memory; lower them.`;
  }
  return '';
}

function within(count: number): number {
  return Math.floor(Math.min(DEFAULT_MAX, Math.max(DEFAULT_MIN, count)));
}

function bytesEach(name: CapName): number {
  return CAPS.find((cap) => cap.name === name)?.bytesEach ?? 0;
}

function bytesOf(caps: StoreCaps, name: CapName): number {
  return caps[name] * bytesEach(name);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MiB`;
}
