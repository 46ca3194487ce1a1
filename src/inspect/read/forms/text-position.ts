/** Line and column of an index of a text, for notes. Indexes must not go backwards. */

export interface Position {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export class TextPositions {
  readonly #text: string;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(index: number): Position {
    if (index < this.#lineStart) [this.#line, this.#lineStart] = [1, 0];
    for (let end = this.#text.indexOf('\n', this.#lineStart); end >= 0 && end < index; end = this.#text.indexOf('\n', end + 1)) {
      this.#line += 1;
      this.#lineStart = end + 1;
    }
    return { line: this.#line, column: index - this.#lineStart + 1 };
  }
}

/** `line 3, column 7`. */
export function positionWords({ line, column }: Position): string {
  return `line ${line}, column ${column}`;
}
