/**
 * The file of test cards: a card file to which a server adds the PAN and PIN of every card that it
 * issues or loads, because nothing else keeps them. Cards are written at its end, so that an order
 * of many cards does not write the file many times.
 */
import { closeSync, fchmodSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CardEntry } from './card-entry.ts';
import { CARD_FILE_END, CARD_FILE_MODE, CardFileError, cardLines, parseCardFile, readCardEntry, writeCardFile } from './card-file.ts';

/** Its PINs are kept in memory once cards are added. */
export const TEST_CARDS_MAX = 100_000;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** The whole lines of a file whose end was being written when the machine stopped. */
function wholeLines(text: string): readonly CardEntry[] {
  const cards = new Map<string, CardEntry>();
  for (const line of text.split('\n')) {
    let entry: unknown;
    try {
      entry = JSON.parse(line.trim().replace(/,$/, ''));
    } catch {
      continue;
    }
    const read = readCardEntry(entry);
    if ('card' in read) cards.set(read.card.pan, read.card);
  }
  return [...cards.values()];
}

export class TestCardFile {
  readonly path: string;
  /** By PAN, as of `#stamp`. */
  #pins = new Map<string, string>();
  /** Size and time of the file when it was last read or written. */
  #stamp = '';

  constructor(path: string) {
    this.path = path;
  }

  /** The cards of the file; none when it is not there. Throws a CardFileError. */
  read(): readonly CardEntry[] {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw this.#unusable('read', error);
    }
    try {
      return parseCardFile(text, this.path);
    } catch (error) {
      const cards = text.endsWith(CARD_FILE_END) ? [] : wholeLines(text);
      if (cards.length === 0) throw error;
      return cards;
    }
  }

  /** Cards of the file that have the same PIN stay as they are. Throws a CardFileError. */
  add(cards: readonly CardEntry[]): void {
    if (this.#stamp !== this.#stampNow()) this.#pins = new Map(this.read().map(({ pan, pin }) => [pan, pin]));
    const added = cards.filter(({ pan, pin }) => this.#pins.get(pan) !== pin);
    if (added.length > 0) {
      const fresh = added.filter(({ pan }) => !this.#pins.has(pan));
      if (this.#pins.size + fresh.length > TEST_CARDS_MAX) {
        throw new CardFileError(
          `${this.path}: keeps at most ${TEST_CARDS_MAX} test cards, and more were issued or loaded; give another file with --test-cards.`,
        );
      }
      if (fresh.length < added.length || !this.#append(fresh)) this.#rewrite(added);
      for (const { pan, pin } of added) this.#pins.set(pan, pin);
    }
    this.#stamp = this.#stampNow();
  }

  #rewrite(added: readonly CardEntry[]): void {
    const cards = new Map([...this.read(), ...added].map((card) => [card.pan, card]));
    try {
      mkdirSync(dirname(this.path), { recursive: true });
    } catch (error) {
      throw this.#unusable('written', error);
    }
    writeCardFile(this.path, [...cards.values()], '--test-cards');
  }

  /** False when the file is not there, or does not end as this module ends it. */
  #append(cards: readonly CardEntry[]): boolean {
    let file: number;
    try {
      file = openSync(this.path, 'r+');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw this.#unusable('written', error);
    }
    try {
      const from = fstatSync(file).size - CARD_FILE_END.length;
      const end = Buffer.alloc(CARD_FILE_END.length + 1);
      if (from < 1 || readSync(file, end, 0, end.length, from - 1) < end.length) return false;
      const [before, ...rest] = end.toString('latin1');
      if (rest.join('') !== CARD_FILE_END || (before !== '}' && before !== '[')) return false;
      fchmodSync(file, CARD_FILE_MODE);
      const text = Buffer.from(`${before === '}' ? ',' : ''}${cardLines(cards)}${CARD_FILE_END}`);
      for (let done = 0; done < text.length; ) done += writeSync(file, text, done, text.length - done, from + done);
      return true;
    } catch (error) {
      throw this.#unusable('written', error);
    } finally {
      closeSync(file);
    }
  }

  #stampNow(): string {
    try {
      const found = statSync(this.path, { throwIfNoEntry: false });
      return found === undefined ? '' : `${found.size} ${found.mtimeMs}`;
    } catch (error) {
      throw this.#unusable('read', error);
    }
  }

  #unusable(what: 'read' | 'written', error: unknown): CardFileError {
    return new CardFileError(
      `The file of test cards ${this.path} cannot be ${what} (${codeOf(error)}); choose another path with --test-cards.`,
      true,
    );
  }
}
