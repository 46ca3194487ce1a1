/** Words of ours in a private element (DE48), as the dialect says: tag, length and value one after the other, all characters. */

import { digitsValue, paddedDigits } from '../codec/digits.ts';
import type { AdditionalData, AdditionalField } from '../dialect/dialect.ts';
import { ADDITIONAL_FIELDS } from '../dialect/dialect.ts';

/** Dialects are few and never change, so each one's inverse table is made once. */
const fieldsByTag = new WeakMap<AdditionalData, ReadonlyMap<string, AdditionalField>>();

function fieldOfTag(spec: AdditionalData): ReadonlyMap<string, AdditionalField> {
  let fields = fieldsByTag.get(spec);
  if (fields === undefined) {
    fields = new Map(ADDITIONAL_FIELDS.map((field) => [spec.tags[field], field]));
    fieldsByTag.set(spec, fields);
  }
  return fields;
}

/**
 * Reads the element. 'foreign' when it does not begin with one of our tags: what stands in DE48 is another's then, and no error.
 * 'malformed' when it does, but a later length is no number or runs past the end. Other tags are skipped; of two of the same
 * tag the first counts. Values are as they stand: a binary one is hexadecimal digits.
 */
export function readAdditional(text: string, spec: AdditionalData): ReadonlyMap<AdditionalField, string> | 'foreign' | 'malformed' {
  const { tagLength, lengthDigits } = spec;
  const fieldOf = fieldOfTag(spec);
  const values = new Map<AdditionalField, string>();
  if (text === '') return values;
  if (!fieldOf.has(text.slice(0, tagLength))) return 'foreign';
  for (let at = 0; at < text.length; ) {
    const valueAt = at + tagLength + lengthDigits;
    const length = digitsValue(text, at + tagLength, lengthDigits);
    if (length === -1 || valueAt + length > text.length) return 'malformed';
    const field = fieldOf.get(text.slice(at, at + tagLength));
    at = valueAt + length;
    if (field !== undefined && !values.has(field)) values.set(field, text.slice(valueAt, at));
  }
  return values;
}

/** Writes the element. Throws a RangeError that names the word when a value is longer than the dialect's length digits can say. */
export function writeAdditional(
  fields: ReadonlyMap<AdditionalField, string> | readonly (readonly [AdditionalField, string])[],
  spec: AdditionalData,
): string {
  let text = '';
  for (const [field, value] of fields) {
    text += spec.tags[field] + paddedDigits(value.length, spec.lengthDigits, `The length of ${field} in element ${spec.element}`) + value;
  }
  return text;
}
