import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { CARD_ENTRY, type CardEntry } from './card-entry.ts';

/** A card file that can't be used. The message is one sentence that names file and card and holds no card data. */
export class CardFileError extends Error {
  override readonly name = 'CardFileError';
}

const NOTICE = 'SYNTHETIC TEST CARDS ONLY: made up by aksept, PINs in clear. Never put a real card in this file.';
const OWNER_ONLY = 0o600;
const CARDS_MAX = 1_000_000;

const CARD_FILE = z.union([z.array(z.unknown()), z.object({ cards: z.array(z.unknown()) }).transform((file) => file.cards)]);

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function readEntry(entry: unknown, position: number, sourceName: string): CardEntry {
  const parsed = CARD_ENTRY.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') || 'the entry';
  throw new CardFileError(`${sourceName}: card ${position}: ${field}: ${issue?.message ?? 'is wrong'}; correct the card file.`);
}

/** Each PAN once. Reads both `{ "notice", "cards": [...] }` and a bare list. Throws a CardFileError. */
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
  if (list.data.length > CARDS_MAX) throw new CardFileError(`${sourceName}: holds more than ${CARDS_MAX} cards; split the file.`);
  const positions = new Map<string, number>();
  return list.data.map((entry, index) => {
    const card = readEntry(entry, index + 1, sourceName);
    const first = positions.get(card.pan);
    if (first !== undefined) throw new CardFileError(`${sourceName}: cards ${first} and ${index + 1} have the same PAN; remove one.`);
    positions.set(card.pan, index + 1);
    return card;
  });
}

export function readCardFile(path: string): readonly CardEntry[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new CardFileError(`The card file ${path} can not be read (${codeOf(error)}); make one with aksept cards issue --out ${path}.`);
  }
  return parseCardFile(text, path);
}

/** One card a line, for the owner's eyes only. */
export function cardFileText(cards: readonly CardEntry[]): string {
  const lines = cards.map((card) => `    ${JSON.stringify(card)}`);
  return `{ "notice": ${JSON.stringify(NOTICE)},\n  "cards": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

export function writeCardFile(path: string, cards: readonly CardEntry[]): void {
  try {
    writeFileSync(path, cardFileText(cards), { mode: OWNER_ONLY });
    // A file that was there keeps its mode otherwise.
    chmodSync(path, OWNER_ONLY);
  } catch (error) {
    throw new CardFileError(`The card file ${path} can not be written (${codeOf(error)}); choose another path with --out.`);
  }
}
