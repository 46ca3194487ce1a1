/** PIN blocks of ISO 9564-1 format 0 by OpenSSL's TDES: nothing of the product's own. */
import { createCipheriv } from 'node:crypto';

/** Hexadecimal digits of a block for DE52. `key`: 16 bytes. */
export function pinBlock(pin: string, pan: string, key: Buffer): string {
  const pinField = Buffer.from(`0${pin.length.toString(16)}${pin}`.padEnd(16, 'F'), 'hex');
  const panField = Buffer.from(pan.slice(-13, -1).padStart(16, '0'), 'hex');
  const clear = pinField.map((byte, index) => byte ^ (panField[index] ?? 0));
  const cipher = createCipheriv('des-ede-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(clear), cipher.final()])
    .toString('hex')
    .toUpperCase();
}
