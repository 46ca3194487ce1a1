/** PIN blocks in the tags of DE48, by their place. Hexadecimal digits elsewhere are shown. */
import type { Range } from '../../cards/card-data/range.ts';
import { digitsValue } from '../../protocol/iso8583/codec/digits.ts';
import { ADDITIONAL_FIELDS, type AdditionalData, type AdditionalField } from '../../protocol/iso8583/dialect/dialect.ts';

const PIN_BLOCK_FIELDS: ReadonlySet<AdditionalField> = new Set(['pinBlock', 'newPinBlock']);
const HEX_BLOCK = /[0-9A-F]{16,}/gi;

export interface AdditionalTag {
  readonly tag: string;
  readonly field: AdditionalField | undefined;
  readonly from: number;
  readonly to: number;
}

/** The tags of the element, whether they are known or not; undefined if the lengths do not fit. */
export function additionalTags(text: string, { tags, tagLength, lengthDigits }: AdditionalData): readonly AdditionalTag[] | undefined {
  const fieldOf = new Map(ADDITIONAL_FIELDS.map((field) => [tags[field], field]));
  const found: AdditionalTag[] = [];
  for (let at = 0; at < text.length; ) {
    const from = at + tagLength + lengthDigits;
    const length = digitsValue(text, at + tagLength, lengthDigits);
    if (length < 0 || from + length > text.length) return undefined;
    const tag = text.slice(at, at + tagLength);
    found.push({ tag, field: fieldOf.get(tag), from, to: from + length });
    at = from + length;
  }
  return found;
}

function hexBlocks(text: string, start = 0): readonly Range[] {
  return [...text.matchAll(HEX_BLOCK)].map(({ 0: block, index }) => ({ from: start + index, to: start + index + block.length }));
}

/** An unknown tag as long as a PIN block is hidden beside known tags; a KSN has 20 or 24 digits. */
function mayHoldPinBlock(text: string, { field, from, to }: AdditionalTag): boolean {
  if (field !== undefined && PIN_BLOCK_FIELDS.has(field)) return true;
  const isKsn = field === 'pinKsn' && (to - from === 20 || to - from === 24);
  return !isKsn && hexBlocks(text.slice(from, to)).length > 0;
}

/** The characters of PIN blocks. None in an element that has no tag of the dialect: another use of it. */
export function pinBlockRanges(text: string, spec: AdditionalData): readonly Range[] {
  const tags = additionalTags(text, spec);
  if (tags !== undefined) return tags.some(({ field }) => field !== undefined) ? tags.filter((tag) => mayHoldPinBlock(text, tag)) : [];
  // The lengths do not fit: a tag of the dialect at the front, or one of a PIN block anywhere.
  const isOwn = ADDITIONAL_FIELDS.some(
    (field) => text.startsWith(spec.tags[field]) && digitsValue(text, spec.tagLength, spec.lengthDigits) >= 0,
  );
  const pinTags = ADDITIONAL_FIELDS.filter((field) => PIN_BLOCK_FIELDS.has(field)).map((field) => spec.tags[field]);
  return isOwn || pinTags.some((tag) => text.includes(tag)) ? hexBlocks(text) : [];
}
