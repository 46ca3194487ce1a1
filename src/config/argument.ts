/** Checks of arguments that a program in JavaScript may get wrong, although their types forbid it. */

/** Throws a RangeError of one sentence unless the argument is right. `needed`: `a key ring`. */
export function requireArgument(isRight: boolean, caller: string, name: string, needed: string): void {
  if (!isRight) throw new RangeError(`${caller}: the argument ${name} must be ${needed}.`);
}

/** Whether the value is an object in which each of the members has a value. */
export function hasMembers(value: unknown, ...members: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return members.every((member) => (value as Readonly<Record<string, unknown>>)[member] !== undefined);
}
