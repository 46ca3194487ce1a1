/**
 * Verifies and encrypts PINs. The host computes reference values from a PIN block; the terminal
 * makes a PIN block from a PIN.
 */
import { hasMembers, requireArgument } from '../config/argument.ts';
import type { PinBlockFormat } from '../protocol/message.ts';
import { encipherPinBlock, readPinBlock } from './enciphered-pin-block.ts';
import type { KeyRing } from './keys/key-ring.ts';
import type { RingKey } from './keys/ring-key.ts';
import { fittingTerminalKey } from './keys/terminal-key.ts';
import { isDigits, zeroBytes } from './nibbles.ts';
import { PAN_DIGITS_MAX, PIN_DIGITS_MAX, PIN_FIELDS, requirePin } from './pin-block.ts';
import { PVV_PAN_DIGITS_MIN, visaPvv, visaPvvNumber } from './pin-verification-value.ts';
import type { RandomBytes } from './random-bytes.ts';

/** An encrypted PIN block, and how to read it. */
export interface PinCheckRequest {
  readonly pan: string;
  /** The check zeroes it. */
  readonly pinBlock: Buffer;
  /** Empty: format 0 for 8 bytes, format 4 for 16. */
  readonly format: PinBlockFormat | '';
  /** Empty: the ring's first terminalPin key that fits the format. */
  readonly keyId: string;
  /** The key serial number of the terminal's DUKPT key; empty for a fixed key. */
  readonly ksn: Buffer;
}

/**
 * `references`: one value `<PVKI>:<PVV>` for each PVK of the ring, the newest last. The PIN is
 * correct when the card's stored reference is one of them.
 */
export type PinCheckResult = { readonly pin: 'malformed' } | { readonly pin: 'given'; readonly references: readonly string[] };

export interface PinVerifier {
  /**
   * Deciphers and validates the PIN block and computes the references. Zeroes the block in every
   * case. Never throws.
   */
  check(request: PinCheckRequest): PinCheckResult;
}

/** A verifier that uses the keys of a key ring. */
export interface RingPinVerifier extends PinVerifier {
  /**
   * The reference of a PIN under the newest PVK, such as `1:3244`, for issuing a card. Throws a
   * RangeError unless the PIN is 4 to 12 digits and the PAN 12 to 19.
   */
  reference(pan: string, pin: string): string;
  /** Whether a stored reference is that of this PIN, under any PVK of the ring. Throws as above. */
  matches(reference: string, pan: string, pin: string): boolean;
}

const MALFORMED: PinCheckResult = Object.freeze({ pin: 'malformed' });

function inferFormat(blockBytes: number): PinBlockFormat | '' {
  if (blockBytes === PIN_FIELDS.iso0.blockBytes) return 'iso0';
  return blockBytes === PIN_FIELDS.iso4.blockBytes ? 'iso4' : '';
}

function referenceText(pvki: number, pvv: string): string {
  return `${pvki}:${pvv}`;
}

/** A PVK, and a cache of reference texts under it, indexed by PVV (at most ten thousand). */
interface PinVerification {
  readonly pvk: RingKey;
  readonly texts: (string | undefined)[];
}

function referenceOf({ pvk, texts }: PinVerification, pan: string, pin: Buffer): string {
  const value = visaPvvNumber(pvk.cipher, pvk.index, pan, pin);
  let text = texts[value];
  if (text === undefined) {
    text = referenceText(pvk.index, String(value).padStart(4, '0'));
    texts[value] = text;
  }
  return text;
}

/** Throws an Error when the ring has no `pinVerification` key. */
export function createPinVerifier(ring: KeyRing): RingPinVerifier {
  requireArgument(hasMembers(ring, 'keysOf'), 'createPinVerifier', 'ring', 'a key ring, which loadKeyRing and generateTestKeyRing make');
  const verifications = ring.keysOf('pinVerification').map((pvk): PinVerification => ({ pvk, texts: new Array(10_000) }));
  const newest = verifications.at(-1)?.pvk;
  if (newest === undefined) throw new Error(`Key ring ${ring.id} has no pinVerification key; add one to its file.`);
  /**
   * The clear PIN. All checks of this verifier share the buffer, because a check is synchronous;
   * zeroed after each.
   */
  const pin = Buffer.alloc(PIN_DIGITS_MAX);

  const read = ({ pan, pinBlock, format: given, keyId }: PinCheckRequest): PinCheckResult => {
    const format = given === '' ? inferFormat(pinBlock.length) : given;
    if (format === '' || !isDigits(pan, PVV_PAN_DIGITS_MIN, PAN_DIGITS_MAX)) return MALFORMED;
    const key = fittingTerminalKey(ring, format, keyId);
    if (key === undefined) return MALFORMED;
    if (typeof readPinBlock(format, key.cipher, pinBlock, pan, pin) === 'string') return MALFORMED;
    const references: string[] = [];
    for (const verification of verifications) references.push(referenceOf(verification, pan, pin));
    zeroBytes(pin);
    return { pin: 'given', references };
  };

  const referenceUnder = (pvk: RingKey, pan: string, pin: string): string => {
    if (!isDigits(pan, PVV_PAN_DIGITS_MIN, PAN_DIGITS_MAX)) throw new RangeError('A PVV needs a PAN of 12 to 19 digits.');
    const digits = Buffer.from(pin, 'utf8');
    try {
      requirePin(digits);
      return referenceText(pvk.index, visaPvv(pvk.cipher, pvk.index, pan, digits));
    } finally {
      digits.fill(0);
    }
  };

  return {
    check: (request) => {
      const result = read(request);
      zeroBytes(request.pinBlock);
      return result;
    },
    reference: (pan, pin) => referenceUnder(newest, pan, pin),
    matches: (reference, pan, pin) => verifications.some(({ pvk }) => referenceUnder(pvk, pan, pin) === reference),
  };
}

export interface PinEncrypter {
  /**
   * Makes a PIN block of 8 bytes (formats 0, 1, 3) or 16 (format 4). An empty `keyId` means the
   * ring's first terminalPin key that fits the format. Throws a RangeError on a PIN or PAN that the
   * format cannot hold, and an Error when no key fits.
   */
  encrypt(pan: string, pin: string, format: PinBlockFormat, keyId: string): Buffer;
}

export function createPinEncrypter(ring: KeyRing, randomBytes: RandomBytes): PinEncrypter {
  requireArgument(hasMembers(ring, 'keysOf'), 'createPinEncrypter', 'ring', 'a key ring, which loadKeyRing and generateTestKeyRing make');
  requireArgument(typeof randomBytes === 'function', 'createPinEncrypter', 'randomBytes', 'a function such as randomBytes of node:crypto');
  return {
    encrypt: (pan, pin, format, keyId) => {
      const key = fittingTerminalKey(ring, format, keyId);
      if (key === undefined) {
        const wanted = keyId === '' ? 'no terminalPin key' : 'no such terminalPin key';
        throw new Error(`Key ring ${ring.id} has ${wanted} for PIN blocks of ${format}; add one, or choose another format.`);
      }
      const digits = Buffer.from(pin, 'utf8');
      try {
        return encipherPinBlock(format, key.cipher, digits, pan, randomBytes);
      } finally {
        digits.fill(0);
      }
    },
  };
}
