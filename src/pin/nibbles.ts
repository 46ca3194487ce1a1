/** Half bytes, numbered from the left: the standards of this folder count them, not bytes. */

export function nibbleAt(bytes: Buffer, position: number): number {
  const byte = bytes[position >> 1] as number;
  return (position & 1) === 0 ? byte >> 4 : byte & 0x0f;
}

/** XORs a value into one nibble: sets it in a field that holds zero there. */
export function xorNibble(bytes: Buffer, position: number, value: number): void {
  const at = position >> 1;
  bytes[at] = (bytes[at] as number) ^ ((position & 1) === 0 ? value << 4 : value);
}

/** Above this `fill` costs less than a loop. */
const FEW_BYTES = 32;

/** Zeroes a buffer that is short as a rule. */
export function zeroBytes(bytes: Buffer): void {
  if (bytes.length > FEW_BYTES) bytes.fill(0);
  else for (let i = 0; i < bytes.length; i++) bytes[i] = 0;
}

/**
 * Value of the decimal digit at a position of a text; any other character gives something that is
 * not 0 to 9.
 */
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
