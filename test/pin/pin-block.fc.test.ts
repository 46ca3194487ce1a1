import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createBlockCipher } from '../../src/pin/cipher/block-cipher.ts';
import { decipherPinBlock, encipherPinBlock } from '../../src/pin/enciphered-pin-block.ts';
import { decodePinField, PIN_BLOCK_FAULTS, PIN_FIELDS } from '../../src/pin/pin-block.ts';
import { PIN_BLOCK_FORMATS } from '../../src/protocol/message.ts';
import { runs } from '../support/property-settings.ts';
import { seededBytes } from './random.ts';

const digits = (min: number, max: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: min, maxLength: max });
const formats = fc.constantFrom(...PIN_BLOCK_FORMATS.map((row) => row.name));
const keys = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));

test('every PIN comes back from every format', () => {
  fc.assert(
    fc.property(formats, keys, digits(4, 12), digits(13, 19), fc.integer(), (format, key, pin, pan, seed) => {
      const cipher = createBlockCipher(PIN_FIELDS[format].algorithm, key);
      const block = encipherPinBlock(format, cipher, Buffer.from(pin), pan, seededBytes(seed));
      expect(block).toHaveLength(PIN_FIELDS[format].blockBytes);
      expect(decipherPinBlock(format, cipher, block, pan)).toEqual({ ok: true, pin: Buffer.from(pin) });
    }),
    { numRuns: runs(500) },
  );
});

test('formats that are filled at random give another block each time', () => {
  fc.assert(
    fc.property(fc.constantFrom('iso1', 'iso3', 'iso4'), digits(4, 6), digits(13, 19), fc.integer(), (format, pin, pan, seed) => {
      const cipher = createBlockCipher(PIN_FIELDS[format].algorithm, Buffer.alloc(16, 1));
      const random = seededBytes(seed);
      const first = encipherPinBlock(format, cipher, Buffer.from(pin), pan, random);
      expect(encipherPinBlock(format, cipher, Buffer.from(pin), pan, random).equals(first)).toBe(false);
    }),
  );
});

test('any bytes under any PAN: a PIN of 4 to 12 digits or a fault of the table, never a throw', () => {
  fc.assert(
    fc.property(formats, fc.uint8Array({ maxLength: 20 }), fc.oneof(digits(0, 20), fc.string()), (format, bytes, pan) => {
      const cipher = createBlockCipher(PIN_FIELDS[format].algorithm, Buffer.alloc(16, 1));
      for (const decoded of [decodePinField(format, Buffer.from(bytes), pan), decipherPinBlock(format, cipher, Buffer.from(bytes), pan)]) {
        if (decoded.ok) expect(decoded.pin.toString('latin1')).toMatch(/^\d{4,12}$/);
        else expect(PIN_BLOCK_FAULTS).toContain(decoded.reason);
      }
    }),
    { numRuns: runs(1000) },
  );
});

test('what decodes was well formed: a clear field of the format encodes to the same nibbles again', () => {
  fc.assert(
    fc.property(fc.constantFrom('iso0', 'iso1', 'iso3'), fc.uint8Array({ minLength: 8, maxLength: 8 }), (format, bytes) => {
      const field = Buffer.from(bytes);
      const pan = '0000000000000';
      field[0] = (PIN_FIELDS[format].control << 4) | (4 + ((field[0] ?? 0) % 9));
      const text = field.toString('hex');
      const length = Number.parseInt(text.charAt(1), 16);
      const fill = { iso0: '[f]', iso1: '[0-9a-f]', iso3: '[a-f]' }[format];
      const wellFormed = new RegExp(`^..[0-9]{${length}}${fill}{${14 - length}}$`).test(text);
      const decoded = decodePinField(format, field, pan);
      expect(decoded.ok).toBe(wellFormed);
      if (decoded.ok) expect(decoded.pin.toString('latin1')).toBe(text.slice(2, 2 + length));
    }),
    { numRuns: runs(2000) },
  );
});
