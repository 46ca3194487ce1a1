/**
 * Mistakes of a file that people write: collected, then told all at once, one sentence each with its
 * place. Every reader of such a file uses this, so that all kinds of files are refused alike.
 */
import { errorText } from '../cards/card-data/card-data.ts';

/** The keys and positions that lead to a value. */
export type Path = readonly (string | number)[];

/** Gives the place of a path: `file:line`, or only the file. */
export type PlaceOf = (path: Path) => string;

/** One mistake, before its place is put into words. */
export interface Mistake {
  /** What it is about. */
  readonly path: Path;
  /** Where it stands; the path of an unknown key, which is about the object around it. */
  readonly at: Path;
  /** The rest of the sentence: `must be a name`. */
  readonly what: string;
}

/** Mistakes that one error message tells. */
export const MISTAKES_TOLD_MAX = 20;
/** Mistakes that an error keeps: a file of a million wrong cards must not fill the memory. */
const MISTAKES_KEPT_MAX = 1_000;

/** `must be a name.`; a question ends the sentence by itself. */
export function ended(sentence: string): string {
  return sentence.endsWith('?') ? sentence : `${sentence}.`;
}

/** Places can carry a line at their end. */
function lineOf(sentence: string): number {
  return Number(/^[^\n]*?:(\d+): /.exec(sentence)?.[1] ?? 0);
}

/** The message of an error: the one sentence, or a line for each below one that counts them. */
function textOf(source: string, sentences: readonly string[], count: number): string {
  const [first = `${source} cannot be used.`] = sentences;
  if (count <= 1) return first;
  const own = `${source}: `;
  const told = sentences
    .slice(0, MISTAKES_TOLD_MAX)
    .map((sentence) => `\n  ${sentence.startsWith(own) ? sentence.slice(own.length) : sentence}`);
  const more = count - told.length;
  const rest = more === 0 ? '' : `\n  ${more} more ${more === 1 ? 'is' : 'are'} not shown.`;
  return `${source} has ${count} mistakes:${told.join('')}${rest}`;
}

/** The mistakes of an error that tells all of a file; undefined for any other error. */
export function mistakesOf(error: unknown): readonly string[] | undefined {
  if (!(error instanceof Error) || !('mistakes' in error) || !Array.isArray(error.mistakes)) return undefined;
  return error.mistakes;
}

/** The file that a place names. */
export function sourceOf(place: PlaceOf): string {
  return place([]).replace(/:\d+$/, '');
}

/** Takes the mistakes of one file as its reader finds them. */
export class MistakeList {
  readonly #sentences = new Set<string>();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** `sentence` is whole, with its place. */
  add(sentence: string): void {
    if (this.#sentences.has(sentence)) return;
    this.#count += 1;
    if (this.#sentences.size < MISTAKES_KEPT_MAX) this.#sentences.add(sentence);
  }

  moveTo(other: MistakeList): void {
    for (const sentence of this.#sentences) other.add(sentence);
  }

  /** Runs a part of the reading; its mistakes are kept, and undefined is returned. */
  attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      const mistakes = mistakesOf(error);
      if (mistakes === undefined) throw error;
      for (const sentence of mistakes) this.add(sentence);
      return undefined;
    }
  }

  /** The error of all mistakes, in the order of the file's lines. */
  error<E>(source: string, create: (message: string, mistakes: readonly string[]) => E): E {
    const sentences = [...this.#sentences].sort((a, b) => lineOf(a) - lineOf(b));
    return create(textOf(source, sentences, this.#count), sentences.map(errorText));
  }
}
