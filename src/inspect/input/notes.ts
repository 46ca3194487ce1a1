/**
 * Sentences about an input: notes on what was left out, and the error that says why nothing could
 * be read.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import { NOTES_MAX } from './input-limits.ts';

export { pluralize } from '../../protocol/plural.ts';

/** One sentence: what is wrong with an input, where, and what to do. Never quotes the input. */
export class InputError extends Error {
  override readonly name = 'InputError';
  constructor(message: string) {
    super(errorText(message));
  }
}

/**
 * Collects one sentence about each omission from an input: at most NOTES_MAX of one kind, the rest
 * are counted.
 */
export class Notes {
  readonly #counts = new Map<string, number>();
  readonly #sentences: string[] = [];

  add(kind: string, sentence: string): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= NOTES_MAX) this.#sentences.push(sentence);
  }

  sentences(): readonly string[] {
    const more = [...this.#counts].filter(([, count]) => count > NOTES_MAX);
    return [...this.#sentences, ...more.map(([kind, count]) => `${count - NOTES_MAX} more of these are not listed: ${kind}.`)];
  }
}
