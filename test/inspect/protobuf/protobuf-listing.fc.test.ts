/** Wherever a card number or a PIN block stands in a message of the protobuf wire, no column shows it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { protobufListing } from '../../../src/inspect/protobuf/protobuf-listing.ts';
import { protobufCodec } from '../../../src/protocol/protobuf/codec.ts';
import { FULL_REQUEST } from '../../protocol/sample-messages.ts';
import { runs } from '../../support/property-settings.ts';

const PAN = '9578993548939916';
/** What a masked number must not show: the digits in the middle, as text and as bytes. */
const MIDDLE = PAN.slice(6, 12);
const MIDDLE_HEX = Buffer.from(MIDDLE).toString('hex').toUpperCase().replace(/../g, '$& ').trim();
const SPACED = /9935[ -]4893/;
const TEXTS = [
  'pan',
  'track2',
  'rrn',
  'terminalId',
  'merchantId',
  'merchantName',
  'acquirerId',
  'pinKeyId',
  'macKeyId',
  'localTime',
] as const;

const around = fc.string({ maxLength: 8 });
const text = fc.oneof(
  around,
  fc.tuple(around, fc.constantFrom(PAN, `${PAN}=28112010000`), around).map((parts) => parts.join('')),
  // With separators it is known as a whole word only.
  fc.constantFrom(PAN.replace(/(\d{4})(?=\d)/g, '$1 '), `card ${PAN.replace(/(\d{4})(?=\d)/g, '$1-')}`),
);
const bytes = fc.uint8Array({ minLength: 8, maxLength: 16 }).map((block) => Buffer.from(block));

test('no card number, no PIN block, and every byte in one row', () => {
  fc.assert(
    fc.property(fc.record(Object.fromEntries(TEXTS.map((name) => [name, text]))), bytes, bytes, (texts, pinBlock, newPinBlock) => {
      const request = { ...FULL_REQUEST, ...texts, pinBlock, newPinBlock, chipData: Buffer.from(`5A08${PAN}`, 'hex') };
      const payload = protobufCodec.encodeRequest(request);
      const frame = Buffer.alloc(4 + payload.length);
      frame.writeUInt32BE(payload.length, 0);
      frame.set(payload, 4);
      const rows = protobufListing(frame, [PAN]);
      const shown = JSON.stringify(rows);
      expect(shown).not.toContain(MIDDLE);
      expect(shown).not.toContain(MIDDLE_HEX);
      expect(shown).not.toMatch(SPACED);
      for (const { name, valueHex } of rows) if (/pin_block$|^track2$|^chip_data$/.test(name)) expect(valueHex).toMatch(/^(\*\* ?)*$/);
      expect(rows.reduce((sum, { byteCount }) => sum + byteCount, 0)).toBe(frame.length);
    }),
    { numRuns: runs(200) },
  );
});
