/**
 * Reads and writes the tags in a private element (DE48): tag, length and value, all as characters.
 * The dialect says how long tags and lengths are.
 */

import { digitsValue, paddedDigits } from '../codec/digits.ts';
import type { AdditionalData, AdditionalField } from '../dialect/dialect.ts';
import { ADDITIONAL_FIELDS } from '../dialect/dialect.ts';

/**
 * Tag → field, for each dialect's table of tags. All codecs share this cache safely: a dialect
 * never changes, so an entry is written once and only read afterwards.
 */
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
 * Reads the element. 'foreign' when it does not begin with a tag of the dialect: the content
 * belongs to another system and is not an error. 'malformed' when a later length is not a number or
 * runs past the end. Unknown tags are skipped, and of two equal tags the first counts. Values are
 * returned as text; binary ones are hexadecimal digits.
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

/**
 * Writes the element. Throws a RangeError that names the field when a value is too long for the
 * dialect's length digits.
 */
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
