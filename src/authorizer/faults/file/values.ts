/**
 * The values of a fault rule file as people write them: with short forms, and single values for
 * lists.
 */
import { z } from 'zod';

const shortForms = new WeakMap<object, z.ZodType>();

/**
 * The short form of a value; undefined: it has none. schema/faults.schema.json is generated from
 * the short and the full forms.
 */
export function shortFormOf(schema: object): z.ZodType | undefined {
  return shortForms.get(schema);
}

/**
 * `short` describes the short form to editors. `write` turns it into the full form and returns any
 * other value unchanged.
 */
export function orShort<T extends z.ZodType>(whole: T, short: z.ZodType, write: (value: unknown) => unknown) {
  const schema = z.preprocess(write, whole);
  shortForms.set(schema, short);
  return schema;
}

export function wholeFrom(least: number, most: number): z.ZodInt {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
}

/** Accepts a single value as a list of one. */
function listed<T extends z.ZodType>(item: T) {
  const list = z.array(item).min(1, 'must not be empty').max(100, 'must hold at most 100');
  return orShort(list, item, (value) => (Array.isArray(value) ? value : [value]));
}

export function namesOf<const N extends string>(names: readonly N[]) {
  const form = Object.fromEntries(names.map((name) => [name, name])) as { [K in N]: K };
  return listed(z.enum(form, { error: `must be one of ${names.join(', ')}` }));
}

/** Accepts a number where the value is a text. */
export function orNumber<T extends z.ZodType>(text: T) {
  return orShort(text, z.number(), (value) => (typeof value === 'number' ? String(value) : value));
}

export function textsOf(form: RegExp, what: string) {
  return listed(orNumber(z.string(`must be ${what}`).regex(form, `must be ${what}`)));
}
