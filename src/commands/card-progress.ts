/** Says on standard error how many cards of a large card file are read. */
import { type CardProgress, onceEach, PROGRESS_PERIOD_MS } from '../cards/progress.ts';
import { type Language, speakerOf, type Words } from '../protocol/language.ts';
import { note } from './output.ts';

const WORDS = {
  read: { en: '{cards} of {of} {of:card is|cards are} read.', nb: '{cards} av {of} kort er lest.' },
} as const satisfies Readonly<Record<string, Words>>;

const say = speakerOf(WORDS);

export function cardsReadProgress(language: Language): CardProgress {
  return onceEach(PROGRESS_PERIOD_MS, (cards, of) => note(say(language, 'read', { cards: String(cards), of: String(of) })));
}
