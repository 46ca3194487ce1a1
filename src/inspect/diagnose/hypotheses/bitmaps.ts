/** Hypotheses about a third bitmap, which bit 65 announces. */
import { compileDialect, THIRD_BITMAP, THIRD_FROM } from '../../../protocol/iso8583/codec/layout.ts';
import { type Dialect, ELEMENT_MAX, type ElementSpec, THIRD_BITMAPS, type ThirdBitmap } from '../../../protocol/iso8583/dialect/dialect.ts';
import { announcedElements, type ParseAttempt, parseAs } from '../../read/parse-attempt.ts';
import type { BrokenMessage, Hypothesis } from './hypothesis.ts';

/** No version of the standard says what the elements above 128 are, so their form is a guess. */
const FORMATS = ['ans ...999', 'ans ..99', 'ans ......65535'] as const;
const NAME = 'Element of the third bitmap';
const COSTS = { sameDialect: 1, otherDialect: 3, restOfMessage: 1 } as const;
const PLACES: Readonly<Record<Exclude<ThirdBitmap, 'none'>, string>> = {
  behindSecond: 'stands behind the second',
  element65: 'stands in the place of element 65',
};

function withThird(dialect: Dialect, thirdBitmap: ThirdBitmap, format: string): Dialect {
  const elements: Record<string, ElementSpec> = {};
  for (let number = THIRD_FROM; number <= ELEMENT_MAX.threeBitmaps; number += 1) {
    // The elements that a dialect of one's own has are kept.
    elements[number] = dialect.elements[number] ?? { name: NAME, format };
  }
  return { ...dialect, thirdBitmap, elements: { ...dialect.elements, ...elements } };
}

/** One element above 128, which fills the rest of the message without a length. */
function restFormat(attempt: ParseAttempt): string | undefined {
  const { unpacked, bytes, prefixBytes } = attempt;
  const high = announcedElements(attempt).filter((number) => number >= THIRD_FROM);
  const element = unpacked.elements.find(({ number }) => number === high[0]);
  const start = element?.offset ?? (unpacked.problem?.element === high[0] ? unpacked.endOffset : undefined);
  if (high.length !== 1 || start === undefined) return undefined;
  const rest = bytes.length - prefixBytes - start;
  return rest > 0 ? `ans ${rest}` : undefined;
}

function sentenceOf(place: keyof typeof PLACES, attempt: ParseAttempt, format: string, other: string): string {
  const high = announcedElements(attempt).filter((number) => number >= THIRD_FROM);
  const read = high.length === 0 ? '' : ` DE${high.join(', DE')} can be read as ${format}.`;
  return `A third bitmap ${PLACES[place]}, as bit ${THIRD_BITMAP} announces.${other}${read} Say so in a dialect of your own ("thirdBitmap": "${place}").`;
}

/** A third bitmap stands behind the second, or in the place of element 65. */
export function thirdBitmaps({ parsed, dialect, dialects }: BrokenMessage): readonly Hypothesis[] {
  if (!announcedElements(parsed).includes(THIRD_BITMAP)) return [];
  const hasTpdu = parsed.layout.tpduBytes > 0;
  const places = THIRD_BITMAPS.filter((place) => place !== 'none');
  return dialects.flatMap((other) =>
    places.flatMap((place) => {
      const isSame = other.name === dialect.name;
      const words = isSame ? '' : ` The rest is like the dialect ${other.name}.`;
      const tried = (format: string): ParseAttempt =>
        parseAs(
          parsed.bytes,
          parsed.prefixBytes,
          compileDialect({ ...withThird(other, place, format), tpdu: isSame ? hasTpdu : other.tpdu }),
        );
      const hypothesis = (format: string, more: number): Hypothesis => {
        const attempt = tried(format);
        const cost = (isSame ? COSTS.sameDialect : COSTS.otherDialect) + more;
        return { cause: 'thirdBitmap', cost, attempt, sentence: sentenceOf(place, attempt, format, words), isOwnBytes: true };
      };
      const rest = restFormat(tried(FORMATS[0]));
      return [...FORMATS.map((format) => hypothesis(format, 0)), ...(rest === undefined ? [] : [hypothesis(rest, COSTS.restOfMessage)])];
    }),
  );
}
