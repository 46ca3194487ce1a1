/** Finds the half bytes of a protobuf message that must not be shown, as element-mask.ts does for ISO 8583. */
import { cardDataInText } from '../../cards/card-data/card-data.ts';
import { hiddenPan, hiddenPiece, type Range } from '../../cards/card-data/range.ts';
import { isLuhnValid } from '../../cards/pan.ts';
import { HiddenBytes } from '../mask/hidden-bytes.ts';
import type { WireField } from './read-fields.ts';

/** Hidden whole: what is enciphered, and what may hold a card number in a form of its own. */
const WHOLE = ['track2', 'pin_block', 'new_pin_block', 'chip_data'];

function textRanges({ field }: WireField, text: string, pans: readonly string[]): readonly Range[] {
  if (field?.name === 'pan') return [isLuhnValid(text) ? hiddenPan(0, text.length) : hiddenPiece(0, text.length)];
  return cardDataInText(text, pans);
}

function hideIn(hidden: HiddenBytes, bytes: Buffer, wire: WireField, pans: readonly string[]): void {
  const { field, valueOffset, end, inner } = wire;
  // A field that this release does not know may hold anything.
  if (field === undefined || WHOLE.includes(field.name)) hidden.hideNibbles(valueOffset * 2, (end - valueOffset) * 2);
  else if (field.type === 'string') {
    const text = bytes.toString('utf8', valueOffset, end);
    for (const { from, to } of textRanges(wire, text, pans)) {
      const start = Buffer.byteLength(text.slice(0, from));
      hidden.hideNibbles((valueOffset + start) * 2, Buffer.byteLength(text.slice(from, to)) * 2);
    }
  }
  for (const each of inner) hideIn(hidden, bytes, each, pans);
}

/** `pans`: card numbers that are known to occur. */
export function hiddenInFields(bytes: Buffer, fields: readonly WireField[], pans: readonly string[]): HiddenBytes {
  const hidden = new HiddenBytes(bytes);
  for (const field of fields) hideIn(hidden, bytes, field, pans);
  return hidden;
}
