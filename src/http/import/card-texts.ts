/** Cuts the body of an import into the texts of its cards while it arrives. */
import { HttpError } from '../error.ts';

/** The JSON of one card, and the line of the body on which it begins, from 1. */
export interface CardText {
  readonly text: string;
  readonly line: number;
}

/** Takes a body piece by piece. Both methods throw an HttpError for a body of another form. */
export interface CardTexts {
  push(chunk: Buffer): Iterable<CardText>;
  end(): Iterable<CardText>;
}

/** The bytes of one text, which may come in several chunks. */
export class TextBytes {
  readonly #bytesMax: number;
  readonly #what: string;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #line = 0;

  /** `what` begins the sentence about a text that is too long. */
  constructor(bytesMax: number, what: string) {
    this.#bytesMax = bytesMax;
    this.#what = what;
  }

  add(bytes: Buffer, line: number): void {
    if (this.#bytes === 0) this.#line = line;
    this.#bytes += bytes.length;
    if (this.#bytes > this.#bytesMax) {
      throw new HttpError(
        'bodyTooLarge',
        `${this.#what} that begins on line ${this.#line} is longer than ${this.#bytesMax} bytes; correct it.`,
        { members: { line: this.#line } },
      );
    }
    if (bytes.length > 0) this.#chunks.push(bytes);
  }

  /** Without white space around it; then it starts anew. */
  take(line: number): CardText {
    const raw = this.#chunks.length === 1 ? String(this.#chunks[0]) : Buffer.concat(this.#chunks).toString();
    const begins = this.#bytes === 0 ? line : this.#line;
    this.#chunks = [];
    this.#bytes = 0;
    const before = raw.slice(0, raw.length - raw.trimStart().length);
    return { text: raw.trim(), line: begins + before.split('\n').length - 1 };
  }
}
