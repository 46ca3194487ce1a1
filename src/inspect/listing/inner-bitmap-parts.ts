/** The sub-elements of an element that holds a bitmap of its own, from its masked text. */
import { innerBitmapOf } from '../read/inner-bitmap.ts';
import { isBinary } from '../read/parse-attempt.ts';
import type { MeaningInput } from './element-meaning.ts';
import { type Part, part } from './element-parts.ts';

export function innerBitmapParts({ attempt, element, shown }: Pick<MeaningInput, 'attempt' | 'element' | 'shown'>): readonly Part[] {
  const isHex = isBinary(attempt.layout, element.number);
  return (innerBitmapOf(attempt, element) ?? []).map(({ number, name, from, to }) => {
    const value = isHex ? textOfHex(shown.slice(from * 2, to * 2)) : shown.slice(from, to);
    return part(`${element.number}.${number}`, value, name);
  });
}

/** The characters of hexadecimal digits; a byte of which a half is hidden is a star. */
function textOfHex(digits: string): string {
  return (digits.match(/../g) ?? []).map((pair) => (pair.includes('*') ? '*' : String.fromCharCode(Number.parseInt(pair, 16)))).join('');
}
