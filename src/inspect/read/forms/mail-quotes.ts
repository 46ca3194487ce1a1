/** The signs > with which mail programs and trackers quote the lines of a text. */

const QUOTE = /^(?:>[ \t]?){1,8}/;
const LINES_MIN = 2;

/** The text with blanks in their place, so that columns stay the same; undefined: it is not quoted. */
export function withoutMailQuotes(text: string): string | undefined {
  if (!text.trimStart().startsWith('>')) return undefined;
  const lines = text.split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length < LINES_MIN || !filled.every((line) => line.startsWith('>'))) return undefined;
  return lines.map((line) => line.replace(QUOTE, (signs) => ' '.repeat(signs.length))).join('\n');
}
