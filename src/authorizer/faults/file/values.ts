/** Values as people write them in a file of fault rules. */
import { z } from 'zod';

const shortForms = new WeakMap<object, z.ZodType>();

/** What may stand in the place of a whole value; undefined: nothing. schema/faults.schema.json is made of these and the wholes. */
export function shortFormOf(schema: object): z.ZodType | undefined {
  return shortForms.get(schema);
}

/** `short` is what editors are told of the short form; `write` makes the whole of it, and leaves all else as it is. */
export function orShort<T extends z.ZodType>(whole: T, short: z.ZodType, write: (value: unknown) => unknown) {
  const schema = z.preprocess(write, whole);
  shortForms.set(schema, short);
  return schema;
}

export function objectError(issue: { readonly code: string | undefined }): string {
  return issue.code === 'unrecognized_keys' ? 'has an unknown field' : 'must be an object';
}

export function wholeFrom(least: number, most: number): z.ZodInt {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int(error).min(least, error).max(most, error);
}

/** One alone stands for a list of one. */
function listed<T extends z.ZodType>(item: T) {
  const list = z.array(item).min(1, 'must not be empty').max(100, 'must hold at most 100');
  return orShort(list, item, (value) => (Array.isArray(value) ? value : [value]));
}

export function namesOf<const N extends string>(names: readonly N[]) {
  const form = Object.fromEntries(names.map((name) => [name, name])) as { [K in N]: K };
  return listed(z.enum(form, { error: `must be one of ${names.join(', ')}` }));
}

/** A text that a file may also write as a number. */
export function orNumber<T extends z.ZodType>(text: T) {
  return orShort(text, z.number(), (value) => (typeof value === 'number' ? String(value) : value));
}

export function textsOf(form: RegExp, what: string) {
  return listed(orNumber(z.string(`must be ${what}`).regex(form, `must be ${what}`)));
}
