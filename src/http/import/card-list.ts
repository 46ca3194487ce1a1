/**
 * Cards as JSON: a list, or an object with the list `cards`, as a card file is. The list is never
 * parsed as a whole: each item on its own, and what stands around the list with an empty list.
 */
import { IMPORT_CARD_BYTES_MAX } from '../body/body-limits.ts';
import { HttpError } from '../error.ts';
import { type CardText, type CardTexts, TextBytes } from './card-texts.ts';

const LINE_FEED = 0x0a;
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function otherForm(): HttpError {
  return new HttpError('badJson', 'The body must be a list of cards, an object with the list "cards", or a card in each line.');
}

export class CardList implements CardTexts {
  readonly #around = new TextBytes(IMPORT_CARD_BYTES_MAX, 'What stands around the list of cards and');
  readonly #item = new TextBytes(IMPORT_CARD_BYTES_MAX, 'The card');
  #part: 'before' | 'list' | 'after' = 'before';
  #line = 1;
  /** Within an item, or, before the list, within the whole. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  #isFirst = true;

  *push(chunk: Buffer): Generator<CardText> {
    let start = 0;
    let startLine = this.#line;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === LINE_FEED) this.#line += 1;
      if (!this.#isOutside(byte)) continue;
      if (this.#part === 'before' && this.#opensList(byte)) {
        this.#around.add(chunk.subarray(start, at + 1), startLine);
        this.#part = 'list';
        this.#depth = 0;
      } else if (this.#part === 'list' && this.#depth === 0 && (byte === COMMA || byte === CLOSE_LIST)) {
        this.#item.add(chunk.subarray(start, at), startLine);
        yield* this.#taken(byte === CLOSE_LIST);
        if (byte === CLOSE_LIST) this.#part = 'after';
      } else {
        this.#nest(byte);
        continue;
      }
      // The bracket that ends the list belongs to what stands around it.
      start = this.#part === 'after' ? at : at + 1;
      startLine = this.#line;
    }
    (this.#part === 'list' ? this.#item : this.#around).add(chunk.subarray(start), startLine);
  }

  end(): readonly CardText[] {
    if (this.#part !== 'after') throw otherForm();
    let whole: unknown;
    try {
      whole = JSON.parse(this.#around.take(this.#line).text);
    } catch {
      throw otherForm();
    }
    const cards: unknown = Array.isArray(whole) ? whole : Object(whole).cards;
    if (!Array.isArray(cards)) throw otherForm();
    return [];
  }

  /** False within a string, whose brackets and commas mean nothing. */
  #isOutside(byte: number | undefined): boolean {
    if (!this.#inString) {
      this.#inString = byte === QUOTE;
      return !this.#inString;
    }
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
    return false;
  }

  /** The first list of the whole, or of the object that the whole is. */
  #opensList(byte: number | undefined): boolean {
    return byte === OPEN_LIST && this.#depth <= 1;
  }

  #nest(byte: number | undefined): void {
    if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth += 1;
    else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth -= 1;
  }

  /** An empty list has no item; an empty place between commas is one, and no JSON. */
  *#taken(isLast: boolean): Generator<CardText> {
    const taken = this.#item.take(this.#line);
    if (taken.text !== '' || !isLast || !this.#isFirst) yield taken;
    this.#isFirst = false;
  }
}
