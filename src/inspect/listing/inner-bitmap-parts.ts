/** The sub-elements of an element that holds a bitmap of its own, from its masked text. */
import type { Layout } from '../../protocol/iso8583/codec/layout.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import type { SubElementsFound } from '../../protocol/iso8583/elements/sub-elements.ts';
import { declaredSubElements, innerBitmapOf } from '../read/inner-bitmap.ts';
import { isBinary, nibblesOf } from '../read/parse-attempt.ts';
import type { MeaningInput } from './element-meaning.ts';
import { type Part, part, tagPart } from './element-parts.ts';

type Shown = Pick<MeaningInput, 'attempt' | 'element' | 'shown'>;

/** As the dialect describes them, with their offsets and what is wrong. */
function declaredParts({ element, shown }: Shown, { layout, found, problem }: SubElementsFound): readonly Part[] {
  const parts = found.map(({ number, spec, element: inner }) => {
    const value = maskedSubText(layout, inner, shown);
    return tagPart(inner.offset, `${element.number}.${number}`, value, spec.name);
  });
  return problem === '' ? parts : [...parts, part('broken', '', problem)];
}

/** `shown`: the element in half bytes, with stars for hidden ones. */
function maskedSubText(layout: Layout, inner: UnpackedElement, shown: string): string {
  const width = isBinary(layout, inner.number) ? 2 : 1;
  let text = '';
  for (let at = 0; at < inner.text.length; at += width) {
    const { from, count } = nibblesOf({ layout, prefixBytes: 0 }, inner, at / width);
    text += shown.slice(from, from + count).includes('*') ? '*'.repeat(width) : inner.text.slice(at, at + width);
  }
  return text;
}

export function innerBitmapParts(input: Shown): readonly Part[] {
  const { attempt, element, shown } = input;
  const declared = declaredSubElements(attempt, element);
  if (declared !== undefined) return declaredParts(input, declared);
  const isHex = isBinary(attempt.layout, element.number);
  return (innerBitmapOf(attempt, element) ?? []).map(({ number, name, offset, from, to }) => {
    const value = isHex ? textOfHex(shown.slice(from * 2, to * 2)) : shown.slice(from, to);
    return tagPart(offset, `${element.number}.${number}`, value, name);
  });
}

/** The characters of hexadecimal digits; a byte of which a half is hidden is a star. */
function textOfHex(digits: string): string {
  return (digits.match(/../g) ?? []).map((pair) => (pair.includes('*') ? '*' : String.fromCharCode(Number.parseInt(pair, 16)))).join('');
}
