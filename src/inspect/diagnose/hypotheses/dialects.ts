/**
 * Hypotheses about the form of a message: another dialect, or the same dialect with one or two
 * other encodings or one other element.
 */
import type { Dialect } from '../../../protocol/iso8583/dialect/dialect.ts';
import { announcedElements, nameOf, parseAs } from '../../read/parse-attempt.ts';
import { changeWords, differenceWords, doubleChanges, elementChanges, LayoutCache, singleChanges } from './dialect-variants.ts';
import { type BrokenMessage, type Hypothesis, prefixLengths } from './hypothesis.ts';
import { prefixCost, prefixSentence } from './prefix.ts';

/** How many elements before the one that cannot be parsed are tried. */
const ELEMENTS_BACK = 10;
/** A length of four digits or more hardly ever fits by chance. */
const COSTS = { form: 3, longLength: 1 } as const;

function dialectSentence(from: Dialect, to: Dialect, tpdu: boolean): string {
  const words = differenceWords(from, to);
  const frame = tpdu === to.tpdu ? '' : tpdu ? ', behind a TPDU' : ', without its TPDU';
  const options = tpdu === to.tpdu ? '' : tpdu ? ' --tpdu' : ' --no-tpdu';
  return `It is in the dialect ${to.name}${frame}${words === '' ? '' : ` (${words})`}; use --dialect ${to.name}${options}.`;
}

/** The message is in another dialect. */
export function otherDialects({ parsed, dialect, dialects, layouts }: BrokenMessage): readonly Hypothesis[] {
  return dialects
    .filter((other) => other.name !== dialect.name)
    .flatMap((other) =>
      [other.tpdu, !other.tpdu].flatMap((tpdu) => {
        const layout = layouts.of(other, [], tpdu);
        return prefixLengths(parsed).map((prefixBytes) => {
          const where = prefixBytes === parsed.prefixBytes ? '' : ` ${prefixSentence(parsed, prefixBytes, layout)}`;
          const cost = (tpdu === other.tpdu ? 0 : 1) + prefixCost(parsed, prefixBytes);
          const attempt = parseAs(parsed.bytes, prefixBytes, layout);
          const sentence = `${dialectSentence(dialect, other, tpdu)}${where}`;
          return { cause: 'dialect' as const, cost, attempt, sentence, isOwnBytes: true };
        });
      }),
    );
}

/** One kind of field has another encoding than the dialect says. */
export function otherEncodings({ parsed, dialect, dialects, layouts }: BrokenMessage): readonly Hypothesis[] {
  const hasTpdu = parsed.layout.tpduBytes > 0;
  return dialects.flatMap((other) =>
    singleChanges(other).map((change) => {
      const isSameDialect = other.name === dialect.name;
      const attempt = parseAs(parsed.bytes, parsed.prefixBytes, layouts.of(other, [change], isSameDialect ? hasTpdu : other.tpdu));
      const words = isSameDialect
        ? `It has ${changeWords(other, change)}`
        : `It is like the dialect ${other.name}, but with ${changeWords(other, change)}`;
      const sentence = `${words}; say so in a dialect of your own ("${change.key}": "${change.value}").`;
      return { cause: 'encoding' as const, cost: isSameDialect ? 1 : 3, attempt, sentence, isOwnBytes: true };
    }),
  );
}

/** Two kinds of fields have other encodings. */
export function twoEncodings({ parsed, dialect, layouts }: BrokenMessage): readonly Hypothesis[] {
  return doubleChanges(dialect).map((changes) => {
    const attempt = parseAs(parsed.bytes, parsed.prefixBytes, layouts.of(dialect, changes, parsed.layout.tpduBytes > 0));
    const keys = changes.map(({ key, value }) => `"${key}": "${value}"`).join(', ');
    const words = changes.map((change) => changeWords(dialect, change)).join(', and ');
    const sentence = `It has ${words}; say so in a dialect of your own (${keys}).`;
    return { cause: 'twoEncodings' as const, cost: 4, attempt, sentence, isOwnBytes: true };
  });
}

/**
 * The element that cannot be parsed and those before it, nearest first: one of them may have
 * another form.
 */
function suspectedElements({ parsed }: BrokenMessage): readonly number[] {
  const broken = parsed.unpacked.problem?.element ?? 0;
  const announced = announcedElements(parsed).filter((number) => broken < 2 || number <= broken);
  return announced.slice(-ELEMENTS_BACK).reverse();
}

/** One element has another format, length or encoding. */
export function otherElementForms(message: BrokenMessage): readonly Hypothesis[] {
  const { parsed, dialect } = message;
  const hasTpdu = parsed.layout.tpduBytes > 0;
  const broken = parsed.unpacked.problem?.element ?? 0;
  return suspectedElements(message).flatMap((number) =>
    elementChanges(dialect, number).map(({ spec, words, isLongLength }) => {
      const layout = new LayoutCache().of({ ...dialect, elements: { ...dialect.elements, [String(number)]: spec } }, [], hasTpdu);
      const shifts = broken > number ? `, so that all from DE${number} on is shifted` : '';
      const sentence = `DE${number} (${nameOf(dialect, number)}) ${words}${shifts}; say so in a dialect of your own.`;
      const attempt = parseAs(parsed.bytes, parsed.prefixBytes, layout);
      return { cause: 'elementForm' as const, cost: isLongLength ? COSTS.longLength : COSTS.form, attempt, sentence, isOwnBytes: true };
    }),
  );
}
