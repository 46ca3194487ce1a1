/** Text for elements of ASCII: a host that takes it at its word refuses a letter outside it. */
const LETTERS: Readonly<Record<string, string>> = { æ: 'ae', Æ: 'AE', ø: 'o', Ø: 'O', ß: 'ss', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th' };

/** Accents and rings go, letters of their own are spelt, anything else is a question mark. */
export function inAscii(text: string): string {
  const spelt = text.replace(/[æÆøØßðÐþÞ]/g, (letter) => LETTERS[letter] ?? '?');
  return spelt
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?');
}
