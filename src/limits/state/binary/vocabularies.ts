/**
 * The vocabularies whose words are kept as numbers: a word's number is its place in the list. The
 * lists are written at the head of each file of a store, and read back by their words, so that a
 * later version may put words between others.
 */
import { ALL_FLAGS, ENTRY_MODES, type EntryMode, TERMINAL_TYPES, type TerminalType, TRANSACTION_TYPES } from '../../../protocol/message.ts';
import { OUTCOMES } from '../../../protocol/outcome.ts';
import { EVENTS } from '../../rules/event.ts';
import { CHANNELS } from '../../rules/profile.ts';
import { ANSWER_STATES } from '../stored-answer.ts';

/** A vocabulary of at most 255 words. The empty word is number 0. */
export class Vocabulary<T extends string> {
  readonly words: readonly T[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(words: readonly T[]) {
    this.words = words;
    this.#numbers = new Map(words.map((word, number) => [word, number]));
  }

  /** Undefined when the word is not one of the vocabulary. */
  find(word: string): number | undefined {
    return this.#numbers.get(word);
  }

  /** Throws a RangeError when the word is not one of the vocabulary. */
  numberOf(word: T): number {
    const number = this.#numbers.get(word);
    if (number === undefined) throw new RangeError(`"${word}" is no word of ${this.words.slice(0, 3).join(', ')} ….`);
    return number;
  }

  /** Throws a RangeError when there is no such number. */
  wordOf(number: number): T {
    const word = this.words[number];
    if (word === undefined) throw new RangeError(`${number} is no number of a word of ${this.words.slice(0, 3).join(', ')} ….`);
    return word;
  }
}

const OUTCOME_NAMES = OUTCOMES.map(({ name }) => name);
const EVENT_NAMES = Object.keys(EVENTS) as readonly (keyof typeof EVENTS)[];
const TYPE_NAMES = TRANSACTION_TYPES.map(({ name }) => name);

export interface Vocabularies {
  readonly states: Vocabulary<(typeof ANSWER_STATES)[number]>;
  readonly events: Vocabulary<keyof typeof EVENTS>;
  readonly outcomes: Vocabulary<(typeof OUTCOME_NAMES)[number]>;
  readonly flags: Vocabulary<(typeof ALL_FLAGS)[number] | ''>;
  readonly types: Vocabulary<(typeof TYPE_NAMES)[number]>;
  readonly channels: Vocabulary<(typeof CHANNELS)[number]>;
  readonly terminalTypes: Vocabulary<TerminalType | ''>;
  readonly entryModes: Vocabulary<EntryMode | ''>;
}

/** Those of this version. */
export const VOCABULARIES: Vocabularies = {
  states: new Vocabulary(ANSWER_STATES),
  events: new Vocabulary(EVENT_NAMES),
  outcomes: new Vocabulary(OUTCOME_NAMES),
  flags: new Vocabulary(['', ...ALL_FLAGS]),
  types: new Vocabulary(TYPE_NAMES),
  channels: new Vocabulary(CHANNELS),
  terminalTypes: new Vocabulary(['', ...TERMINAL_TYPES.map(({ name }) => name)]),
  entryModes: new Vocabulary(['', ...ENTRY_MODES.map(({ name }) => name)]),
};
