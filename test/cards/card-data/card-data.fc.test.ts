/**
 * Random card numbers and tracks in text and bytes, in every encoding and cut at every position. Of a
 * card number the first six and the last four digits may be shown, of a track nothing else.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardDataInBytes, quotable, withoutCardData } from '../../../src/cards/card-data/card-data.ts';
import { withStars } from '../../../src/cards/card-data/range.ts';
import { ebcdic, panSecrets, pans, shownSecrets, stripeSecrets, stripes, track1Of, track2Of } from '../../support/card-data.ts';
import { runs } from '../../support/property-settings.ts';

function shownBytes(bytes: Buffer): string {
  return withStars(bytes.toString('hex'), cardDataInBytes(bytes));
}

/** All texts in which the same characters may stand. */
function outputsOf(text: string, front = '', behind = ''): readonly string[] {
  const whole = `${front}${text}${behind}`;
  return [
    withoutCardData(whole),
    quotable(whole),
    withoutCardData(Buffer.from(text).toString('hex')),
    withoutCardData(ebcdic(text).toString('hex').toUpperCase()),
    shownBytes(Buffer.from(whole, 'latin1')),
    shownBytes(ebcdic(whole)),
  ];
}

const fronts = fc.constantFrom('', 'X', 'PAN ', 'DE62: ', '"', 'SHELL001 ', ';');
const behinds = fc.constantFrom('', 'X', ' NOR', '"', '.', ' TERM0001');
const separators = fc.constantFrom('', '-', ' ', '.');

/** In groups of four, as card numbers are printed. */
function grouped(pan: string, separator: string): string {
  return (pan.match(/.{1,4}/g) ?? []).join(separator);
}

test('card numbers', () => {
  fc.assert(
    fc.property(pans, separators, fronts, behinds, (pan, separator, front, behind) => {
      for (const output of outputsOf(grouped(pan, separator), front, behind)) {
        expect(shownSecrets(output, panSecrets(pan))).toEqual([]);
      }
    }),
  );
});

test('card numbers in groups, with digits of something else at either end', () => {
  const glued = fc.stringMatching(/^\d{0,3}$/);
  fc.assert(
    fc.property(pans, fc.constantFrom('-', ' ', '.'), glued, glued, fronts, behinds, (pan, separator, before, after, front, behind) => {
      for (const output of outputsOf(`${before}${grouped(pan, separator)}${after}`, front, behind)) {
        expect(shownSecrets(output, panSecrets(pan))).toEqual([]);
      }
    }),
  );
});

test('card numbers in half bytes', () => {
  fc.assert(
    fc.property(pans, fc.constantFrom('', 'TERM', 'é', 'A '), fc.constantFrom('', 'f', '0'), (pan, text, padding) => {
      const packed = pan.length % 2 === 0 ? pan : padding === '0' ? `0${pan}` : `${pan}f`;
      // Bytes that are printable characters, or mostly digits in ASCII, are read as text.
      const digitBytes = (packed.match(/../g) ?? []).filter((pair) => /^3\d$/.test(pair)).length;
      fc.pre(/^(?:..)*[0189]/.test(packed) && digitBytes * 2 < pan.length / 2);
      const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from(packed, 'hex'), Buffer.from(text, 'latin1')]);
      expect(shownSecrets(shownBytes(bytes), panSecrets(pan))).toEqual([]);
    }),
  );
});

test('whole tracks, whatever stands around them', () => {
  fc.assert(
    fc.property(stripes, fronts, behinds, (stripe, front, behind) => {
      for (const track of [track1Of(stripe), track1Of(stripe).slice(2, -1), track2Of(stripe), `;${track2Of(stripe)}?`]) {
        for (const output of outputsOf(track, front, behind)) expect(shownSecrets(output, stripeSecrets(stripe))).toEqual([]);
      }
    }),
  );
});

test('tracks with sentinels, cut at every position', () => {
  fc.assert(
    fc.property(stripes, fronts, behinds, (stripe, front, behind) => {
      for (const track of [track1Of(stripe), `;${track2Of(stripe)}?`]) {
        for (let at = 1; at < track.length; at += 1) {
          for (const output of [...outputsOf(track.slice(0, at), front), ...outputsOf(track.slice(at), '', behind)])
            expect({ at, output, shown: shownSecrets(output, stripeSecrets(stripe)) }).toEqual({ at, output, shown: [] });
        }
      }
    }),
    { numRuns: runs(20) },
  );
});

test('tracks in half bytes, cut in front of the separator and behind it', () => {
  fc.assert(
    fc.property(stripes, (stripe) => {
      const track = track2Of(stripe, 'D');
      const separator = track.indexOf('D');
      const pack = (digits: string): Buffer => Buffer.from(digits.length % 2 === 0 ? digits : `${digits}f`, 'hex');
      for (let at = 0; at <= separator; at += 1) expect(shownSecrets(shownBytes(pack(track.slice(at))), stripeSecrets(stripe))).toEqual([]);
      for (let at = separator + 1; at <= track.length; at += 1)
        expect(shownSecrets(shownBytes(pack(track.slice(0, at))), stripeSecrets(stripe))).toEqual([]);
    }),
  );
});

test('text without digits in a row is never changed', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(?:[A-Za-z .,:/-]{0,12}\d{0,11}[A-Za-z]){0,4}$/), (text) => {
      expect(withoutCardData(text)).toBe(text);
    }),
  );
});
