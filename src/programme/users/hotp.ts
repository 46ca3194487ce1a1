/** Codes of a calculator: HOTP of RFC 4226, six digits of an HMAC-SHA-1 of a counter. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** RFC 4226, 4 (R6): at least 128 bits, 160 recommended. */
export const SECRET_BYTES = 20;
/** A calculator may be pressed so often without a code being used (RFC 4226, 7.4). */
export const LOOK_AHEAD = 10;
const CODE_DIGITS = 6;
const CODE_FORM = /^\d{6}$/;

export function codeOf(secret: Buffer, counter: number): string {
  const text = Buffer.alloc(8);
  text.writeBigUInt64BE(BigInt(counter));
  const hash = createHmac('sha1', secret).update(text).digest();
  // Dynamic truncation, RFC 4226, 5.3.
  const offset = (hash.at(-1) ?? 0) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

/** The counter that the code is of: one of the next ones after the last one used. */
export function counterOf(secret: Buffer, lastCounter: number, code: string): number | undefined {
  if (!CODE_FORM.test(code)) return undefined;
  const given = Buffer.from(code);
  for (let counter = lastCounter + 1; counter <= lastCounter + LOOK_AHEAD; counter++) {
    if (timingSafeEqual(given, Buffer.from(codeOf(secret, counter)))) return counter;
  }
  return undefined;
}
