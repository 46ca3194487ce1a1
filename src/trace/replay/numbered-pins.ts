/**
 * PINs of a replay in this process. A PIN block holds the number of the PIN in clear, and the
 * reference value is made of that number: no keys and no real PINs are needed.
 */
import type { PinVerifier } from '../../pin/pin-verifier.ts';
import type { PinNumber } from './pin-number.ts';

const BLOCK_BYTES = 8;
const MALFORMED = 0xff;
export const NO_BLOCK = Buffer.alloc(0);

/** The reference value of the PIN with this number. */
export function referenceOfPin(number: number): string {
  return `1:${String(number).padStart(4, '0')}`;
}

/** A block that stands for a PIN; NUMBERED_PINS reads it. */
export function blockOf(pin: PinNumber): Buffer {
  return pin === 'absent' ? NO_BLOCK : Buffer.alloc(BLOCK_BYTES, pin === 'malformed' ? MALFORMED : pin);
}

export const NUMBERED_PINS: PinVerifier = {
  check: ({ pinBlock }) => {
    const number = pinBlock[0] ?? MALFORMED;
    return number === MALFORMED ? { pin: 'malformed' } : { pin: 'given', references: [referenceOfPin(number)] };
  },
};
