/** Scores how plausible a parse is, by checking the content of its elements. */

import { isLuhnValid } from '../../cards/pan.ts';
import { BCD_LEFT } from '../../protocol/iso8583/codec/layout.ts';
import type { Dialect } from '../../protocol/iso8583/dialect/dialect.ts';
import { readAmounts } from '../../protocol/iso8583/elements/amounts.ts';
import { berTlvProblem } from '../../protocol/iso8583/elements/ber-tlv.ts';
import { chipDatasets } from '../../protocol/iso8583/elements/chip-datasets.ts';
import { countryName } from '../../protocol/iso8583/elements/country.ts';
import { mtiKind } from '../../protocol/iso8583/elements/mti.ts';
import { readDe56, readDe90 } from '../../protocol/iso8583/elements/original-data.ts';
import { describeProcessingCode } from '../../protocol/iso8583/elements/processing-code.ts';
import { isDayOfMonth, isTimeOfDay } from '../../protocol/iso8583/elements/times.ts';
import { parseTrack2 } from '../../protocol/iso8583/elements/track2.ts';
import { currencyOf } from '../listing/currency.ts';
import { innerBitmapOf } from '../read/inner-bitmap.ts';
import { elementOf, type ParseAttempt, textOf } from '../read/parse-attempt.ts';
import { fittedText, shapeScore } from './shape.ts';

/** Undefined: the message lacks the element. */
type Verdict = boolean | undefined;

interface Check {
  readonly about: string;
  readonly weight: number;
  readonly judge: (attempt: ParseAttempt) => Verdict;
}

function digitsOf(text: string, ...positions: readonly (readonly [number, number])[]): readonly number[] {
  return positions.map(([from, to]) => Number(text.slice(from, to)));
}

function ofText(element: number, judge: (text: string) => boolean): (attempt: ParseAttempt) => Verdict {
  return (attempt) => {
    const found = elementOf(attempt, element);
    const text = found === undefined ? undefined : fittedText(attempt, found);
    const verdict = text === undefined ? undefined : judge(text);
    // An element of another width is expected to be strange; only the others speak against a parse.
    return verdict === false && element === attempt.otherWidth ? undefined : verdict;
  };
}

/** Whether MMDD or MMDDhhmmss stands at a position of a text. */
function isDateTime(text: string, at: number): boolean {
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = digitsOf(
    text,
    [at, at + 2],
    [at + 2, at + 4],
    [at + 4, at + 6],
    [at + 6, at + 8],
    [at + 8, at + 10],
  );
  return isDayOfMonth(month, day) && isTimeOfDay(hour, minute, second);
}

/**
 * No control characters, and few characters outside ASCII: names have some, but text in a wrong
 * encoding has many.
 */
function isPlainText(text: string): boolean {
  return !/\p{Cc}/u.test(text) && (text.match(/[^ -~]/g)?.length ?? 0) <= text.length / 5;
}

function mtiVerdict({ unpacked, dialect }: ParseAttempt): Verdict {
  return unpacked.mti.startsWith(dialect.version) && mtiKind(Number(unpacked.mti)) !== undefined;
}

function timeVerdict(attempt: ParseAttempt): Verdict {
  const text = textOf(attempt, attempt.dialect.fields.localTime);
  if (text.length === 12) return isDateTime(text, 2);
  if (text.length !== 6) return undefined;
  const [hour = 0, minute = 0, second = 0] = digitsOf(text, [0, 2], [2, 4], [4, 6]);
  return isTimeOfDay(hour, minute, second);
}

function samePan(attempt: ParseAttempt): Verdict {
  const { pan, track2 } = attempt.dialect.fields;
  const [number, track] = [textOf(attempt, pan), textOf(attempt, track2)];
  return number === '' || track === '' ? undefined : track.startsWith(number);
}

function isChipData(bytes: Buffer): boolean {
  return bytes.length > 0 && (berTlvProblem(bytes) === '' || chipDatasets(bytes) !== undefined);
}

/** Whether all elements with characters are printable; half bytes always are. */
function textVerdict(attempt: ParseAttempt): Verdict {
  const texts = attempt.unpacked.elements.filter(
    (element) =>
      (attempt.layout.encoding[element.number] as number) < BCD_LEFT &&
      !/^\d*$/.test(element.text) &&
      innerBitmapOf(attempt, element) === undefined,
  );
  return texts.length === 0 ? undefined : texts.every(({ text }) => isPlainText(text));
}

/** Many attempts are made in the same few dialects. */
const CHECKS = new WeakMap<Dialect, readonly Check[]>();

function checksOf(dialect: Dialect): readonly Check[] {
  const known = CHECKS.get(dialect);
  if (known !== undefined) return known;
  const checks = newChecks(dialect);
  CHECKS.set(dialect, checks);
  return checks;
}

function newChecks({ fields, version }: Dialect): readonly Check[] {
  return [
    { about: 'MTI', weight: 6, judge: mtiVerdict },
    { about: 'card number', weight: 4, judge: ofText(fields.pan, (text) => text.length >= 12 && isLuhnValid(text)) },
    {
      about: 'processing code',
      weight: 3,
      judge: ofText(fields.processingCode, (text) => (describeProcessingCode(text)?.meaning ?? '') !== ''),
    },
    { about: 'amount', weight: 1, judge: ofText(fields.amount, (text) => /^00\d+$/.test(text)) },
    { about: 'transmission time', weight: 4, judge: ofText(fields.transmissionTime, (text) => isDateTime(text, 0)) },
    { about: 'local time', weight: 3, judge: timeVerdict },
    { about: 'local date', weight: 2, judge: ofText(fields.localDate, (text) => isDateTime(`${text}000000`, 0)) },
    { about: 'expiry', weight: 2, judge: ofText(fields.expiry, (text) => /^[0-4]\d(?:0[1-9]|1[0-2])$/.test(text)) },
    { about: 'track 2', weight: 4, judge: ofText(fields.track2, (text) => parseTrack2(text) !== undefined) },
    { about: 'card number and track 2', weight: 3, judge: samePan },
    { about: 'merchant type', weight: 1, judge: ofText(fields.mcc, (text) => Number(text) >= 700) },
    { about: 'country', weight: 2, judge: ofText(fields.acquirerCountry, (text) => countryName(Number(text)) !== '') },
    { about: 'currency', weight: 3, judge: ofText(fields.currency, (text) => currencyOf(text) !== undefined) },
    { about: 'response code', weight: 2, judge: ofText(fields.responseCode, (text) => /^[0-9A-Z]+$/.test(text)) },
    { about: 'terminal', weight: 2, judge: ofText(fields.terminalId, (text) => /^[\x21-\x7e][\x20-\x7e]*$/.test(text)) },
    { about: 'amounts', weight: 3, judge: ofText(fields.amounts, (text) => readAmounts(text) !== undefined) },
    {
      about: 'chip data',
      weight: 4,
      judge: ofText(fields.chipData, (text) => isChipData(Buffer.from(text, 'hex'))),
    },
    {
      about: 'original data',
      weight: 3,
      judge: ofText(fields.original, (text) => (version === '1' ? readDe56(text) : readDe90(text, 0)) !== undefined),
    },
    { about: 'characters', weight: 6, judge: textVerdict },
  ];
}

/** What the checks say, without a comparison with other parses. */
interface Trust {
  /** The weights of the checks that passed, and of those that failed. */
  readonly points: number;
  readonly against: number;
  /** The checks that failed. */
  readonly doubts: readonly string[];
  readonly isMtiKnown: boolean;
  /** The content of the elements is valid. */
  readonly isTrusted: boolean;
  /** Complete, and no important check failed. */
  readonly isSound: boolean;
}

export interface Plausibility extends Omit<Trust, 'points' | 'against'> {
  /** Higher is more plausible; comparable between parses of the same bytes. */
  readonly score: number;
  /** The part of the score that contents make, whether the parse is complete or not. */
  readonly contentScore: number;
}

const WHOLE = 30;
const PROGRESS = 15;
/** Points that a complete parse needs, and a parse that ends early. */
const POINTS_MIN = { whole: 8, partial: 10 } as const;
const DOUBT_MAX = 5;

function trustOf(attempt: ParseAttempt): Trust {
  let points = 0;
  let against = 0;
  const doubts: string[] = [];
  for (const { about, weight, judge } of checksOf(attempt.dialect)) {
    const verdict = judge(attempt);
    if (verdict === true) points += weight;
    if (verdict === false) {
      against += weight;
      doubts.push(about);
    }
  }
  const { isComplete } = attempt;
  const isMtiKnown = mtiVerdict(attempt) === true;
  const isTrusted = isMtiKnown && points > 3 * against && points >= (isComplete ? POINTS_MIN.whole : POINTS_MIN.partial);
  return { points, against, doubts, isMtiKnown, isTrusted, isSound: isComplete && isTrusted && against < DOUBT_MAX };
}

/** As `isTrusted` of a Plausibility, without the score. */
export function isTrustedParse(attempt: ParseAttempt): boolean {
  return mtiVerdict(attempt) === true && trustOf(attempt).isTrusted;
}

/** As `isSound` of a Plausibility, without the score. */
export function isSoundParse(attempt: ParseAttempt): boolean {
  return attempt.isComplete && mtiVerdict(attempt) === true && trustOf(attempt).isSound;
}

export function plausibilityOf(attempt: ParseAttempt): Plausibility {
  const { points, against, ...verdicts } = trustOf(attempt);
  const { unpacked, bytes, prefixBytes, isComplete } = attempt;
  const length = Math.max(1, bytes.length - prefixBytes);
  const progress = isComplete ? WHOLE : unpacked.mti === '' ? 0 : (Math.min(unpacked.endOffset, length) / length) * PROGRESS;
  const contentScore = points - 2 * against + shapeScore(attempt);
  return { ...verdicts, score: contentScore + progress, contentScore };
}
