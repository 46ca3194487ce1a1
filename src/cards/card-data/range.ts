/** Places in a text that must not be shown, and the text with stars in their place. */

/** Characters `from` up to `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** PCI DSS 3.4.1: at most the first six and the last four digits of a card number may be shown. */
export const SHOWN_FIRST = 6;
export const SHOWN_LAST = 4;
const SHORT_PAN_DIGITS = 12;

/** The digits of a card number to hide: all of a short one, else the middle. */
export function hiddenPan(from: number, digits: number): Range {
  return digits <= SHORT_PAN_DIGITS ? { from, to: from + digits } : { from: from + SHOWN_FIRST, to: from + digits - SHOWN_LAST };
}

/** The digits to hide of a piece that begins like a card number: all after the first six. */
export function hiddenPiece(from: number, digits: number): Range {
  return { from: from + Math.min(SHOWN_FIRST, Math.max(0, digits - SHOWN_FIRST)), to: from + digits };
}

/** The text with stars in place of the ranges. */
export function withStars(text: string, ranges: readonly Range[]): string {
  const [only] = ranges;
  if (only === undefined) return text;
  if (ranges.length === 1) {
    const from = Math.min(text.length, Math.max(0, only.from));
    const to = Math.min(text.length, Math.max(from, only.to));
    // Not by +: its result keeps its parts, which takes three times the room for a kept card.
    return [text.slice(0, from), '*'.repeat(to - from), text.slice(to)].join('');
  }
  const characters = text.split('');
  for (const { from, to } of ranges) characters.fill('*', Math.max(0, from), Math.max(0, to));
  return characters.join('');
}
