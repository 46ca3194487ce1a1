/**
 * Tags of a private element, by their split: a length of three digits that fits exactly is no
 * coincidence, so that tags and lengths are no digits of a card number, whatever stands behind them.
 */
import type { Range } from '../../cards/card-data/range.ts';
import { readTlv } from '../../protocol/iso8583/elements/tlv-kinds.ts';

const KINDS = ['4an+3n', '3an+3n', '2an+3n'] as const;
/** One tag alone may be a coincidence. */
const TAGS_MIN = 2;

/** The values of the tags in a text; undefined if it is not split into tags exactly. */
export function taggedValues(text: string): readonly Range[] | undefined {
  const bytes = Buffer.from(text, 'latin1');
  for (const kind of KINDS) {
    const objects = readTlv(bytes, kind);
    if (objects === undefined || objects.length < TAGS_MIN || objects.every(({ value }) => value.length === 0)) continue;
    return objects.map(({ value }) => ({
      from: value.byteOffset - bytes.byteOffset,
      to: value.byteOffset - bytes.byteOffset + value.length,
    }));
  }
  return undefined;
}
