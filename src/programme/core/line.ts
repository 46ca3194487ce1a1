/** What people write into a field of one line: names, addresses, reasons. */

const CONTROL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/**
 * The text without blanks around it. Undefined when it is empty, longer than `charsMax`, or holds
 * control characters.
 */
export function lineOf(text: string, charsMax: number): string | undefined {
  const line = text.normalize('NFC').trim();
  return line === '' || line.length > charsMax || CONTROL.test(line) ? undefined : line;
}

/** True when two names are of the same person, as people write them: case and blanks do not count. */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

function folded(name: string): string {
  return name.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('nb');
}
