/**
 * The card file: synthetic cards with PINs in clear, for a host under test and for the terminals
 * that test it. `{"notice": …, "cards": [ … ]}` or a bare list. `aksept cards issue --out` writes
 * it.
 */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { placeOf } from '../config/known-words.ts';
import { ended, MistakeList } from '../config/mistakes.ts';
import { replaceFile } from '../config/replace-file.ts';
import { readBySchema } from '../config/schema-mistakes.ts';
import { errorText } from './card-data/card-data.ts';
import { BALANCE_MINOR, CARD_ENTRY, type CardEntry, isWholeEntry } from './card-entry.ts';
import type { CardProgress } from './progress.ts';

/**
 * A card file that cannot be used. The message is a sentence for each mistake, which names the file
 * and the card and holds no card data.
 */
export class CardFileError extends Error {
  override readonly name = 'CardFileError';
  /** The file itself cannot be read or written: its name is wrong, not its content. */
  readonly isUnreadable: boolean;
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, isUnreadable = false, mistakes?: readonly string[]) {
    super(errorText(message));
    this.isUnreadable = isUnreadable;
    this.mistakes = mistakes ?? [this.message];
  }
}

const NOTICE = 'SYNTHETIC TEST CARDS ONLY: made up by aksept, PINs in clear. Never put a real card in this file.';
/** For its owner only. */
export const CARD_FILE_MODE = 0o600;
/** The end of every card file that is written here. */
export const CARD_FILE_END = '\n  ]\n}\n';
export const CARDS_MAX = 2_000_000;
/** Progress is reported after this many cards, and as many are written at a time. */
const BATCH_CARDS = 10_000;

const CARD_FILE = z.union([z.array(z.unknown()), z.object({ cards: z.array(z.unknown()) }).transform((file) => file.cards)]);
const FILE_ENTRY = CARD_ENTRY.extend({ balanceMinor: BALANCE_MINOR.default(0) });

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type ReadEntry = { readonly card: CardEntry } | { readonly problems: readonly string[] };

/**
 * Reads one card of a file. The problems are ends of sentences without card data: `pin: must be 4
 * to 12 digits`. No value is quoted, for it may be a PAN or a PIN.
 */
export function readCardEntry(entry: unknown): ReadEntry {
  if (isObject(entry) && isWholeEntry(entry)) return { card: entry };
  if (!isObject(entry)) return { problems: ['must be an object such as {"pan": …, "expiry": …, "pin": …}'] };
  const read = readBySchema(FILE_ENTRY, entry);
  if ('data' in read) return { card: read.data };
  return { problems: read.mistakes.map(({ path, what }) => (path.length === 0 ? what : `${placeOf(path)}: ${what}`)) };
}

/** The list of a card file, whose items are not checked yet. Throws a CardFileError. */
function listIn(text: string, sourceName: string): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new CardFileError(`${sourceName}: this is not JSON; give a file made by aksept cards issue --out.`);
  }
  const list = CARD_FILE.safeParse(json);
  if (!list.success) throw new CardFileError(`${sourceName}: must hold a list of cards, or an object with "cards".`);
  const count = list.data.length;
  if (count > CARDS_MAX) throw new CardFileError(`${sourceName}: holds ${count} cards, and at most ${CARDS_MAX} are read; split the file.`);
  return list.data;
}

/**
 * Reads the text of a card file. Each PAN may occur once. Throws a CardFileError. `sourceName` is
 * what the error calls the file.
 */
export function parseCardFile(text: string, sourceName: string, onProgress?: CardProgress): readonly CardEntry[] {
  const list = listIn(text, sourceName);
  const mistakes = new MistakeList();
  /** The first card of each PAN. */
  const positions = new Map<string, number>();
  const cards: CardEntry[] = [];
  for (const [index, entry] of list.entries()) {
    const position = index + 1;
    const read = isObject(entry) && isWholeEntry(entry) ? { card: entry } : readCardEntry(entry);
    if ('card' in read) {
      const first = positions.get(read.card.pan);
      if (first === undefined) positions.set(read.card.pan, position);
      else mistakes.add(`${sourceName}: cards ${first} and ${position} have the same PAN; remove one.`);
      cards.push(read.card);
    } else {
      for (const problem of read.problems) mistakes.add(`${sourceName}: card ${position}: ${ended(problem)}`);
    }
    if (position % BATCH_CARDS === 0) onProgress?.(position, list.length);
  }
  if (mistakes.count > 0) throw mistakes.error(sourceName, (message, all) => new CardFileError(message, false, all));
  return cards;
}

/** Throws a CardFileError when the file cannot be read or used. */
export function readCardFile(path: string, onProgress?: CardProgress): readonly CardEntry[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CardFileError(
      `The card file ${path} cannot be read (${codeOf(error)}); make one with aksept cards issue --out ${path}.`,
      true,
    );
  }
  return parseCardFile(text, path, onProgress);
}

/** One card per line, each line after a line break, with commas between them. */
export function cardLines(cards: readonly CardEntry[]): string {
  return cards.map((card) => `\n    ${JSON.stringify(card)}`).join(',');
}

/** One card per line, in pieces of many lines: the whole file can be too long for one string. */
function* cardFilePieces(cards: readonly CardEntry[]): Generator<string> {
  yield `{ "notice": ${JSON.stringify(NOTICE)},\n  "cards": [`;
  for (let start = 0; start < cards.length; start += BATCH_CARDS) {
    yield `${start === 0 ? '' : ','}${cardLines(cards.slice(start, start + BATCH_CARDS))}`;
  }
  yield CARD_FILE_END;
}

export function cardFileText(cards: readonly CardEntry[]): string {
  return [...cardFilePieces(cards)].join('');
}

/**
 * Only the owner may read the file. If writing fails, an earlier file stays. Throws a CardFileError,
 * which names the option of the path.
 */
export function writeCardFile(path: string, cards: readonly CardEntry[], option = '--out'): void {
  try {
    replaceFile(path, () => cardFilePieces(cards), CARD_FILE_MODE);
  } catch (error) {
    throw new CardFileError(`The card file ${path} cannot be written (${codeOf(error)}); choose another path with ${option}.`);
  }
}
