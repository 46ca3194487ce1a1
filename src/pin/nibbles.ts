/**
 * Reads and writes half bytes, numbered from the left, because the PIN standards count half bytes.
 */

export function nibbleAt(bytes: Buffer, position: number): number {
  const byte = bytes[position >> 1] as number;
  return (position & 1) === 0 ? byte >> 4 : byte & 0x0f;
}

/** XORs a value into one nibble. This sets the value where the field holds zero. */
export function xorNibble(bytes: Buffer, position: number, value: number): void {
  const at = position >> 1;
  bytes[at] = (bytes[at] as number) ^ ((position & 1) === 0 ? value << 4 : value);
}

/** Above this length `fill` is faster than a loop. */
const FEW_BYTES = 32;

/** Zeroes a buffer; fast for short ones. */
export function zeroBytes(bytes: Buffer): void {
  if (bytes.length > FEW_BYTES) bytes.fill(0);
  else for (let i = 0; i < bytes.length; i++) bytes[i] = 0;
}

/** The decimal digit at a position of a text. Any other character gives a value outside 0 to 9. */
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
