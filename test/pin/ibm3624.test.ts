import { expect, test } from 'vitest';
import { createBlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import { decimalize, type Ibm3624Key, ibm3624Offset, ibm3624Pin, ibm3624ValidationData } from '../../src/pin/ibm3624.ts';
import { doubleLength, hex, input, rows, toHex, type Vector } from './vectors.ts';

function keyOf(vector: Vector): Ibm3624Key {
  return {
    pvk: createBlockCipher('TDES', doubleLength(input(vector, 'pvk'))),
    conversionTable: input(vector, 'conversion_table'),
  };
}

function validationData(vector: Vector): Buffer {
  if (vector.inputs['pan'] === undefined) return hex(input(vector, 'validation_data'));
  return ibm3624ValidationData(input(vector, 'pan'), {
    panStart: Number(input(vector, 'pan_verify_offset')),
    panDigits: Number(input(vector, 'pan_verify_length')),
    pad: input(vector, 'pan_pad'),
  });
}

test.each(rows('ibm3624', 'ibm3624-pin-from-offset'))('%s', (_name, vector) => {
  const data = validationData(vector);
  expect(toHex(data)).toBe(input(vector, 'validation_data'));
  expect(ibm3624Pin(keyOf(vector), data, input(vector, 'offset')).toString()).toBe(vector.expected);
});

test.each(rows('ibm3624', 'ibm3624-offset-from-pin'))('%s', (_name, vector) => {
  expect(ibm3624Offset(keyOf(vector), validationData(vector), Buffer.from(input(vector, 'pin')))).toBe(vector.expected);
});

test.each(rows('ibm3624', 'ibm3624-decimalize'))('%s', (_name, vector) => {
  const { newpin } = vector.expected as { newpin: string };
  expect(decimalize(hex(input(vector, 'encrypted_validation_data')), input(vector, 'conversion_table')).toString()).toBe(newpin);
});

test.each(rows('pin_invalid_input', 'invalid-input:pin.generate_ibm3624'))('%s', (_name, vector) => {
  expect(() => {
    const key = keyOf(vector);
    if (vector.algorithm.endsWith('pin')) ibm3624Pin(key, validationData(vector), input(vector, 'offset'));
    else ibm3624Offset(key, validationData(vector), Buffer.from(input(vector, 'pin')));
  }).toThrow(RangeError);
});

test('offset and PIN are each other’s inverse for every length, and all digits count', () => {
  const key = { pvk: createBlockCipher('TDES', Buffer.alloc(16, 0x5a)), conversionTable: '0123456789012345' };
  const data = ibm3624ValidationData('9578990000000013', { panStart: 4, panDigits: 12, pad: 'F' });
  const digits = '9182736450918273';
  for (let length = 4; length <= 16; length++) {
    const pin = digits.slice(0, length);
    const offset = ibm3624Offset(key, data, Buffer.from(pin));
    expect(offset).toHaveLength(length);
    expect(ibm3624Pin(key, data, offset).toString()).toBe(pin);
  }
  expect(ibm3624Offset(key, data, Buffer.from('12345'))).not.toBe(ibm3624Offset(key, data, Buffer.from('12346')));
});
