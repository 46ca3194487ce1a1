import { expect, test } from 'vitest';
import { encryptCbc } from '../../../src/pin/cipher/block-cipher.ts';
import { padMac } from '../../../src/pin/mac/padding.ts';
import { createRetailMac } from '../../../src/pin/mac/retail-mac.ts';
import { doubleLength, hex, input, rows, toHex, vectors } from '../vectors.ts';
import { macPaddingOf } from './mac.ts';

test.each(rows('retail_mac'))('%s', (_name, vector) => {
  const k1 = hex(input(vector, 'key1'));
  const mac = createRetailMac({ k1, k2: hex(input(vector, 'key2')), k3: k1 });
  const full = mac.compute(hex(input(vector, 'data')), macPaddingOf(input(vector, 'padding')));
  expect(toHex(full.subarray(0, Number(vector.inputs['length'] ?? 8)))).toBe(vector.expected);
});

test.each(rows('cbc_mac'))('the chain alone: %s', (_name, vector) => {
  const padded = padMac(macPaddingOf(input(vector, 'padding')), hex(input(vector, 'data')), 8);
  const chained = encryptCbc('TDES', doubleLength(input(vector, 'key')), Buffer.alloc(8), padded).subarray(-8);
  expect(toHex(chained.subarray(0, Number(vector.inputs['length'] ?? 8)))).toBe(vector.expected);
});

test('the halves of a double-length key are K1 and K2', () => {
  const checked = vectors('retail_mac').filter((vector) => input(vector, 'key1').length === 16);
  expect(checked.length).toBeGreaterThan(0);
  for (const vector of checked) {
    const mac = createRetailMac(hex(input(vector, 'key1') + input(vector, 'key2')));
    expect(toHex(mac.compute(hex(input(vector, 'data')), macPaddingOf(input(vector, 'padding'))))).toBe(vector.expected);
  }
});

test('a triple-length key K1 K2 K1 gives the MAC of K1 K2, another K3 another', () => {
  const double = hex('0123456789ABCDEFFEDCBA9876543210');
  const message = Buffer.from('0200 and so on');
  const expected = createRetailMac(double).compute(message, 1);
  expect(createRetailMac(Buffer.concat([double, double.subarray(0, 8)])).compute(message, 1)).toEqual(expected);
  expect(createRetailMac(Buffer.concat([double, Buffer.alloc(8, 0x32)])).compute(message, 1)).not.toEqual(expected);
});

test.each([0, 8, 15, 32])('no retail MAC key has %i bytes', (bytes) => {
  expect(() => createRetailMac(Buffer.alloc(bytes))).toThrow(`A retail MAC key has 16 or 24 bytes, not ${bytes}.`);
});

test('one MAC after another, long and short: each is what it is alone', () => {
  const key = hex('0123456789ABCDEFFEDCBA9876543210');
  const kept = createRetailMac(key);
  for (const bytes of [0, 5, 8, 3000, 1, 1024, 16, 9]) {
    const message = Buffer.alloc(bytes, bytes);
    expect(kept.compute(message, 2)).toEqual(createRetailMac(Buffer.concat([key])).compute(message, 2));
    expect(message).toEqual(Buffer.alloc(bytes, bytes));
  }
});
