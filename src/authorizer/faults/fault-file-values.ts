/** Values as people write them in a file of fault rules. */
import { z } from 'zod';

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
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), list);
}

export function namesOf<const N extends string>(names: readonly N[]) {
  const form = Object.fromEntries(names.map((name) => [name, name])) as { [K in N]: K };
  return listed(z.enum(form, { error: `must be one of ${names.join(', ')}` }));
}

/** Texts that a file may also write as numbers. */
export function textsOf(form: RegExp, what: string) {
  const text = z.preprocess(
    (value) => (typeof value === 'number' ? String(value) : value),
    z.string(`must be ${what}`).regex(form, `must be ${what}`),
  );
  return listed(text);
}
