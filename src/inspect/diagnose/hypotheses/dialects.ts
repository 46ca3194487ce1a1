/** Hypotheses about the form of a message: another dialect, or one answered otherwise in a point or two, or in one element. */
import type { Dialect } from '../../../protocol/iso8583/dialect/dialect.ts';
import { announcedElements } from '../../listing/listing.ts';
import { nameOf, readAs } from '../../read/parse-attempt.ts';
import { changeWords, differenceWords, doubleChanges, elementChanges, LayoutBook, singleChanges } from './dialect-variants.ts';
import { type Attempt, attempt, frontsOf, type Suspect } from './hypothesis.ts';
import { frontCost, frontSentence } from './prefix.ts';

/** How many elements before the one that broke may be to blame. */
const ELEMENTS_BACK = 10;

function dialectSentence(from: Dialect, to: Dialect, tpdu: boolean): string {
  const words = differenceWords(from, to);
  const frame = tpdu === to.tpdu ? '' : tpdu ? ', behind a TPDU' : ', without its TPDU';
  const options = tpdu === to.tpdu ? '' : tpdu ? ' --tpdu' : ' --no-tpdu';
  return `It is in the dialect ${to.name}${frame}${words === '' ? '' : ` (${words})`}; use --dialect ${to.name}${options}.`;
}

export function otherDialects({ base, dialect, dialects, book }: Suspect): readonly Attempt[] {
  return dialects
    .filter((other) => other.name !== dialect.name)
    .flatMap((other) =>
      [other.tpdu, !other.tpdu].flatMap((tpdu) => {
        const layout = book.of(other, [], tpdu);
        return frontsOf(base).map((front) => {
          const where = front === base.frontBytes ? '' : ` ${frontSentence(base, front, layout)}`;
          const cost = (tpdu === other.tpdu ? 0 : 1) + frontCost(base, front);
          return attempt('dialect', cost, readAs(base.bytes, front, layout), `${dialectSentence(dialect, other, tpdu)}${where}`);
        });
      }),
    );
}

export function otherEncodings({ base, dialect, dialects, book }: Suspect): readonly Attempt[] {
  const hasTpdu = base.layout.headBytes > 0;
  return dialects.flatMap((other) =>
    singleChanges(other).map((change) => {
      const isAsked = other.name === dialect.name;
      const reading = readAs(base.bytes, base.frontBytes, book.of(other, [change], isAsked ? hasTpdu : other.tpdu));
      const words = isAsked
        ? `It has ${changeWords(other, change)}`
        : `It is like the dialect ${other.name}, but with ${changeWords(other, change)}`;
      return attempt(
        'encoding',
        isAsked ? 1 : 3,
        reading,
        `${words}; say so in a dialect of your own ("${change.key}": "${change.value}").`,
      );
    }),
  );
}

export function twoEncodings({ base, dialect, book }: Suspect): readonly Attempt[] {
  return doubleChanges(dialect).map((changes) => {
    const reading = readAs(base.bytes, base.frontBytes, book.of(dialect, changes, base.layout.headBytes > 0));
    const keys = changes.map(({ key, value }) => `"${key}": "${value}"`).join(', ');
    const words = changes.map((change) => changeWords(dialect, change)).join(', and ');
    return attempt('twoEncodings', 4, reading, `It has ${words}; say so in a dialect of your own (${keys}).`);
  });
}

/** The element that broke, and those before it, the nearest first: one of them may be written otherwise. */
function suspects({ base }: Suspect): readonly number[] {
  const broken = base.unpacked.problem?.element ?? 0;
  const announced = announcedElements(base).filter((number) => broken < 2 || number <= broken);
  return announced.slice(-ELEMENTS_BACK).reverse();
}

export function otherElementForms(suspect: Suspect): readonly Attempt[] {
  const { base, dialect } = suspect;
  const hasTpdu = base.layout.headBytes > 0;
  const broken = base.unpacked.problem?.element ?? 0;
  return suspects(suspect).flatMap((number) =>
    elementChanges(dialect, number).map(({ spec, words }) => {
      const layout = new LayoutBook().of({ ...dialect, elements: { ...dialect.elements, [String(number)]: spec } }, [], hasTpdu);
      const shifts = broken > number ? `, so that all from DE${number} on is shifted` : '';
      const sentence = `DE${number} (${nameOf(dialect, number)}) ${words}${shifts}; say so in a dialect of your own.`;
      return attempt('elementForm', 3, readAs(base.bytes, base.frontBytes, layout), sentence);
    }),
  );
}
