/**
 * Random card numbers and tracks in every free element, in every encoding, cut at every position:
 * nothing of them in text, full text and JSON but the first six and last four digits of the number.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Examined, examine } from '../../../src/inspect/diagnose/examine.ts';
import { examinedJson } from '../../../src/inspect/show/json.ts';
import { examinedText } from '../../../src/inspect/show/listing-text.ts';
import { compileDialect } from '../../../src/protocol/iso8583/codec/layout.ts';
import { DIALECT_NAMES, loadDialect } from '../../../src/protocol/iso8583/dialect/dialect-file.ts';
import { unpack } from '../../../src/protocol/iso8583/elements/message-elements.ts';
import { ebcdic, panSecrets, pans, shownSecrets, stripeSecrets, stripes, track1Of, track2Of } from '../../support/card-data.ts';
import { runs } from '../../support/property-settings.ts';
import { examineOptions, packed, requestElements } from '../support/messages.ts';

function outputsOf(result: Examined): string {
  const options = { color: false, full: true };
  return `${examinedText(result, options)}\n${examinedText(result, { ...options, full: false })}\n${JSON.stringify(examinedJson(result))}`;
}

/** Elements of any content that are long enough for a track. */
const FREE_ELEMENTS: readonly number[] = [46, 47, 48, 60, 61, 62, 63, 72, 111, 120, 127];
const LONGEST_BYTES = 200;

interface Place {
  readonly dialect: string;
  readonly element: number;
}

const places: fc.Arbitrary<Place> = fc
  .constantFrom(...DIALECT_NAMES)
  .chain((dialect) =>
    fc
      .constantFrom(
        ...FREE_ELEMENTS.filter((number) => /^(?:an[sp]?|ans) \.{2,3}\d/.test(loadDialect(dialect).elements[String(number)]?.format ?? '')),
      )
      .map((element) => ({ dialect, element })),
  );

/** A message with these bytes in the element, whatever its encoding can write. */
function messageWith({ dialect, element }: Place, content: Buffer): Buffer {
  const elements = requestElements(dialect);
  for (const number of [2, 35, 48, 52, 55]) elements.delete(number);
  elements.set(element, 'Q'.repeat(content.length));
  const frame = packed(dialect, elements);
  const at = unpack(compileDialect(loadDialect(dialect)), frame).elements.find(({ number }) => number === element)?.valueOffset ?? 0;
  content.copy(frame, at);
  return frame;
}

/** The same message without the content, for digits that stand in it anyway. */
function leaks(place: Place, content: Buffer, secrets: readonly string[]): unknown {
  const around = outputsOf(examine(messageWith(place, Buffer.alloc(content.length, 'Q')), examineOptions()));
  const output = outputsOf(examine(messageWith(place, content), examineOptions()));
  const shown = shownSecrets(output, secrets, around);
  return { shown, content: shown.length === 0 ? '' : content.toString('latin1'), place: shown.length === 0 ? '' : place };
}

const NOTHING = { shown: [], content: '', place: '' };

/** The spellings of a text. */
const SPELLINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  ascii: (text) => Buffer.from(text, 'latin1'),
  ebcdic,
  hex: (text) => Buffer.from(Buffer.from(text, 'latin1').toString('hex')),
};
const spellings = fc.constantFrom(...Object.keys(SPELLINGS));

function spelled(how: string, text: string): Buffer {
  return SPELLINGS[how]?.(text) ?? Buffer.alloc(0);
}

test('card numbers', () => {
  fc.assert(
    fc.property(
      places,
      pans,
      spellings,
      fc.constantFrom('', '-', ' '),
      fc.constantFrom('', 'PAN='),
      (place, pan, how, separator, label) => {
        const text = `${label}${(pan.match(/.{1,4}/g) ?? []).join(separator)}`;
        expect(leaks(place, spelled(how, text), panSecrets(pan))).toEqual(NOTHING);
      },
    ),
    { numRuns: runs(25) },
  );
});

test('card numbers and track 2 in half bytes', () => {
  fc.assert(
    fc.property(places, stripes, (place, stripe) => {
      const whole = [stripe.pan, track2Of(stripe, 'D')].map((digits) =>
        Buffer.from(digits.length % 2 === 0 ? digits : `${digits}f`, 'hex'),
      );
      for (const content of whole) expect(leaks(place, content, stripeSecrets(stripe))).toEqual(NOTHING);
    }),
    { numRuns: runs(15) },
  );
});

test('tracks, whole and cut at any position', () => {
  fc.assert(
    fc.property(places, stripes, spellings, fc.boolean(), fc.nat(), fc.boolean(), (place, stripe, how, isTrack1, cut, isFront) => {
      const track = isTrack1 ? track1Of(stripe) : `;${track2Of(stripe)}?`;
      const at = 1 + (cut % (track.length - 1));
      for (const piece of [track, isFront ? track.slice(at) : track.slice(0, at)]) {
        const content = spelled(how, piece);
        // Digits that were cut off stand in the listing only by chance: the end of one column and the start of the next.
        const secrets = shownSecrets(piece, stripeSecrets(stripe));
        if (content.length <= LONGEST_BYTES) expect(leaks(place, content, secrets)).toEqual(NOTHING);
      }
    }),
    { numRuns: runs(25) },
  );
});
