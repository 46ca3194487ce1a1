import { expect, test } from 'vitest';
import { createBlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import { visaPvv } from '../../src/pin/pin-verification-value.ts';
import { doubleLength, hex, input, rows } from './vectors.ts';

test.each(rows('pvv', 'visa-pvv'))('%s', (_name, vector) => {
  const pvk = createBlockCipher('TDES', doubleLength(input(vector, 'pvk')));
  // One source gives the eleven PAN digits alone; any check digit completes them.
  const pan = vector.inputs['pan'] ?? `${input(vector, 'tsp_pan11')}0`;
  expect(visaPvv(pvk, Number(input(vector, 'pvki')), pan, Buffer.from(input(vector, 'pin')))).toBe(vector.expected);
});

test.each(rows('pin_invalid_input', 'invalid-input:pin.generate_visa_pvv').filter(([, vector]) => input(vector, 'pvk') !== ''))(
  '%s',
  (_name, vector) => {
    const pvk = createBlockCipher('TDES', doubleLength(input(vector, 'pvk')));
    const pvki = input(vector, 'pvki') === '' ? Number.NaN : Number(input(vector, 'pvki'));
    expect(() => visaPvv(pvk, pvki, input(vector, 'pan'), Buffer.from(input(vector, 'pin')))).toThrow(RangeError);
  },
);

test('an AES key makes no PVV', () => {
  const aes = createBlockCipher('AES', Buffer.alloc(16));
  expect(() => visaPvv(aes, 1, '1122334455667788', Buffer.from('1912'))).toThrow('TDES');
});

test('of a longer PIN the first four digits count', () => {
  const pvk = createBlockCipher('TDES', hex('0123456789ABCDEFFEDCBA9876543210'));
  expect(visaPvv(pvk, 2, '1122334455667788', Buffer.from('191299'))).toBe('3244');
});
