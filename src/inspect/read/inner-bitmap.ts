/** Private elements with a bitmap of their own. */

import { readInnerBitmap, type SubElement } from '../../protocol/iso8583/elements/inner-bitmap.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { readSubElements, type SubElementFound, type SubElementsFound, subLayoutOf } from '../../protocol/iso8583/elements/sub-elements.ts';
import { isBinary, nameOf, type ParseAttempt } from './parse-attempt.ts';

/** The shortest bitmap and one digit. */
const BYTES_MIN = 9;
const PRIVATE = /private|national|reserved/i;

/** The sub-elements of an element as the dialect describes them; undefined if it does not. */
export function declaredSubElements({ dialect }: ParseAttempt, { number, text }: UnpackedElement): SubElementsFound | undefined {
  const layout = subLayoutOf(dialect, number);
  return layout === undefined ? undefined : readSubElements(layout, Buffer.from(text, 'hex'));
}

/**
 * The sub-elements of a private element whose content is a bitmap and what it announces. Those that
 * the dialect describes are read by it, all others as Postilion has them.
 */
export function innerBitmapOf(attempt: ParseAttempt, element: UnpackedElement): readonly SubElement[] | undefined {
  const { layout, dialect } = attempt;
  const { number, text } = element;
  const declared = declaredSubElements(attempt, element);
  if (declared !== undefined) return declared.problem === '' ? declared.found.map(plainOf) : undefined;
  if (text.length < BYTES_MIN || layout.lengthBytes[number] === 0 || !PRIVATE.test(nameOf(dialect, number))) return undefined;
  return readInnerBitmap(Buffer.from(text, isBinary(layout, number) ? 'hex' : 'latin1'));
}

function plainOf({ number, spec, element: { offset, valueOffset, valueBytes } }: SubElementFound): SubElement {
  return { number, name: spec.name, isSecret: false, offset, from: valueOffset, to: valueOffset + valueBytes };
}

/** ` DE127 holds a bitmap of its own, with 127.3 and 127.20.` for each such element. */
export function innerBitmapWords(attempt: ParseAttempt): string {
  return attempt.unpacked.elements
    .flatMap((element) => {
      const subElements = innerBitmapOf(attempt, element);
      if (subElements === undefined) return [];
      const numbers = subElements.map(({ number }) => `${element.number}.${number}`);
      return [` DE${element.number} holds a bitmap of its own, with ${numbers.join(', ').replace(/, (?=[^,]*$)/, ' and ')}.`];
    })
    .join('');
}
