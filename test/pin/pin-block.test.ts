import { expect, test } from 'vitest';
import { type DecodedPin, decodePinField, encodePinField, type PinBlockFault, readPinField } from '../../src/pin/pin-block.ts';
import type { PinBlockFormat } from '../../src/protocol/message.ts';
import { seededBytes } from './random.ts';
import { hex, input, rows, toHex, vectors } from './vectors.ts';

const PAN = '5555555551234567';
const random = seededBytes(1);

function pinOf(decoded: DecodedPin): string {
  return decoded.ok ? decoded.pin.toString('latin1') : decoded.reason;
}

const decode = (format: PinBlockFormat, block: string, pan: string) => pinOf(decodePinField(format, hex(block), pan));
const encode = (format: PinBlockFormat, pin: string, pan: string) => toHex(encodePinField(format, Buffer.from(pin), pan, random));

test.each(rows('pinblock_iso0', 'pinblock-iso0-encode'))('%s', (_name, vector) => {
  expect(encode('iso0', input(vector, 'pin'), input(vector, 'pan'))).toBe(vector.expected);
});

test.each(rows('pinblock_iso0', 'pinblock-iso0-decode'))('%s', (_name, vector) => {
  expect(decode('iso0', input(vector, 'pinblock'), input(vector, 'pan'))).toBe(vector.expected);
});

test.each(rows('pinblock_iso1', 'pinblock-iso1-decode'))('%s', (_name, vector) => {
  expect(decode('iso1', input(vector, 'pin_block'), '')).toBe(vector.expected);
});

test.each(rows('pinblock_iso3', 'pinblock-iso3-encode-prefix'))('%s', (_name, vector) => {
  const block = encode('iso3', input(vector, 'pin'), input(vector, 'pan'));
  expect(block.startsWith(String(vector.expected))).toBe(true);
  expect(decode('iso3', block, input(vector, 'pan'))).toBe(input(vector, 'pin'));
});

test.each(rows('pinblock_iso3', 'pinblock-iso3-decode'))('%s', (_name, vector) => {
  expect(decode('iso3', input(vector, 'pinblock'), input(vector, 'pan'))).toBe(vector.expected);
});

test.each(rows('pinblock_iso4', 'pinblock-iso4-pin-field-prefix'))('%s', (_name, vector) => {
  expect(encode('iso4', input(vector, 'pin'), PAN).slice(0, 16)).toBe(vector.expected);
});

test.each(rows('pinblock_iso4', 'pinblock-iso4-decode-pin-field'))('%s', (_name, vector) => {
  expect(decode('iso4', input(vector, 'pin_field'), PAN)).toBe(vector.expected);
});

/** The sentences of the source, as the faults they are here. */
const FAULT_OF_SENTENCE: readonly (readonly [RegExp, PinBlockFault])[] = [
  [/PAN must be/, 'pan'],
  [/control field/, 'controlNibble'],
  [/PIN length/, 'pinLength'],
  [/not numeric/, 'pinDigits'],
  [/filler/, 'fill'],
  [/bytes long/, 'blockLength'],
];

function faultOf(expected: unknown): PinBlockFault | undefined {
  const { error } = expected as { error: string };
  return FAULT_OF_SENTENCE.find(([sentence]) => sentence.test(error))?.[1];
}

test.each(rows('pinblock_negative', 'pinblock-invalid:decode_pin'))('%s', (_name, vector) => {
  const format = vector.algorithm.endsWith('0') ? 'iso0' : vector.algorithm.endsWith('3') ? 'iso3' : 'iso4';
  const block = input(vector, format === 'iso4' ? 'pin_field' : 'pinblock');
  expect(decode(format, block, vector.inputs['pan'] ?? '')).toBe(faultOf(vector.expected));
});

test.each([
  ['iso0', '141234FFFFFFFFFF', 'controlNibble'],
  ['iso1', '041234FFFFFFFFFF', 'controlNibble'],
  ['iso1', '131234FFFFFFFFFF', 'pinLength'],
  ['iso1', '1D1234FFFFFFFFFF', 'pinLength'],
  ['iso1', '1412F4FFFFFFFFFF', 'pinDigits'],
  ['iso1', '141234FFFFFFFF', 'blockLength'],
  ['iso4', '441234AAAAAAAAA0548ED7FD65495950', 'fill'],
  ['iso4', '441234AAAAAAAAAA', 'blockLength'],
] as const)('%s %s: %s', (format, block, fault) => {
  expect(decode(format, block, PAN)).toBe(fault);
});

test('format 3 takes every fill from A to F and none from 0 to 9', () => {
  for (let fill = 0; fill < 16; fill++) {
    const clear = hex(`341234${fill.toString(16).repeat(10)}`);
    for (let i = 0; i < 6; i++) clear[2 + i] = (clear[2 + i] ?? 0) ^ Number.parseInt(PAN.slice(3 + 2 * i, 5 + 2 * i), 16);
    expect(pinOf(decodePinField('iso3', clear, PAN))).toBe(fill >= 10 ? '1234' : 'fill');
  }
});

test('a format 0 block for another PAN is a fault or another PIN, never this PIN', () => {
  const block = encode('iso0', '1234', PAN);
  expect(decode('iso0', block, '5555555559234567')).toBe('fill');
  expect(decode('iso0', block, '5559555551234567')).toBe('pinDigits');
  expect(decode('iso0', block, '5554555551234567')).toBe('1224');
  // Only the last twelve digits without the check digit are in it.
  expect(decode('iso0', block, '9995555551234560')).toBe('1234');
});

test('the field is zeroed, whether a PIN came out or a fault', () => {
  for (const block of ['041261AAAAEDCBA9', '241261AAAAEDCBA9', '041261AAAAEDCBAA', '041261AAAAEDCB']) {
    const field = hex(block);
    decodePinField('iso0', field, PAN);
    expect(field.every((byte) => byte === 0)).toBe(true);
  }
});

test('a PIN is written where it is told to; after a fault nothing of it is there', () => {
  const pin = Buffer.alloc(12);
  expect(readPinField('iso0', hex(encode('iso0', '1234', PAN)), PAN, pin)).toBe(4);
  expect(pin.toString('latin1')).toBe('1234\0\0\0\0\0\0\0\0');
  pin.fill(0);
  // Two good digits before the bad one, and a good PIN before bad fill.
  expect(readPinField('iso1', hex('1412A40000000000'), PAN, pin)).toBe('pinDigits');
  expect(pin).toEqual(Buffer.alloc(12));
  expect(readPinField('iso4', hex('441234AAAAAAAAA00000000000000000'), PAN, pin)).toBe('fill');
  expect(pin).toEqual(Buffer.alloc(12));
});

test.each(rows('pin_invalid_input', 'invalid-input:pinblock.encode_pin'))('%s', (_name, vector) => {
  const format = /_(0|3|4)$/.exec(vector.algorithm)?.[1] ?? '';
  expect(() => encode(`iso${format}` as PinBlockFormat, input(vector, 'pin'), vector.inputs['pan'] ?? PAN)).toThrow(RangeError);
});

test('an encoding error does not quote the PIN or the PAN', () => {
  const attempts: readonly (readonly [string, string])[] = [
    ['987', PAN],
    ['98765X', PAN],
    ['9876', '555555555512'],
  ];
  for (const [pin, pan] of attempts) {
    expect(() => encode('iso0', pin, pan)).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/987|5555/) }));
  }
});

test('format 0 asks for no randomness; the others get as much as they fill', () => {
  const asked: number[] = [];
  const counting = (bytes: number) => {
    asked.push(bytes);
    return Buffer.alloc(bytes);
  };
  for (const format of ['iso0', 'iso1', 'iso3', 'iso4'] as const) encodePinField(format, Buffer.from('1234'), PAN, counting);
  expect(asked).toEqual([10, 10, 8]);
});

test('the vectors are all there', () => {
  expect(vectors('pinblock_iso0')).toHaveLength(7);
  expect(vectors('pinblock_iso3')).toHaveLength(5);
  expect(vectors('pinblock_iso4')).toHaveLength(5);
  expect(vectors('pinblock_negative')).toHaveLength(21);
});
