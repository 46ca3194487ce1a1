/**
 * Clear PIN fields of ISO 9564-1: how a PIN stands in a block before it is enciphered.
 *
 *     format 0   0 L P P P P p p p p p p p p F F   XOR   0 0 0 0 + 12 PAN digits, no check digit
 *     format 1   1 L P P P P p p p p p p p p r r   (r: any value, a transaction field; no PAN)
 *     format 3   3 L P P P P p p p p p p p p r r   XOR   as format 0 (r: random A to F)
 *     format 4   4 L P P P P p p p p p p p p A A   + 8 random bytes; enciphered twice, PAN between
 *
 * p is a PIN digit or fill. All functions work on buffers: no string ever holds a PIN.
 */
import type { PinBlockFormat } from '../protocol/message.ts';
import type { CipherAlgorithm } from './cipher/block-cipher.ts';
import { digitAt, isDigits, nibbleAt, xorNibble, zeroBytes } from './nibbles.ts';
import type { RandomBytes } from './random-bytes.ts';

export const PIN_DIGITS_MIN = 4;
export const PIN_DIGITS_MAX = 12;
/** Formats 0 and 3 need twelve PAN digits and the check digit. */
export const PAN_DIGITS_MIN = 13;
export const PAN_DIGITS_MAX = 19;
const FIELD_NIBBLES = 16;
const FIELD_BYTES = 8;

export interface PinFieldRow {
  readonly algorithm: CipherAlgorithm;
  readonly blockBytes: number;
  readonly control: number;
  readonly fillMin: number;
  readonly fillMax: number;
  /** The PAN is XORed into the clear field. */
  readonly xorsPan: boolean;
}

export const PIN_FIELDS: { readonly [format in PinBlockFormat]: PinFieldRow } = {
  iso0: { algorithm: 'TDES', blockBytes: 8, control: 0, fillMin: 15, fillMax: 15, xorsPan: true },
  iso1: { algorithm: 'TDES', blockBytes: 8, control: 1, fillMin: 0, fillMax: 15, xorsPan: false },
  iso3: { algorithm: 'TDES', blockBytes: 8, control: 3, fillMin: 10, fillMax: 15, xorsPan: true },
  iso4: { algorithm: 'AES', blockBytes: 16, control: 4, fillMin: 10, fillMax: 10, xorsPan: false },
};

/** The faults of a PIN block, in the order of the checks. */
export const PIN_BLOCK_FAULTS = ['blockLength', 'pan', 'controlNibble', 'pinLength', 'pinDigits', 'fill'] as const;
export type PinBlockFault = (typeof PIN_BLOCK_FAULTS)[number];

/** `pin`: ASCII digits in a new buffer, which the caller zeroes. */
export type DecodedPin = { readonly ok: true; readonly pin: Buffer } | { readonly ok: false; readonly reason: PinBlockFault };

/**
 * Throws a RangeError unless a PIN is 4 to 12 ASCII digits. The message does not contain the PIN.
 */
export function requirePin(pin: Buffer): void {
  let digits = 0;
  for (const byte of pin) if (byte >= 48 && byte <= 57) digits++;
  if (digits !== pin.length || digits < PIN_DIGITS_MIN || digits > PIN_DIGITS_MAX) {
    throw new RangeError('A PIN has 4 to 12 digits and nothing else.');
  }
}

/** XORs the rightmost twelve PAN digits without the check digit into bytes 2 to 7. */
function xorPan(field: Buffer, pan: string): void {
  const start = pan.length - 13;
  for (let i = 0; i < 6; i++) {
    const pair = (digitAt(pan, start + 2 * i) << 4) | digitAt(pan, start + 2 * i + 1);
    field[2 + i] = (field[2 + i] as number) ^ pair;
  }
}

/**
 * Reads a clear PIN field (8 bytes; 16 for format 4) and zeroes it in every case. A PIN block of
 * another PAN gives `pinDigits`, `fill` or another PIN.
 */
export function decodePinField(format: PinBlockFormat, field: Buffer, pan: string): DecodedPin {
  return decodedPin((pin) => readPinField(format, field, pan, pin));
}

/**
 * Copies the PIN that `read` writes, as {@link readPinField} does, into a new buffer of its length.
 */
export function decodedPin(read: (pin: Buffer) => number | PinBlockFault): DecodedPin {
  const space = Buffer.alloc(PIN_DIGITS_MAX);
  const result = read(space);
  if (typeof result === 'string') return { ok: false, reason: result };
  const pin = Buffer.alloc(result);
  space.copy(pin);
  zeroBytes(space);
  return { ok: true, pin };
}

/**
 * As {@link decodePinField}, without a new buffer: writes the PIN as ASCII digits to the start of
 * `pin`, a buffer of 12 bytes that the caller zeroes, and returns their number. After a fault `pin`
 * is zero.
 */
export function readPinField(format: PinBlockFormat, field: Buffer, pan: string, pin: Buffer): number | PinBlockFault {
  const result = readField(PIN_FIELDS[format], field, pan, pin);
  zeroBytes(field);
  if (typeof result === 'string') zeroBytes(pin);
  return result;
}

function readField(row: PinFieldRow, field: Buffer, pan: string, pin: Buffer): number | PinBlockFault {
  if (field.length !== row.blockBytes) return 'blockLength';
  if (row.xorsPan) {
    if (!isDigits(pan, PAN_DIGITS_MIN, PAN_DIGITS_MAX)) return 'pan';
    xorPan(field, pan);
  }
  if (nibbleAt(field, 0) !== row.control) return 'controlNibble';
  const digits = nibbleAt(field, 1);
  if (digits < PIN_DIGITS_MIN || digits > PIN_DIGITS_MAX) return 'pinLength';
  for (let i = 0; i < digits; i++) {
    const digit = nibbleAt(field, 2 + i);
    if (digit > 9) return 'pinDigits';
    pin[i] = 48 + digit;
  }
  for (let i = 2 + digits; i < FIELD_NIBBLES; i++) {
    const fill = nibbleAt(field, i);
    if (fill < row.fillMin || fill > row.fillMax) return 'fill';
  }
  return digits;
}

/**
 * Builds the clear PIN field of a PIN in ASCII digits. The caller enciphers and zeroes it. Throws a
 * RangeError unless the PIN is 4 to 12 digits and the PAN, where the format needs it, 13 to 19.
 */
export function encodePinField(format: PinBlockFormat, pin: Buffer, pan: string, randomBytes: RandomBytes): Buffer {
  const row = PIN_FIELDS[format];
  requirePin(pin);
  if (row.xorsPan && !isDigits(pan, PAN_DIGITS_MIN, PAN_DIGITS_MAX)) {
    throw new RangeError(`A PIN block of format ${row.control} needs a PAN of 13 to 19 digits.`);
  }
  const field = Buffer.alloc(row.blockBytes);
  xorNibble(field, 0, row.control);
  xorNibble(field, 1, pin.length);
  for (let i = 0; i < pin.length; i++) xorNibble(field, 2 + i, (pin[i] as number) - 48);
  const fillNibbles = FIELD_NIBBLES - 2 - pin.length;
  const fillValues = row.fillMax - row.fillMin + 1;
  const random = fillValues > 1 ? randomBytes(fillNibbles) : undefined;
  for (let i = 0; i < fillNibbles; i++) {
    xorNibble(field, 2 + pin.length + i, row.fillMin + ((fillValues * (random?.[i] ?? 0)) >> 8));
  }
  if (row.xorsPan) xorPan(field, pan);
  if (row.blockBytes > FIELD_BYTES) randomBytes(FIELD_BYTES).copy(field, FIELD_BYTES);
  return field;
}
