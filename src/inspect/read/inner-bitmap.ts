/** Private elements with a bitmap of their own. */

import { readInnerBitmap, type SubElement } from '../../protocol/iso8583/elements/inner-bitmap.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { isBinary, nameOf, type ParseAttempt } from './parse-attempt.ts';

/** The shortest bitmap and one digit. */
const BYTES_MIN = 9;
const PRIVATE = /private|national|reserved/i;

/** The sub-elements of a private element whose content is a bitmap and what it announces. */
export function innerBitmapOf({ layout, dialect }: ParseAttempt, { number, text }: UnpackedElement): readonly SubElement[] | undefined {
  if (text.length < BYTES_MIN || layout.lengthBytes[number] === 0 || !PRIVATE.test(nameOf(dialect, number))) return undefined;
  return readInnerBitmap(Buffer.from(text, isBinary(layout, number) ? 'hex' : 'latin1'));
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
