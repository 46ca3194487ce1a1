/**
 * The card file: synthetic cards with PINs in clear, for a host under test and for the terminals
 * that test it. `{"notice": …, "cards": [ … ]}` or a bare list. `aksept cards issue --out` writes
 * it.
 */

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { errorText } from './card-data/card-data.ts';
import { BALANCE_MINOR, CARD_ENTRY, type CardEntry } from './card-entry.ts';

/**
 * A card file that cannot be used. The message is one sentence that names the file and the card and
 * holds no card data.
 */
export class CardFileError extends Error {
  override readonly name = 'CardFileError';
  /** The file itself cannot be read or written: its name is wrong, not its content. */
  readonly isUnreadable: boolean;
  constructor(message: string, isUnreadable = false) {
    super(errorText(message));
    this.isUnreadable = isUnreadable;
  }
}

const NOTICE = 'SYNTHETIC TEST CARDS ONLY: made up by aksept, PINs in clear. Never put a real card in this file.';
const OWNER_ONLY = 0o600;
export const CARDS_MAX = 2_000_000;

const CARD_FILE = z.union([z.array(z.unknown()), z.object({ cards: z.array(z.unknown()) }).transform((file) => file.cards)]);
const FILE_ENTRY = CARD_ENTRY.extend({ balanceMinor: BALANCE_MINOR.default(0) });

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first thing that is wrong with an entry. Never quotes a value: it may be a PAN or a PIN. */
function problemOf(entry: unknown, error: z.ZodError): string {
  if (!isObject(entry)) return 'must be an object such as {"pan": …, "expiry": …, "pin": …}';
  const [issue] = error.issues;
  const field = issue?.path.join('.') ?? '';
  if (issue === undefined || field === '') return `the entry: ${issue?.message ?? 'is wrong'}`;
  return `${field}: ${entry[field] === undefined ? 'is missing' : issue.message}`;
}

export type ReadEntry = { readonly card: CardEntry } | { readonly problem: string };

/** Reads one card of a file. The problem is the end of a sentence, without card data. */
export function readCardEntry(entry: unknown): ReadEntry {
  const parsed = FILE_ENTRY.safeParse(entry);
  return parsed.success ? { card: parsed.data } : { problem: problemOf(entry, parsed.error) };
}

function readEntry(entry: unknown, position: number, sourceName: string): CardEntry {
  const read = readCardEntry(entry);
  if ('card' in read) return read.card;
  throw new CardFileError(`${sourceName}: card ${position}: ${read.problem}; correct the card file.`);
}

/**
 * Reads the text of a card file. Each PAN may occur once. Throws a CardFileError. `sourceName` is
 * what the error calls the file.
 */
export function parseCardFile(text: string, sourceName: string): readonly CardEntry[] {
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
  const positions = new Map<string, number>();
  return list.data.map((entry, index) => {
    const card = readEntry(entry, index + 1, sourceName);
    const first = positions.get(card.pan);
    if (first !== undefined) throw new CardFileError(`${sourceName}: cards ${first} and ${index + 1} have the same PAN; remove one.`);
    positions.set(card.pan, index + 1);
    return card;
  });
}

/** Throws a CardFileError when the file cannot be read or used. */
export function readCardFile(path: string): readonly CardEntry[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CardFileError(
      `The card file ${path} cannot be read (${codeOf(error)}); make one with aksept cards issue --out ${path}.`,
      true,
    );
  }
  return parseCardFile(text, path);
}

/** One card per line. */
export function cardFileText(cards: readonly CardEntry[]): string {
  const lines = cards.map((card) => `    ${JSON.stringify(card)}`);
  return `{ "notice": ${JSON.stringify(NOTICE)},\n  "cards": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/** Only the owner may read the file. Throws a CardFileError. */
export function writeCardFile(path: string, cards: readonly CardEntry[]): void {
  try {
    writeFileSync(path, cardFileText(cards), { mode: OWNER_ONLY });
    // A file that was already there keeps its mode otherwise.
    chmodSync(path, OWNER_ONLY);
  } catch (error) {
    throw new CardFileError(`The card file ${path} cannot be written (${codeOf(error)}); choose another path with --out.`);
  }
}
