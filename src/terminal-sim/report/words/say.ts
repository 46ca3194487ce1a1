/** Looks up headings and phrases by language and fills them in. */
import { type Speaker, speakerOf } from '../../../protocol/language.ts';
import { HEADINGS } from './headings.ts';
import { PHRASES } from './phrases.ts';

export const heading: Speaker<typeof HEADINGS> = speakerOf(HEADINGS);
export const phrase: Speaker<typeof PHRASES> = speakerOf(PHRASES);
