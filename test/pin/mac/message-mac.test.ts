import { expect, test } from 'vitest';
import { createBlockCipher } from '../../../src/pin/cipher/block-cipher.ts';
import { generateTestKeyRing } from '../../../src/pin/keys/key-ring.ts';
import { cmac } from '../../../src/pin/mac/cmac.ts';
import { createMessageMac } from '../../../src/pin/mac/message-mac.ts';
import { createRetailMac } from '../../../src/pin/mac/retail-mac.ts';
import type { MacSpec } from '../../../src/protocol/iso8583/dialect/dialect.ts';
import { seededBytes } from '../random.ts';
import { ENTRIES, ringOf } from '../ring.ts';
import { hex } from '../vectors.ts';

const AES = { ...ENTRIES.aes, id: 'mac-aes', use: 'mac' };
const TDES = { ...ENTRIES.tdes, id: 'mac-tdes', use: 'mac' };
/** Newer than {@link AES}. */
const AES2 = { ...ENTRIES.token, id: 'mac-aes-2', use: 'mac' };

const CMAC: MacSpec = { algorithm: 'AES-CMAC', padding: 1, bytes: 8 };
const RETAIL: MacSpec = { algorithm: 'retail', padding: 1, bytes: 8 };
const COVERED = Buffer.from('0200 and all that stands before the MAC');

test('AES-CMAC: the leading 8 bytes, under the newest AES key', () => {
  const mac = createMessageMac(ringOf(AES, AES2, TDES), CMAC);
  expect(mac?.compute(COVERED)).toEqual(cmac(createBlockCipher('AES', hex(AES2.key)), COVERED).subarray(0, 8));
});

test.each([1, 2] as const)('retail, padding %i: under the newest TDES key', (padding) => {
  const mac = createMessageMac(ringOf(TDES, AES, AES2), { ...RETAIL, padding });
  expect(mac?.compute(COVERED)).toEqual(createRetailMac(hex(TDES.key)).compute(COVERED, padding));
});

test.each([CMAC, RETAIL])('$algorithm: 4 bytes are sent, then zeros', (spec) => {
  const ring = ringOf(TDES, AES);
  const four = createMessageMac(ring, { ...spec, bytes: 4 })?.compute(COVERED);
  const eight = createMessageMac(ring, spec)?.compute(COVERED) ?? Buffer.alloc(0);
  expect(eight).toHaveLength(8);
  expect(four).toEqual(Buffer.concat([eight.subarray(0, 4), Buffer.alloc(4)]));
});

test('every length gives what the plain CMAC gives, in any order of lengths', () => {
  const mac = createMessageMac(ringOf(AES), CMAC);
  const plain = createBlockCipher('AES', hex(AES.key));
  for (let i = 0; i <= 200; i++) {
    const message = Buffer.alloc((i * 77) % 201, i);
    expect(mac?.compute(message)).toEqual(cmac(plain, message).subarray(0, 8));
    expect(message).toEqual(Buffer.alloc((i * 77) % 201, i));
  }
  const long = Buffer.alloc(5000, 7);
  expect(mac?.compute(long)).toEqual(cmac(plain, long).subarray(0, 8));
});

test('each answer is a buffer of its own', () => {
  const mac = createMessageMac(ringOf(AES), CMAC);
  const first = mac?.compute(COVERED);
  const expected = Buffer.from(first ?? []);
  mac?.compute(Buffer.from('another'));
  expect(first).toEqual(expected);
});

test('a ring without a key for the algorithm has no MAC', () => {
  expect(createMessageMac(ringOf(), CMAC)).toBeUndefined();
  expect(createMessageMac(ringOf(TDES), CMAC)).toBeUndefined();
  expect(createMessageMac(ringOf(AES), RETAIL)).toBeUndefined();
});

test.each([0, 9, 1.5, Number.NaN])('a MAC of %s bytes is refused', (bytes) => {
  expect(() => createMessageMac(ringOf(AES), { ...CMAC, bytes })).toThrow('A MAC is sent with 1 to 8 bytes');
});

test('a generated test ring has a key for each algorithm', () => {
  const { ring } = generateTestKeyRing(seededBytes(3));
  expect(createMessageMac(ring, CMAC)?.compute(COVERED)).toHaveLength(8);
  expect(createMessageMac(ring, RETAIL)?.compute(COVERED)).toHaveLength(8);
});
