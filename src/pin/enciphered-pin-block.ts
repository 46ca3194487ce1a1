/** Enciphered PIN blocks of ISO 9564-1: TDES over one block for formats 0, 1 and 3; AES twice with the PAN in between for format 4. */
import type { PinBlockFormat } from '../protocol/message.ts';
import type { BlockCipher } from './block-cipher.ts';
import { digitAt, isDigits, putNibble } from './nibbles.ts';
import { type DecodedPin, decodePinField, encodePinField, PAN_DIGITS_MAX, PIN_FIELDS } from './pin-block.ts';
import type { RandomBytes } from './random-bytes.ts';

const PAN_FIELD_BYTES = 16;
/** A shorter PAN is filled with zeros on the left (ISO 9564-1, 9.4.2.3). */
const PAN_FIELD_DIGITS_MIN = 12;

/** Format 4's PAN field: M (digits above 12), the PAN of 1 to 19 digits, zeros. 16 bytes. */
export function encodePanField(pan: string): Buffer {
  if (!isDigits(pan, 1, PAN_DIGITS_MAX)) throw new RangeError('A PIN block of format 4 needs a PAN of 1 to 19 digits.');
  const field = Buffer.alloc(PAN_FIELD_BYTES);
  const zeros = Math.max(0, PAN_FIELD_DIGITS_MIN - pan.length);
  putNibble(field, 0, pan.length + zeros - PAN_FIELD_DIGITS_MIN);
  for (let i = 0; i < pan.length; i++) putNibble(field, 1 + zeros + i, digitAt(pan, i));
  return field;
}

function xorInto(target: Buffer, other: Buffer): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) ^ (other[i] as number);
}

/**
 * Deciphers a PIN block and reads the PIN. The block itself is left as it is; every clear buffer but the PIN is zeroed.
 * The cipher must be of the format's algorithm.
 */
export function decipherPinBlock(format: PinBlockFormat, cipher: BlockCipher, block: Buffer, pan: string): DecodedPin {
  requireAlgorithm(format, cipher);
  if (block.length !== PIN_FIELDS[format].blockBytes) return { ok: false, reason: 'blockLength' };
  if (format !== 'iso4') return decodePinField(format, cipher.decrypt(block), pan);
  if (!isDigits(pan, 1, PAN_DIGITS_MAX)) return { ok: false, reason: 'pan' };
  const between = cipher.decrypt(block);
  xorInto(between, encodePanField(pan));
  const field = cipher.decrypt(between);
  between.fill(0);
  return decodePinField(format, field, pan);
}

/**
 * Builds and enciphers a PIN block of a PIN in ASCII digits (the caller zeroes it).
 * Throws a RangeError on a PIN or PAN that the format cannot hold.
 */
export function encipherPinBlock(format: PinBlockFormat, cipher: BlockCipher, pin: Buffer, pan: string, randomBytes: RandomBytes): Buffer {
  requireAlgorithm(format, cipher);
  const panField = format === 'iso4' ? encodePanField(pan) : undefined;
  const field = encodePinField(format, pin, pan, randomBytes);
  const enciphered = cipher.encrypt(field);
  field.fill(0);
  if (panField === undefined) return enciphered;
  xorInto(enciphered, panField);
  const block = cipher.encrypt(enciphered);
  enciphered.fill(0);
  return block;
}

function requireAlgorithm(format: PinBlockFormat, cipher: BlockCipher): void {
  const { algorithm, control } = PIN_FIELDS[format];
  if (cipher.algorithm !== algorithm) {
    throw new TypeError(`A PIN block of format ${control} is enciphered with ${algorithm}, and the key is for ${cipher.algorithm}.`);
  }
}
