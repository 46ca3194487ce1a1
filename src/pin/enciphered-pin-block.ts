/**
 * Enciphers and deciphers PIN blocks (ISO 9564-1): one block of TDES for formats 0, 1 and 3; for
 * format 4, AES twice with the PAN XORed in between.
 */
import { hasMembers, requireArgument } from '../config/argument.ts';
import type { PinBlockFormat } from '../protocol/message.ts';
import type { BlockCipher } from './cipher/block-cipher.ts';
import { digitAt, isDigits, xorNibble, zeroBytes } from './nibbles.ts';
import { type DecodedPin, decodedPin, encodePinField, PAN_DIGITS_MAX, PIN_FIELDS, type PinBlockFault, readPinField } from './pin-block.ts';
import type { RandomBytes } from './random-bytes.ts';

const PAN_FIELD_BYTES = 16;
/** A shorter PAN is padded with zeros on the left (ISO 9564-1, 9.4.2.3). */
const PAN_FIELD_DIGITS_MIN = 12;

const FORMAT_NAMES = Object.keys(PIN_FIELDS).join(' or ');

/**
 * XORs the PAN field of format 4 into 16 bytes: M (number of digits above 12), 1 to 19 PAN digits,
 * zeros.
 */
function xorPanField(block: Buffer, pan: string): void {
  const zeros = Math.max(0, PAN_FIELD_DIGITS_MIN - pan.length);
  xorNibble(block, 0, pan.length + zeros - PAN_FIELD_DIGITS_MIN);
  for (let i = 0; i < pan.length; i++) xorNibble(block, 1 + zeros + i, digitAt(pan, i));
}

function requirePanFieldDigits(pan: string): void {
  if (!isDigits(pan, 1, PAN_DIGITS_MAX)) throw new RangeError('A PIN block of format 4 needs a PAN of 1 to 19 digits.');
}

/** The PAN field of format 4, 16 bytes. Throws a RangeError unless the PAN is 1 to 19 digits. */
export function encodePanField(pan: string): Buffer {
  requirePanFieldDigits(pan);
  const field = Buffer.alloc(PAN_FIELD_BYTES);
  xorPanField(field, pan);
  return field;
}

/**
 * Deciphers a PIN block and reads the PIN. Does not change the block. Zeroes every clear buffer
 * except the PIN, which the caller zeroes. The cipher must have the algorithm of the format.
 */
export function decipherPinBlock(format: PinBlockFormat, cipher: BlockCipher, block: Buffer, pan: string): DecodedPin {
  requireBlockArguments('decipherPinBlock', format, cipher, pan);
  requireArgument(Buffer.isBuffer(block), 'decipherPinBlock', 'block', 'a Buffer');
  const copy = Buffer.alloc(block.length);
  block.copy(copy);
  return decodedPin((pin) => readPinBlock(format, cipher, copy, pan, pin));
}

/**
 * As {@link decipherPinBlock}, without a new buffer: deciphers the block in place and zeroes it in
 * every case. Writes the PIN to the start of `pin`, as {@link readPinField} does.
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
  requireBlockArguments('encipherPinBlock', format, cipher, pan);
  requireArgument(Buffer.isBuffer(pin), 'encipherPinBlock', 'pin', 'a Buffer of ASCII digits');
  requireArgument(typeof randomBytes === 'function', 'encipherPinBlock', 'randomBytes', 'a function such as randomBytes of node:crypto');
  requireAlgorithm(format, cipher);
  if (format === 'iso4') requirePanFieldDigits(pan);
  const block = encodePinField(format, pin, pan, randomBytes);
  cipher.encryptBlock(block);
  if (format !== 'iso4') return block;
  xorPanField(block, pan);
  cipher.encryptBlock(block);
  return block;
}

function requireBlockArguments(caller: string, format: PinBlockFormat, cipher: BlockCipher, pan: string): void {
  requireArgument(Object.hasOwn(PIN_FIELDS, format), caller, 'format', FORMAT_NAMES);
  requireArgument(hasMembers(cipher, 'algorithm', 'encryptBlock'), caller, 'cipher', 'a block cipher, which createBlockCipher makes');
  requireArgument(typeof pan === 'string', caller, 'pan', 'a string of digits');
}

function requireAlgorithm(format: PinBlockFormat, cipher: BlockCipher): void {
  const { algorithm, control } = PIN_FIELDS[format];
  if (cipher.algorithm !== algorithm) {
    throw new TypeError(`A PIN block of format ${control} is enciphered with ${algorithm}, and the key is for ${cipher.algorithm}.`);
  }
}
