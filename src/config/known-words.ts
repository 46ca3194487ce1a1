/** For errors about files that people write: where a word is, and which known word was meant. */
import { quotable } from '../cards/card-data/card-data.ts';

const SHOWN_MAX = 40;

const LISTED_MAX = 12;

/** `elements.2.format`, `entryModes[1].codes`. */
export function placeOf(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${shown(String(step))}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}

/** A word of the file, shortened and made printable for an error. */
export function shown(word: string): string {
  const safe = quotable(word).replace(/[^\x21-\x7e]/g, '?');
  return safe.length > SHOWN_MAX ? `${safe.slice(0, SHOWN_MAX)}...` : safe;
}

/** Levenshtein distance: characters to insert, remove or replace. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_none, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}

/** The most similar known word; undefined when none is similar. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > SHOWN_MAX) return undefined;
  const asked = word.toLowerCase();
  const ranked = known.map((each) => ({ each, away: distance(asked, each.toLowerCase()) })).sort((a, b) => a.away - b.away);
  const [best] = ranked;
  return best !== undefined && best.away <= Math.max(2, Math.floor(word.length / 3)) ? best.each : undefined;
}

/** Advice about an unknown word: the word that was probably meant, or the known words. */
export function suggestion(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  if (meant !== undefined) return `did you mean ${meant}?`;
  const listed = known.slice(0, LISTED_MAX).join(', ');
  return known.length > LISTED_MAX ? `known are ${listed} and ${known.length - LISTED_MAX} more` : `known are ${listed}`;
}
