/** What `aksept load` says before a run, in both languages. */
import { type Speaker, speakerOf } from '../../protocol/language.ts';

const WORDS = {
  noCard: {
    en: 'The card file has no card of {kinds}, so these flows do not happen: {flows}; make cards of every kind with: {command}',
    nb: 'Kortfilen har ingen kort av {kinds}, så disse forløpene skjer ikke: {flows}; lag kort av alle slag med: {command}',
  },
} as const;

export const loadWords: Speaker<typeof WORDS> = speakerOf(WORDS);
