/** Half bytes, numbered from the left: the standards of this folder count them, not bytes. */

export function nibbleAt(bytes: Buffer, position: number): number {
  const byte = bytes[position >> 1] as number;
  return (position & 1) === 0 ? byte >> 4 : byte & 0x0f;
}

/** Sets one nibble of a field that holds zero there. */
export function putNibble(bytes: Buffer, position: number, value: number): void {
  const at = position >> 1;
  bytes[at] = (bytes[at] as number) | ((position & 1) === 0 ? value << 4 : value);
}

/** Value of the decimal digit at a position of a text; any other character gives something that is not 0 to 9. */
export function digitAt(text: string, position: number): number {
  return text.charCodeAt(position) - 48;
}

/** True when a text is `min` to `max` decimal digits and nothing else. */
export function isDigits(text: string, min: number, max: number): boolean {
  if (text.length < min || text.length > max) return false;
  for (let i = 0; i < text.length; i++) {
    const digit = digitAt(text, i);
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}
