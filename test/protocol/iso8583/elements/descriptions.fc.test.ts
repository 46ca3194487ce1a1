/** What people are shown: any text and any bytes give a value, never a throw. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAcceptor, buildAcceptor1993, readAcceptor } from '../../../../src/protocol/iso8583/elements/card-acceptor.ts';
import { describeEntry1987, describeEntry1993 } from '../../../../src/protocol/iso8583/elements/pos-entry.ts';
import { describeProcessingCode } from '../../../../src/protocol/iso8583/elements/processing-code.ts';
import { readTlv, recogniseTlv, TLV_KINDS } from '../../../../src/protocol/iso8583/elements/tlv-kinds.ts';
import { describeServiceCode, parseTrack2 } from '../../../../src/protocol/iso8583/elements/track2.ts';
import { runs } from '../../../support/property-settings.ts';

/** More than usual: most of what is drawn is refused at the first character. */
const RUNS = runs(1_000);

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 50 }),
  fc.stringMatching(/^[0-9]{3,12}$/),
  fc.stringMatching(/^[0-9]{6,20}[=DdF][0-9]{4,12}[F=]?$/),
  fc.stringMatching(/^[A-Z \\]{0,50}$/),
);

test('any text gives a value', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(describeEntry1987(text) === undefined).toBe(text.length !== 3);
      expect(describeEntry1993(text) === undefined).toBe(text.length !== 12);
      expect(describeProcessingCode(text) === undefined).toBe(!/^[0-9]{6}$/.test(text));
      expect(describeServiceCode(text) === undefined).toBe(!/^[0-9]{3}$/.test(text));
      const { name, city, country } = readAcceptor(text);
      for (const part of [name, city, country]) expect(text.includes(part)).toBe(true);
      const track2 = parseTrack2(text);
      const parts = /^([0-9]{8,19})[=Dd]([0-9]{4})([0-9]{3})([0-9]*)[Ff]?$/.exec(text);
      expect(track2).toEqual(
        parts === null || text.replace(/f$/i, '').length > 37
          ? undefined
          : { pan: parts[1], expiryYymm: parts[2], serviceCode: parts[3], discretionary: parts[4] },
      );
    }),
    { numRuns: RUNS },
  );
});

test('any bytes give objects within them, or none', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc.stringMatching(/^([A-B][0-1]00[0-3]){0,9}$/).map((text) => Buffer.from(text)),
      ),
      (array) => {
        const bytes = Buffer.from(array);
        for (const { name } of TLV_KINDS) {
          for (const { offset, value } of readTlv(bytes, name) ?? []) expect(offset + value.length).toBeLessThanOrEqual(bytes.length);
        }
        const recognised = recogniseTlv(bytes);
        if (recognised !== undefined) expect(readTlv(bytes, recognised.kind)).toEqual(recognised.objects);
      },
    ),
  );
});

test('an acceptor is read back as far as it fits', () => {
  const words = fc.string({ unit: 'binary', maxLength: 60 });
  const plain = fc.stringMatching(/^[A-Za-zÆØÅæøå0-9][A-Za-zÆØÅæøå0-9 ]{0,30}$/);
  fc.assert(
    fc.property(words, words, words, (name, city, country) => {
      expect(buildAcceptor(name, city, country)).toHaveLength(40);
      expect(buildAcceptor1993(name, city, country).length).toBeLessThanOrEqual(99);
    }),
  );
  fc.assert(
    fc.property(plain, plain, fc.constantFrom('NOR', 'NO', '578', ''), (name, city, country) => {
      const expected = { name: name.slice(0, 22).trim(), city: city.slice(0, 13).trim(), country };
      expect(readAcceptor(buildAcceptor(name, city, country))).toEqual(expected);
      expect(readAcceptor(buildAcceptor1993(name, city, country))).toEqual({ ...expected, name: name.trim() });
    }),
  );
});
