/** Converts text to ASCII, because a strict host refuses other characters in an ASCII element. */
const LETTERS: Readonly<Record<string, string>> = { æ: 'ae', Æ: 'AE', ø: 'o', Ø: 'O', ß: 'ss', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th' };

/** Drops accents and rings, spells out letters such as æ, and replaces all others by `?`. */
export function inAscii(text: string): string {
  const spelt = text.replace(/[æÆøØßðÐþÞ]/g, (letter) => LETTERS[letter] ?? '?');
  return spelt
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?');
}
