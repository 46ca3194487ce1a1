/** What reading an identifier gives: the number without separators, or what is wrong with it. */

/**
 * `digits`: a character that does not belong there. `length`: too few or too many digits. `check`: a
 * check digit is wrong. `date`: the number of a person holds no date, or one that does not exist.
 */
export type IdentifierFault = 'digits' | 'length' | 'check' | 'date';

export type Identifier = { readonly number: string } | { readonly fault: IdentifierFault };

/** Blanks of any kind, as people type them into numbers. */
export function withoutBlanks(text: string): string {
  return text.replaceAll(/\s/g, '');
}

/** `digits` before `length`, so that a letter for a digit is not called a missing digit. */
export function digitsFault(text: string, digits: number): IdentifierFault | undefined {
  if (!/^\d*$/.test(text)) return 'digits';
  return text.length === digits ? undefined : 'length';
}
