/**
 * Hypotheses that the sender wrote an element of fixed width too short or too long: a number
 * without its leading zeros, a text without the blanks behind it, a code of another version.
 */
import {
  BCD_LEFT,
  bytesOfUnits,
  CLASS_DIGITS,
  CLASS_SIGNED,
  HEX,
  type Layout,
  RAW,
  SIGNED_BCD,
} from '../../../protocol/iso8583/codec/layout.ts';
import { Scanner } from '../../../protocol/iso8583/codec/scan/scanner.ts';
import { pluralize } from '../../input/notes.ts';
import { announcedElements, nameOf, type ParseAttempt, parseAs, specOf } from '../../read/parse-attempt.ts';
import type { BrokenMessage, Hypothesis } from './hypothesis.ts';

/** How many units more than it should have are tried for an element. */
const WIDER_MAX = 8;
/** A number without its leading zeros is more usual than one with more of them. */
const COSTS = { shorter: 2, wider: 3 } as const;
/** An element that is wrong by more than this is less usual. */
const USUAL_MAX = 4;
const UNUSUAL_COSTS = { shorter: 1, wider: 2 } as const;

/** Zeros are lost in wide numbers (amounts) rather than in narrow ones (codes). */
const NARROW_COST = 0.1;
const WIDE_UNITS = 15;

function costOf(has: number, must: number, isDigits: boolean): number {
  const way = has < must ? 'shorter' : 'wider';
  const narrow = isDigits ? NARROW_COST * (1 - Math.min(must, WIDE_UNITS) / WIDE_UNITS) : 0;
  return COSTS[way] + narrow + (Math.abs(has - must) > USUAL_MAX ? UNUSUAL_COSTS[way] : 0);
}

/** Digits share bytes, so their number changes by two; other units have bytes of their own. */
function isPacked(encoding: number): boolean {
  return (encoding >= BCD_LEFT && encoding < RAW) || encoding === SIGNED_BCD;
}

/** The layout with another width of one fixed element. */
function withWidth(layout: Layout, number: number, units: number): Layout {
  const unitsMax = layout.unitsMax.slice();
  const fixedBytes = layout.fixedBytes.slice();
  unitsMax[number] = units;
  fixedBytes[number] = bytesOfUnits(layout.encoding[number] as number, units);
  return { ...layout, unitsMax, fixedBytes };
}

/** Widths in units, each with another number of bytes than the right one. */
function widthsOf(layout: Layout, number: number): readonly number[] {
  const encoding = layout.encoding[number] as number;
  const right = layout.unitsMax[number] as number;
  const step = isPacked(encoding) ? 2 : 1;
  const least = encoding === SIGNED_BCD ? 3 : step;
  const rightBytes = bytesOfUnits(encoding, right);
  const first = isPacked(encoding) && encoding !== SIGNED_BCD ? 2 : least;
  const widths: number[] = [];
  for (let units = first; units <= right + WIDER_MAX; units += step) if (bytesOfUnits(encoding, units) !== rightBytes) widths.push(units);
  return widths;
}

/**
 * Fixed elements that the bitmap announces, up to the one that cannot be parsed. Without a header
 * that counts, the last one is no suspect: the message may be cut within it, or more may follow.
 */
function suspects({ parsed, isCounted }: BrokenMessage): readonly number[] {
  const { layout, unpacked } = parsed;
  const broken = unpacked.problem?.element ?? 0;
  const announced = announcedElements(parsed);
  return announced.filter((number) => {
    const isReached = broken < 2 || number <= broken;
    return isReached && layout.known[number] === 1 && layout.lengthBytes[number] === 0 && (isCounted || number !== announced.at(-1));
  });
}

function unitWords(layout: Layout, number: number, units: number): string {
  const encoding = layout.encoding[number] as number;
  const bytes = bytesOfUnits(encoding, units);
  if (layout.isBinary[number] === 1) return encoding >= HEX ? `${pluralize(units, 'byte')} (${bytes} digits)` : pluralize(units, 'byte');
  const isDigits = layout.class[number] === CLASS_DIGITS;
  const count = pluralize(units, isDigits ? 'digit' : 'character');
  return isPacked(encoding) ? `${count} (${pluralize(bytes, 'byte')})` : count;
}

function advice(layout: Layout, number: number, isShort: boolean): string {
  if (!isShort) return 'Cut it to its width where it is written.';
  if (layout.isBinary[number] === 1) return 'Write all its bytes.';
  if (layout.class[number] === CLASS_SIGNED) return 'Pad its digits with zeros behind the sign.';
  return layout.class[number] === CLASS_DIGITS ? 'Pad it with zeros in front.' : 'Pad it with blanks behind.';
}

function widthSentence({ layout, dialect, unpacked, prefixBytes }: ParseAttempt, original: Layout, number: number): string {
  const element = unpacked.elements.find((one) => one.number === number);
  const [has, must] = [layout.unitsMax[number] as number, original.unitsMax[number] as number];
  const { format = '' } = specOf(dialect, number) ?? {};
  const at = element === undefined ? '' : `, at offset ${prefixBytes + element.offset},`;
  const difference = Math.abs((layout.fixedBytes[number] as number) - (original.fixedBytes[number] as number));
  const off = `${pluralize(difference, 'byte')} too ${has < must ? 'few' : 'many'}`;
  return `DE${number} (${nameOf(dialect, number)})${at} has ${unitWords(layout, number, has)}; ${format} must have ${unitWords(original, number, must)}: ${off}. ${advice(layout, number, has < must)}`;
}

/** One element of fixed width has another width than it must have. */
export function otherWidths(message: BrokenMessage): readonly Hypothesis[] {
  const { bytes, prefixBytes, layout, unpacked } = message.parsed;
  if (unpacked.mti === '' || unpacked.problem?.element === 1) return [];
  const frame = bytes.subarray(prefixBytes);
  return suspects(message).flatMap((number) =>
    widthsOf(layout, number).flatMap((units): readonly Hypothesis[] => {
      const variant = withWidth(layout, number, units);
      if (!new Scanner(variant).scan(frame)) return [];
      const attempt = parseAs(bytes, prefixBytes, variant, number);
      const cost = costOf(units, layout.unitsMax[number] as number, layout.class[number] === CLASS_DIGITS);
      return [{ cause: 'elementWidth', cost, attempt, sentence: widthSentence(attempt, layout, number), isOwnBytes: true }];
    }),
  );
}
