/** Any text and any bytes: a value, never a throw; what is written is read back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ADDITIONAL_FIELDS, type AdditionalData, type AdditionalField } from '../../../../src/protocol/iso8583/dialect/dialect.ts';
import { readAdditional, writeAdditional } from '../../../../src/protocol/iso8583/elements/additional-data.ts';
import { type AmountEntry, amountOfType, amountText, readAmounts, readFee } from '../../../../src/protocol/iso8583/elements/amounts.ts';
import { berTlvProblem, findTag, type TlvObject, walkBerTlv } from '../../../../src/protocol/iso8583/elements/ber-tlv.ts';
import { countryName, countryOf, NO_SUCH_COUNTRY } from '../../../../src/protocol/iso8583/elements/country.ts';
import { readDe56, readDe90, writeDe56, writeDe90 } from '../../../../src/protocol/iso8583/elements/original-data.ts';
import { readReplacementAmount, writeDe30, writeDe95 } from '../../../../src/protocol/iso8583/elements/replacement-amount.ts';
import type { OriginalData } from '../../../../src/protocol/message.ts';
import { runs } from '../../../support/property-settings.ts';

/** More than usual: most of what is drawn is refused at the first character. */
const RUNS = runs(1_000);

const SPEC: AdditionalData = {
  element: 48,
  tagLength: 2,
  lengthDigits: 3,
  tags: Object.fromEntries(ADDITIONAL_FIELDS.map((field, index) => [field, `A${index.toString(36).toUpperCase()}`])) as Record<
    AdditionalField,
    string
  >,
};
const NEAR_MS = Date.UTC(2027, 2, 14);
const ORIGINAL: OriginalData = {
  class: 'financial',
  stan: 7,
  transmissionTimeMs: NEAR_MS,
  acquirerId: '578001',
  rrn: '',
  approvalCode: '',
  localDate: '0314',
};

/** Whole texts of each element, so that mutations come near to what is right. */
const WHOLE = [
  '2001578C0000001250002002578C000000075000',
  'D00001500',
  writeDe90(ORIGINAL),
  writeDe56(ORIGINAL, '270314101530'),
  writeDe95(15_050),
  writeDe30(15_050),
  'A0009incrementA2008tpk-testZZ003abc',
  'NOR',
];
const mutated = fc
  .tuple(fc.constantFrom(...WHOLE), fc.nat(60), fc.nat(3), fc.string({ maxLength: 3 }))
  .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9CD]{0,130}$/), mutated);

test('any text gives a value', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom('01', '02', '40', ''), (text, amountType) => {
      const entries = readAmounts(text);
      const ofType = entries?.find((entry) => entry.amountType === amountType || amountType === '');
      expect(amountOfType(text, amountType)).toBe(entries === undefined ? -1 : (ofType?.amountMinor ?? 0));
      if (entries !== undefined) expect(entries.map(amountText).join('')).toBe(text);
      const standing = readReplacementAmount(text);
      if (!Number.isNaN(standing)) expect(text.startsWith(writeDe30(standing).slice(0, 12))).toBe(true);
      const fee = readFee(text);
      if (fee !== undefined) expect(text).toBe(fee.sign + String(fee.amountMinor).padStart(8, '0'));
      const numeric = countryOf(text);
      expect(numeric === 0 || numeric === NO_SUCH_COUNTRY || countryName(numeric) !== '').toBe(true);
      const fields = readAdditional(text, SPEC);
      if (typeof fields !== 'string') for (const value of fields.values()) expect(text.includes(value)).toBe(true);
      const [de90, de56] = [readDe90(text, NEAR_MS), readDe56(text)];
      if (de90 !== undefined) expect(readDe90(writeDe90(de90), NEAR_MS)).toEqual(de90);
      if (de56 !== undefined) expect(de56.localDate).toMatch(/^(\d{4})?$/);
    }),
    { numRuns: RUNS },
  );
});

const amountEntries = fc.record({
  accountType: fc.stringMatching(/^[0-9]{2}$/),
  amountType: fc.stringMatching(/^[0-9A-Z]{2}$/),
  currency: fc.stringMatching(/^[0-9]{3}$/),
  sign: fc.constantFrom('C', 'D'),
  amountMinor: fc.nat(999_999_999_999),
}) satisfies fc.Arbitrary<AmountEntry>;

test('amounts are read back', () => {
  fc.assert(
    fc.property(fc.array(amountEntries, { maxLength: 6 }), fc.nat(999_999_999_999), (entries, amountMinor) => {
      expect(readAmounts(entries.map(amountText).join(''))).toEqual(entries);
      expect(readReplacementAmount(writeDe95(amountMinor))).toBe(amountMinor);
      expect(readReplacementAmount(writeDe30(amountMinor))).toBe(amountMinor);
    }),
  );
});

test('originals are read back', () => {
  const originals = fc.record({
    class: fc.constantFrom('authorization', 'financial', 'advice', 'reversal', ''),
    stan: fc.nat(999_999),
    transmissionTimeMs: fc.oneof(
      fc.constant(0),
      fc.integer({ min: -15_000_000, max: 15_000_000 }).map((seconds) => NEAR_MS + seconds * 1_000),
    ),
    acquirerId: fc.stringMatching(/^([1-9][0-9]{0,10})?$/),
    rrn: fc.constant(''),
    approvalCode: fc.constant(''),
    localDate: fc.constant(''),
  }) satisfies fc.Arbitrary<OriginalData>;
  fc.assert(
    fc.property(originals, (original) => {
      expect(readDe90(writeDe90(original), NEAR_MS)).toEqual(original);
      expect(readDe56(writeDe56(original, ''))).toEqual({ ...original, transmissionTimeMs: 0 });
      expect(readDe56(writeDe56(original, '280229235959'))).toEqual({ ...original, transmissionTimeMs: 0, localDate: '0229' });
    }),
  );
});

test('additional data is read back', () => {
  const fields = fc.uniqueArray(fc.tuple(fc.constantFrom(...ADDITIONAL_FIELDS), fc.string({ maxLength: 999 })), {
    selector: ([field]) => field,
  });
  fc.assert(
    fc.property(fields, (pairs) => {
      expect(readAdditional(writeAdditional(pairs, SPEC), SPEC)).toEqual(new Map(pairs));
    }),
  );
});

/** Tag, length in its shortest form, value. */
function encoded(tag: number, value: Uint8Array): Buffer {
  const length =
    value.length < 0x80 ? [value.length] : value.length < 0x100 ? [0x81, value.length] : [0x82, value.length >> 8, value.length & 0xff];
  const tagHex = tag.toString(16);
  return Buffer.concat([Buffer.from(tagHex.padStart(tagHex.length + (tagHex.length % 2), '0'), 'hex'), Buffer.from(length), value]);
}

function count(objects: readonly TlvObject[]): number {
  return objects.reduce((sum, object) => sum + 1 + count(object.children ?? []), 0);
}

test('any bytes give objects and, unless all is whole, a sentence', () => {
  const near = fc.tuple(fc.uint8Array({ maxLength: 40 }), fc.constantFrom('9f1a020578', '7008', '828102', '')).map(([bytes, head]) => {
    return Buffer.concat([Buffer.from(head, 'hex'), bytes]);
  });
  fc.assert(
    fc.property(near, fc.nat(0xffff), (bytes, tag) => {
      const objects = walkBerTlv(bytes);
      const problem = berTlvProblem(bytes);
      if (problem !== '') expect(problem).toMatch(/^The (tag|length|value) at offset \d+ .*\.$/);
      expect(count(objects)).toBeLessThanOrEqual(bytes.length);
      const found = objects.find((object) => Number.parseInt(object.tag, 16) === tag);
      expect(findTag(bytes, tag)).toEqual(found?.value);
      for (const object of objects) expect(findTag(bytes, Number.parseInt(object.tag, 16))).toBeDefined();
    }),
    { numRuns: RUNS },
  );
});

test('objects and padding are whole, cut anywhere within an object they are not', () => {
  const tags = fc.constantFrom(0x82, 0x9a, 0x9f1a, 0x9f26, 0x5f2a, 0xdf8101);
  const objects = fc.array(fc.tuple(tags, fc.uint8Array({ maxLength: 300 }), fc.constantFrom('', '00', 'ff', '00ff')), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(objects, fc.nat(), (rows, cut) => {
      const bytes = Buffer.concat(rows.flatMap(([tag, value, padding]) => [Buffer.from(padding, 'hex'), encoded(tag, value)]));
      expect(berTlvProblem(bytes)).toBe('');
      expect(walkBerTlv(bytes).map(({ tag, value }) => [Number.parseInt(tag, 16), Buffer.from(value)])).toEqual(
        rows.map(([tag, value]) => [tag, Buffer.from(value)]),
      );
      const [lastTag, lastValue] = rows[rows.length - 1] as (typeof rows)[number];
      const lastBytes = encoded(lastTag, lastValue).length;
      if (lastBytes > 1) expect(berTlvProblem(bytes.subarray(0, bytes.length - 1 - (cut % (lastBytes - 1))))).not.toBe('');
    }),
  );
});
