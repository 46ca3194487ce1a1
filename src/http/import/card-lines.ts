/** Cards as lines of JSON (application/x-ndjson); empty lines count, but hold no card. */
import { IMPORT_CARD_BYTES_MAX } from '../body/body-limits.ts';
import { type CardText, type CardTexts, TextBytes } from './card-texts.ts';

const LINE_FEED = 0x0a;

export class CardLines implements CardTexts {
  readonly #text = new TextBytes(IMPORT_CARD_BYTES_MAX, 'The line');
  #line = 1;

  *push(chunk: Buffer): Generator<CardText> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.#text.add(chunk.subarray(start, end), this.#line);
      yield* this.end();
      this.#line += 1;
      start = end + 1;
    }
    this.#text.add(chunk.subarray(start), this.#line);
  }

  *end(): Generator<CardText> {
    const taken = this.#text.take(this.#line);
    if (taken.text !== '') yield taken;
  }
}
