/** The words of the console in the language of the page. */

import { WORDS as EXPLAIN_WORDS } from '../../../src/limits/explain/words.ts';
import { type Given, speakerOf, type Words } from '../../../src/protocol/language.ts';
import { type Outcome, outcomeRow } from '../../../src/protocol/outcome.ts';
import { language } from '../settings.ts';
import { WORDS } from './words.ts';

const speak = speakerOf(WORDS);

/** Reads the language: what shows the text is drawn again when it changes. */
export function t<Name extends keyof typeof WORDS>(name: Name, ...fill: Given<(typeof WORDS)[Name]>): string {
  return speak(language.value, name, ...fill);
}

export function outcomeText(outcome: Outcome): string {
  return outcomeRow(outcome)[language.value];
}

/** Of a check, a verdict or a value that explanations hold; as it is when it is none of them. */
export function explainText(name: string): string {
  const words: Words | undefined = (EXPLAIN_WORDS as Readonly<Record<string, Words>>)[name];
  return words === undefined ? name : words[language.value];
}

/** Limits of the built-in profiles have names of channels; others are shown as they are. */
export function limitText(name: string): string {
  return name === 'pos' || name === 'atm' ? t(name) : name;
}
