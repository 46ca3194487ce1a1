/** Finds string literals in a text: 'one', "two", '''three''', with the prefixes of Python. */

export interface Literal {
  /** Where its prefix begins, and the index behind its closing quote. */
  readonly from: number;
  readonly to: number;
  /** What is between the quotes. */
  readonly contentFrom: number;
  readonly contentTo: number;
  /** Lower case: `b`, `rb`, or empty. */
  readonly prefix: string;
  /** The line or text ends before the closing quote. */
  readonly isCut: boolean;
}

const QUOTES = /["']/g;
const PREFIX = /(?:^|[^\w])([a-z]{1,2})$/i;

/** The index of the closing quote on the same line; -1 if there is none. */
function closingQuote(text: string, from: number, quote: string, spansLines: boolean): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    else if (character === '\n' && !spansLines) return -1;
    else if (text.startsWith(quote, at)) return at;
  }
  return -1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const to = end < 0 ? text.length : end;
  return text[to - 1] === '\r' ? to - 1 : to;
}

/**
 * All literals in order, in one pass: a quote that no other closes on its line is not tried again
 * on that line.
 */
export function* literals(text: string): Generator<Literal> {
  /** Quote → no literal of it begins before this index, since nothing closes it. */
  const openUntil: Record<string, number> = {};
  QUOTES.lastIndex = 0;
  const quotes = new RegExp(QUOTES);
  for (let match = quotes.exec(text); match !== null; match = quotes.exec(text)) {
    const at = match.index;
    const one = match[0];
    const three = one.repeat(3);
    const isTriple = text.startsWith(three, at) && (openUntil[three] ?? 0) <= at;
    const quote = isTriple ? three : one;
    if ((openUntil[one] ?? 0) > at) continue;
    const contentFrom = at + quote.length;
    const found = closingQuote(text, contentFrom, quote, isTriple);
    if (found < 0 && isTriple) {
      openUntil[three] = text.length;
      quotes.lastIndex = at;
      continue;
    }
    const prefix = PREFIX.exec(text.slice(Math.max(0, at - 3), at))?.[1] ?? '';
    const contentTo = found < 0 ? lineEnd(text, contentFrom) : found;
    const isCut = found < 0;
    if (isCut) openUntil[one] = contentTo;
    else quotes.lastIndex = contentTo + quote.length;
    const to = isCut ? contentTo : contentTo + quote.length;
    yield { from: at - prefix.length, to, contentFrom, contentTo, prefix: prefix.toLowerCase(), isCut };
    if (isCut) quotes.lastIndex = contentFrom;
  }
}
