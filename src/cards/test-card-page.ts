/**
 * Reads the file of test cards a page at a time: it may hold 100,000 cards, and whoever asks for
 * some of them must not wait for all. A cursor is the byte behind the last card of a page.
 */
import { type FileHandle, open } from 'node:fs/promises';
import type { CardEntry } from './card-entry.ts';
import { CardFileError, readCardEntry } from './card-file.ts';

export interface TestCardPage {
  readonly cards: readonly CardEntry[];
  /** Give it to the next call; 0 after the last page. */
  readonly cursor: number;
}

/** About a hundred cards: what is parsed in one step. */
const READ_BYTES = 16_384;
/** Longer ones are no cards. */
const CARD_BYTES_MAX = 4_096;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Undefined for a cursor that no page of the file ended at. Rejects with a CardFileError. */
export async function readTestCardPage(path: string, cursor: number, cardsMax: number): Promise<TestCardPage | undefined> {
  let file: FileHandle;
  try {
    file = await open(path, 'r');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return cursor === 0 ? { cards: [], cursor: 0 } : undefined;
    throw unreadable(path, error);
  }
  try {
    if (cursor > 0 && !(await endsCard(file, cursor))) return undefined;
    return await readPage(file, cursor, cardsMax);
  } catch (error) {
    throw error instanceof CardFileError ? error : unreadable(path, error);
  } finally {
    await file.close();
  }
}

async function readPage(file: FileHandle, cursor: number, cardsMax: number): Promise<TestCardPage> {
  const scan = new CardScan(cursor > 0);
  const cards: CardEntry[] = [];
  let rest = Buffer.alloc(0);
  for (let at = cursor; ; ) {
    const read = Buffer.alloc(READ_BYTES);
    const { bytesRead } = await file.read(read, 0, READ_BYTES, at + rest.length);
    if (bytesRead === 0) return { cards, cursor: 0 };
    const bytes = Buffer.concat([rest, read.subarray(0, bytesRead)]);
    const { texts, end } = scan.cards(bytes, cardsMax - cards.length);
    for (const text of texts) {
      const card = cardIn(text);
      if (card !== undefined) cards.push(card);
    }
    at += end;
    if (cards.length === cardsMax) return { cards, cursor: at };
    rest = bytes.subarray(end);
  }
}

/** What was being written when the machine stopped, or what somebody wrote, may be no card. */
function cardIn(text: string): CardEntry | undefined {
  try {
    const read = readCardEntry(JSON.parse(text));
    return 'card' in read ? read.card : undefined;
  } catch {
    return undefined;
  }
}

async function endsCard(file: FileHandle, cursor: number): Promise<boolean> {
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, cursor - 1);
  return last[0] === CLOSE_OBJECT;
}

/** Finds the objects of the first list of a JSON text. */
class CardScan {
  #isInList: boolean;

  constructor(isInList: boolean) {
    this.#isInList = isInList;
  }

  /** `end`: all before it was looked at. */
  cards(bytes: Buffer, cardsMax: number): { readonly texts: readonly string[]; readonly end: number } {
    const texts: string[] = [];
    let end = 0;
    let start = -1;
    for (let at = 0; at < bytes.length && texts.length < cardsMax; at += 1) {
      const byte = bytes[at];
      if (byte === QUOTE) {
        at = endOfString(bytes, at);
      } else if (!this.#isInList) {
        this.#isInList = byte === OPEN_LIST;
        if (this.#isInList) end = at + 1;
      } else if (byte === OPEN_OBJECT) {
        start = at;
      } else if (byte === CLOSE_OBJECT && start >= 0) {
        texts.push(bytes.toString('utf8', start, at + 1));
        end = at + 1;
        start = -1;
      }
    }
    if (texts.length < cardsMax && bytes.length - end > CARD_BYTES_MAX) end = bytes.length;
    return { texts, end };
  }
}

/** The last byte of a string that begins with a quote; the last of all when it does not end. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    if (bytes[at] === BACKSLASH) at += 1;
    else if (bytes[at] === QUOTE) return at;
  }
  return bytes.length;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function unreadable(path: string, error: unknown): CardFileError {
  return new CardFileError(
    `The file of test cards ${path} cannot be read (${codeOf(error)}); choose another path with --test-cards.`,
    true,
  );
}
