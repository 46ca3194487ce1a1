import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import { visaPvv } from '../../src/pin/pin-verification-value.ts';
import { runs } from '../support/property-settings.ts';

const digits = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });

/** The rule in words, on strings: slow and plain. */
function pvvInWords(key: Buffer, pvki: number, pan: string, pin: string): string {
  const parameter = pan.slice(0, -1).slice(-11) + String(pvki) + pin.slice(0, 4);
  const cipher = createCipheriv('des-ede3-ecb', Buffer.concat([key, key.subarray(0, 8)]), null).setAutoPadding(false);
  const scrambled = cipher.update(Buffer.from(parameter, 'hex')).toString('hex');
  const decimal = scrambled.replace(/[a-f]/g, '');
  const letters = scrambled.replace(/[0-9]/g, '').replace(/[a-f]/g, (letter) => String(letter.charCodeAt(0) - 97));
  return (decimal + letters).slice(0, 4);
}

const keys = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));

test('the two scans agree with the rule in words', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 0, max: 9 }), digits(12, 19), digits(4, 12), (key, pvki, pan, pin) => {
      expect(visaPvv(createBlockCipher('TDES', key), pvki, pan, Buffer.from(pin))).toBe(pvvInWords(key, pvki, pan, pin));
    }),
    { numRuns: runs(1000) },
  );
});

test('the second scan is reached, and agrees, when every PIN of a card is gone through', () => {
  const key = Buffer.from('5CA64B3C22BEC347CA7E6609904BAAED', 'hex');
  const pvk = createBlockCipher('TDES', key);
  let unlike = 0;
  for (let pin = 0; pin < 10_000; pin++) {
    const text = String(pin).padStart(4, '0');
    if (visaPvv(pvk, 1, '4564320000980369', Buffer.from(text)) !== pvvInWords(key, 1, '4564320000980369', text)) unlike++;
  }
  expect(unlike).toBe(0);
});
