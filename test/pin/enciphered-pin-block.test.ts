import { expect, test } from 'vitest';
import { createBlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import { decipherPinBlock, encipherPinBlock, encodePanField } from '../../src/pin/enciphered-pin-block.ts';
import { fixedBytes, seededBytes } from './random.ts';
import { hex, input, rows, toHex } from './vectors.ts';

test.each(rows('pinblock_iso4', 'pinblock-iso4-pan-field'))('%s', (_name, vector) => {
  expect(toHex(encodePanField(input(vector, 'pan')))).toBe(vector.expected);
});

test.each([
  ['12', '00000000000120000000000000000000'],
  ['123456789012', '01234567890120000000000000000000'],
  ['1234567890123', '11234567890123000000000000000000'],
])('the PAN field of %s is filled on the left up to twelve digits', (pan, expected) => {
  expect(toHex(encodePanField(pan))).toBe(expected);
});

test.each(rows('pinblock_iso4', 'pinblock-iso4-encipher'))('%s', (_name, vector) => {
  const cipher = createBlockCipher('AES', hex(input(vector, 'key')));
  const pan = input(vector, 'pan');
  const pin = Buffer.from(input(vector, 'pin'));
  const block = encipherPinBlock('iso4', cipher, pin, pan, fixedBytes(hex(input(vector, 'random_fill'))));
  expect(toHex(block)).toBe(vector.expected);
  expect(decipherPinBlock('iso4', cipher, block, pan)).toEqual({ ok: true, pin });
});

const FAULTS = {
  'must be multiple': 'blockLength',
  'PAN must be': 'pan',
  'control field': 'controlNibble',
  'PIN length': 'pinLength',
  'not numeric': 'pinDigits',
  filler: 'fill',
} as const;

test.each(rows('pinblock_negative', 'pinblock-invalid:decipher'))('%s', (_name, vector) => {
  const { error } = vector.expected as { error: string };
  const reason = Object.entries(FAULTS).find(([sentence]) => error.includes(sentence))?.[1];
  const cipher = createBlockCipher('AES', hex(input(vector, 'key')));
  expect(decipherPinBlock('iso4', cipher, hex(input(vector, 'pin_block')), input(vector, 'pan'))).toEqual({ ok: false, reason });
});

test.each(rows('pin_invalid_input', 'invalid-input:pinblock.encipher'))('%s', (_name, vector) => {
  const cipher = createBlockCipher('AES', hex(input(vector, 'key')));
  const pin = Buffer.from(input(vector, 'pin'));
  expect(() => encipherPinBlock('iso4', cipher, pin, input(vector, 'pan'), seededBytes(1))).toThrow('PAN of 1 to 19 digits');
});

test.each(rows('pin_invalid_input', 'invalid-input:pinblock.encode_pan'))('%s', (_name, vector) => {
  expect(() => encodePanField(input(vector, 'pan'))).toThrow('PAN of 1 to 19 digits');
});

test('a format 4 block for another PAN deciphers to noise: no PIN in a thousand other PANs', () => {
  const cipher = createBlockCipher('AES', Buffer.alloc(16, 9));
  const block = encipherPinBlock('iso4', cipher, Buffer.from('1234'), '9578990000000013', seededBytes(3));
  let pins = 0;
  for (let i = 0; i < 1000; i++) {
    if (decipherPinBlock('iso4', cipher, block, String(957_800_560_600_001 + i)).ok) pins++;
  }
  expect(pins).toBe(0);
});

test('a key of the other algorithm is refused before anything is deciphered', () => {
  const tdes = createBlockCipher('TDES', Buffer.alloc(16, 9));
  const aes = createBlockCipher('AES', Buffer.alloc(16, 9));
  expect(() => decipherPinBlock('iso4', tdes, Buffer.alloc(16), '9578990000000013')).toThrow('is enciphered with AES');
  expect(() => decipherPinBlock('iso0', aes, Buffer.alloc(8), '9578990000000013')).toThrow('is enciphered with TDES');
  expect(() => encipherPinBlock('iso3', aes, Buffer.from('1234'), '9578990000000013', seededBytes(1))).toThrow(TypeError);
});
