/** Options that a program in JavaScript may have left out, although their types require them. */
import { QuantityError } from '../../../config/quantity.ts';

/** Required options that are strings. */
const TEXTS = ['target', 'keys'];

/** Throws a QuantityError that names the function and the first option that is missing. */
export function requireOptions(caller: string, options: unknown, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null)
    throw new QuantityError(`${caller} takes an object of options, such as { ${names.join(', ')} }.`);
  const missing = names.find((name) => {
    const value = (options as Readonly<Record<string, unknown>>)[name];
    return value === undefined || value === null || value === '';
  });
  if (missing !== undefined) throw new QuantityError(`${caller}: the option ${missing} is missing; ${names.join(', ')} are required.`);
  const wrong = TEXTS.find((name) => names.includes(name) && typeof (options as Readonly<Record<string, unknown>>)[name] !== 'string');
  if (wrong !== undefined) throw new QuantityError(`${caller}: the option ${wrong} must be a string.`);
}
