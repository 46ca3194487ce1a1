/**
 * Enciphered PIN blocks of ISO 9564-1: TDES over one block for formats 0, 1 and 3; AES twice with
 * the PAN in between for format 4.
 */
import type { PinBlockFormat } from '../protocol/message.ts';
import type { BlockCipher } from './cipher/block-cipher.ts';
import { digitAt, isDigits, xorNibble, zeroBytes } from './nibbles.ts';
import { type DecodedPin, decodedPin, encodePinField, PAN_DIGITS_MAX, PIN_FIELDS, type PinBlockFault, readPinField } from './pin-block.ts';
import type { RandomBytes } from './random-bytes.ts';

const PAN_FIELD_BYTES = 16;
/** A shorter PAN is filled with zeros on the left (ISO 9564-1, 9.4.2.3). */
const PAN_FIELD_DIGITS_MIN = 12;

/**
 * XORs format 4's PAN field into 16 bytes: M (digits above 12), the PAN of 1 to 19 digits, zeros.
 */
function xorPanField(block: Buffer, pan: string): void {
  const zeros = Math.max(0, PAN_FIELD_DIGITS_MIN - pan.length);
  xorNibble(block, 0, pan.length + zeros - PAN_FIELD_DIGITS_MIN);
  for (let i = 0; i < pan.length; i++) xorNibble(block, 1 + zeros + i, digitAt(pan, i));
}

function requirePanFieldDigits(pan: string): void {
  if (!isDigits(pan, 1, PAN_DIGITS_MAX)) throw new RangeError('A PIN block of format 4 needs a PAN of 1 to 19 digits.');
}

/** Format 4's PAN field, 16 bytes. Throws a RangeError when the PAN is not 1 to 19 digits. */
export function encodePanField(pan: string): Buffer {
  requirePanFieldDigits(pan);
  const field = Buffer.alloc(PAN_FIELD_BYTES);
  xorPanField(field, pan);
  return field;
}

/**
 * Deciphers a PIN block and reads the PIN. The block itself is left as it is; every clear buffer
 * but the PIN is zeroed. The cipher must be of the format's algorithm.
 */
export function decipherPinBlock(format: PinBlockFormat, cipher: BlockCipher, block: Buffer, pan: string): DecodedPin {
  const copy = Buffer.alloc(block.length);
  block.copy(copy);
  return decodedPin((pin) => readPinBlock(format, cipher, copy, pan, pin));
}

/**
 * As {@link decipherPinBlock}, without a new buffer: deciphers the block where it stands and zeroes
 * it, whatever comes out; writes the PIN to the start of `pin`, as {@link readPinField} does.
 */
export function readPinBlock(format: PinBlockFormat, cipher: BlockCipher, block: Buffer, pan: string, pin: Buffer): number | PinBlockFault {
  requireAlgorithm(format, cipher);
  if (block.length !== PIN_FIELDS[format].blockBytes) {
    zeroBytes(block);
    return 'blockLength';
  }
  if (format === 'iso4') {
    if (!isDigits(pan, 1, PAN_DIGITS_MAX)) {
      zeroBytes(block);
      return 'pan';
    }
    cipher.decryptBlock(block);
    xorPanField(block, pan);
  }
  cipher.decryptBlock(block);
  return readPinField(format, block, pan, pin);
}

/**
 * Builds and enciphers a PIN block of a PIN in ASCII digits (the caller zeroes it).
 * Throws a RangeError on a PIN or PAN that the format cannot hold.
 */
export function encipherPinBlock(format: PinBlockFormat, cipher: BlockCipher, pin: Buffer, pan: string, randomBytes: RandomBytes): Buffer {
  requireAlgorithm(format, cipher);
  if (format === 'iso4') requirePanFieldDigits(pan);
  const block = encodePinField(format, pin, pan, randomBytes);
  cipher.encryptBlock(block);
  if (format !== 'iso4') return block;
  xorPanField(block, pan);
  cipher.encryptBlock(block);
  return block;
}

function requireAlgorithm(format: PinBlockFormat, cipher: BlockCipher): void {
  const { algorithm, control } = PIN_FIELDS[format];
  if (cipher.algorithm !== algorithm) {
    throw new TypeError(`A PIN block of format ${control} is enciphered with ${algorithm}, and the key is for ${cipher.algorithm}.`);
  }
}
