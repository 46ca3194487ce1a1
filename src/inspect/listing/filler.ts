/** The half byte F with which hosts fill up an odd number of BCD digits, at either end. */
import { BCD_LEFT, BCD_RIGHT_F } from '../../protocol/iso8583/codec/layout.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import type { ParseAttempt } from '../read/parse-attempt.ts';
import { type Part, part } from './element-parts.ts';

const FILLER = 0x0f;

/** A part that names the filler F of an element; none if the half byte is 0, which is usual. */
export function fillerParts({ bytes, layout, prefixBytes }: ParseAttempt, element: UnpackedElement): readonly Part[] {
  const { number, text, valueOffset, valueBytes } = element;
  const encoding = layout.encoding[number];
  if (text.length % 2 === 0 || valueBytes * 2 !== text.length + 1) return [];
  const first = prefixBytes + valueOffset;
  if (encoding === BCD_LEFT && (bytes[first] ?? 0) >> 4 === FILLER) return [part('filler', 'F', 'half byte in front of the value')];
  const isRight = encoding === BCD_RIGHT_F && ((bytes[first + valueBytes - 1] ?? 0) & FILLER) === FILLER;
  return isRight ? [part('filler', 'F', 'half byte behind the value')] : [];
}
