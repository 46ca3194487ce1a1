/**
 * How well the contents of elements fit their places. A message that is read one byte off still has
 * digits in elements of digits, but a date, a terminal or a currency shows where it begins. Counts
 * in rankings only; it never makes a message defective.
 */

import type { ElementSpec } from '../../protocol/iso8583/dialect/dialect.ts';
import { countryName, countryOf, NO_SUCH_COUNTRY } from '../../protocol/iso8583/elements/country.ts';
import type { UnpackedElement } from '../../protocol/iso8583/elements/message-elements.ts';
import { mtiKind } from '../../protocol/iso8583/elements/mti.ts';
import { describeEntry1987, describeEntry1993 } from '../../protocol/iso8583/elements/pos-entry.ts';
import { isDayOfMonth } from '../../protocol/iso8583/elements/times.ts';
import { codeName } from '../listing/code-names.ts';
import { currencyOf } from '../listing/currency.ts';
import { innerBitmapOf } from '../read/inner-bitmap.ts';
import { type ParseAttempt, specOf, textOf } from '../read/parse-attempt.ts';

/**
 * The text that an element of another width stands for: a number with the zeros in front that its
 * format has, a text with the blanks behind. Undefined if it has more than zeros or blanks too many.
 */
export function fittedText(attempt: ParseAttempt, { number, text }: UnpackedElement): string | undefined {
  if (number !== attempt.otherWidth) return text;
  const { format = '' } = specOf(attempt.dialect, number) ?? {};
  const width = Number(/\d+$/.exec(format)?.[0] ?? 0);
  if (format.startsWith('b ')) return text;
  if (format.startsWith('x+n')) return `${text[0]}${fittedDigits(text.slice(1), width) ?? ''}`;
  if (format.startsWith('n ')) return fittedDigits(text, width);
  if (text.length <= width) return text.padEnd(width);
  return /^ *$/.test(text.slice(width)) ? text.slice(0, width) : fittedDigits(text, width);
}

function fittedDigits(text: string, width: number): string | undefined {
  if (text.length <= width) return text.padStart(width, '0');
  return /^0*$/.test(text.slice(0, -width)) ? text.slice(-width) : undefined;
}

interface Shape {
  readonly weight: number;
  /** Names of elements; the standard's own words, which all dialects use. */
  readonly names: RegExp;
  readonly format: RegExp;
  /** Undefined: the text says nothing. */
  readonly fits: (text: string, attempt: ParseAttempt) => boolean | undefined;
}

const LETTERS = /^[0-9A-Za-z]+ *$/;
const ZEROS = /^0*$/;
/** Sign-on, key change, cutover, echo and their variants. */
const NETWORK_CODE = /^(?:0[0-8]|1[0-9]|2[0-9]|3[0-9]|[48]0)[1-3]$/;

function isMmdd(text: string): boolean {
  return isDayOfMonth(Number(text.slice(0, 2)), Number(text.slice(2, 4)));
}

function isEntry(text: string, { dialect }: ParseAttempt): boolean {
  const parts = dialect.version === '1' ? describeEntry1993(text) : describeEntry1987(text);
  return parts?.every(({ meaning }) => meaning !== '') === true;
}

function isCountry(text: string): boolean {
  const number = countryOf(text);
  return number !== 0 && number !== NO_SUCH_COUNTRY && countryName(number) !== '';
}

/** All that fit an element count. */
const SHAPES: readonly Shape[] = [
  { weight: 2, names: /^Date, (?!expiration|action)/, format: /^n 4$/, fits: isMmdd },
  { weight: 2, names: /^Date, /, format: /^n 6$/, fits: (text) => isMmdd(text.slice(2)) },
  { weight: 1, names: /^Amount/, format: /^n 1[26]$/, fits: (text) => text.startsWith('00') },
  { weight: 1, names: /^Amounts, original$/, format: /^n 24$/, fits: (text) => text.startsWith('00') && text.slice(12).startsWith('00') },
  { weight: 1, names: /number$|amount$/, format: /^n 1[06]$/, fits: (text) => text.startsWith('00') },
  { weight: 1, names: /fee$/, format: /^n 8$/, fits: (text) => text.startsWith('0') },
  { weight: 2, names: /fee$|net settlement$/, format: /^x\+n/, fits: (text) => /^[CD]0/.test(text) },
  { weight: 1, names: /^Conversion rate/, format: /^n 8$/, fits: (text) => /^[0-7]\d*[1-9]/.test(text) },
  { weight: 2, names: /country code|^Country code/i, format: /^n 3$/, fits: isCountry },
  { weight: 2, names: /^Currency code/, format: /3$/, fits: (text) => currencyOf(text) !== undefined },
  { weight: 3, names: /^Point of service (?:entry mode|data code)/, format: /^(?:n 3|an 12)$/, fits: isEntry },
  { weight: 2, names: /^Merchant|business code$/, format: /^n 4$/, fits: (text) => codeName('merchantType', text) !== '' || undefined },
  { weight: 2, names: /condition code$/, format: /^n 2$/, fits: (text) => codeName('conditionCode', text) !== '' },
  { weight: 1, names: /^Card sequence/, format: /^n 3$/, fits: (text) => text.startsWith('0') },
  { weight: 2, names: /^Retrieval reference/, format: /12$/, fits: (text) => LETTERS.test(text) },
  { weight: 2, names: /identification response$|^Approval code$/, format: /6$/, fits: (text) => LETTERS.test(text) },
  { weight: 2, names: /^Card acceptor terminal/, format: /8$/, fits: (text) => LETTERS.test(text) },
  { weight: 2, names: /^Card acceptor identification/, format: /15$/, fits: (text) => /^[0-9A-Z](?:[\w .&/-]*\S)? *$/i.test(text) },
  {
    weight: 2,
    names: /^Card acceptor name/,
    format: /^ans 40$/,
    fits: (text) => /^\S/.test(text) && (/[A-Z]{2,3} *$/.test(text) || undefined),
  },
  {
    weight: 3,
    names: /^Original data/,
    format: /^n 42$/,
    fits: (text) => mtiKind(Number(text.slice(0, 4))) !== undefined || ZEROS.test(text),
  },
  { weight: 1, names: /^Security related/, format: /^n 16$/, fits: (text) => /^\d0|^[0-9]{2}0/.test(text) || undefined },
  { weight: 2, names: /^Network management/, format: /^n 3$/, fits: (text) => NETWORK_CODE.test(text) },
  { weight: 2, names: /^Replacement amounts$/, format: /42$/, fits: (text) => /^00\d{22}[CD]/.test(text) || /^0+\d*$/.test(text) },
];

/** Depends on the name and the format only, and many attempts ask for the same element. */
const SHAPES_OF = new WeakMap<ElementSpec, readonly Shape[]>();

function shapesOf(spec: ElementSpec): readonly Shape[] {
  const known = SHAPES_OF.get(spec);
  if (known !== undefined) return known;
  const shapes = SHAPES.filter(({ names, format }) => names.test(spec.name) && format.test(spec.format));
  SHAPES_OF.set(spec, shapes);
  return shapes;
}

/** Text at its place begins with a character, and is padded behind. */
function textFits(text: string, format: string): boolean | undefined {
  return /^an/.test(format) && text.length > 1 ? !/^ +[^ ]/.test(text) : undefined;
}

function isSameDay(attempt: ParseAttempt): boolean | undefined {
  const { dialect } = attempt;
  const [sent, local] = [textOf(attempt, dialect.fields.transmissionTime), textOf(attempt, dialect.fields.localDate)];
  return sent.length !== 10 || local.length !== 4 ? undefined : sent.slice(0, 2) === local.slice(0, 2) || undefined;
}

function isSameMinute(attempt: ParseAttempt): boolean | undefined {
  const { dialect } = attempt;
  const [sent, local] = [textOf(attempt, dialect.fields.transmissionTime), textOf(attempt, dialect.fields.localTime)];
  return sent.length !== 10 || local.length < 6 ? undefined : sent.slice(6) === local.slice(-4) || undefined;
}

const TEXT_WEIGHT = 2;
const INNER_BITMAP_WEIGHT = 6;
const TOGETHER_WEIGHT = 2;
/** An element of another width whose surplus is more than padding. */
const UNFIT_WEIGHT = 4;

function worth(verdict: boolean | undefined, weight: number): number {
  return verdict === undefined ? 0 : verdict ? weight : -weight;
}

/** Points for contents that fit their places, less those for contents that do not. */
export function shapeScore(attempt: ParseAttempt): number {
  const { dialect } = attempt;
  let score = worth(isSameDay(attempt), TOGETHER_WEIGHT) + worth(isSameMinute(attempt), TOGETHER_WEIGHT);
  for (const element of attempt.unpacked.elements) {
    if (innerBitmapOf(attempt, element) !== undefined) score += INNER_BITMAP_WEIGHT;
    const spec = specOf(dialect, element.number);
    const text = fittedText(attempt, element);
    if (text === undefined) score -= UNFIT_WEIGHT;
    if (text === undefined || spec === undefined) continue;
    const points = shapesOf(spec).reduce(
      (sum, { fits, weight }) => sum + worth(fits(text, attempt), weight),
      worth(textFits(text, spec.format), TEXT_WEIGHT),
    );
    score += element.number === attempt.otherWidth ? Math.max(0, points) : points;
  }
  return score;
}
