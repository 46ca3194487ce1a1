/** XML as text, written piece by piece. */

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
/** What XML 1.0 cannot hold, even escaped, and half of a surrogate pair. */
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** A text that can stand in an element or an attribute, whatever is in it. */
export function escapeXml(text: string): string {
  return text.replaceAll(NO_XML, '?').replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** `<name>text</name>`, or nothing for a text that is absent. */
export function leaf(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeXml(text)}</${name}>`;
}

/** Øre as kroner, with two decimals: `2500.00`. */
export function decimalText(amountMinor: number): string {
  const digits = String(amountMinor).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Texts of about this many characters leave at once. */
const PIECE_CHARS = 16_384;

/** Joins small texts, so that a payment is not a write of its own. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for await (const text of texts) {
    piece += text;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

export type Stream<T> = Iterable<T> | AsyncIterable<T>;
