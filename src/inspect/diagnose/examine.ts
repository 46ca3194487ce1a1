/**
 * Examines one message: finds the best parse, checks for defects, and if there is one, lists the
 * likely causes.
 */

import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { type Listing, listingOf, type Withheld } from '../listing/listing.ts';
import { hiddenBytesOf, hideCertainCardData, hideSuspectedCardData, revealHead, revealKnownContent } from '../mask/element-mask.ts';
import type { HiddenBytes } from '../mask/hidden-bytes.ts';
import type { ParseAttempt } from '../read/parse-attempt.ts';
import { describePrefix } from '../read/prefix.ts';
import { bestAttempt, type ParseOptions } from './best-attempt.ts';
import { type Defect, headerDefect, implausibleDefect, parseDefect } from './defect.ts';
import { diagnose, type Finding } from './diagnosis.ts';
import type { HostCheck } from './host-check.ts';
import { type Plausibility, plausibilityOf } from './plausibility.ts';

export interface ExamineOptions extends ParseOptions {
  readonly host: HostCheck;
  /** Dates without a year get one that puts them before this instant; Unix milliseconds. */
  readonly nearMs: number;
  /** Whether to look for the causes of a defect, which takes about 50 ms. */
  readonly diagnoses: boolean;
}

/**
 * `first`: the attempt. `better`: the attempt makes no sense, and that of the likeliest cause does.
 * `none`: the bytes are no ISO 8583 message.
 */
export type ShownReading = 'first' | 'better' | 'none';

export interface Examined {
  readonly attempt: ParseAttempt;
  readonly plausibility: Plausibility;
  readonly listing: Listing;
  /** Undefined: the message has no defect. */
  readonly broken: Defect | undefined;
  /** Likely causes, best first. */
  readonly findings: readonly Finding[];
  /** The parse of the best finding, if it parses the same bytes. */
  readonly better: { readonly attempt: ParseAttempt; readonly listing: Listing } | undefined;
  /** The reading that a report shows. */
  readonly shows: ShownReading;
  readonly header: HeaderKind | undefined;
  /** For a message without a defect: why aksept would refuse it. */
  readonly remarks: readonly string[];
}

/**
 * A complete message is called implausible only if another parse scores higher by more than this.
 */
const CLEARLY_BETTER = 10;

/** What is hidden of a message with a defect, which may have card data in unexpected places. */
function withheldFrom({ isTrusted, isMtiKnown, isSound }: Plausibility, broken: Defect | undefined): Withheld {
  if (broken === undefined || isSound) return 'nothing';
  if (isTrusted) return 'doubtful';
  return isMtiKnown ? 'elements' : 'all';
}

/**
 * All bytes that must be hidden. If the parse may be wrong, also those that only look like card data,
 * and those of the other parses that are shown.
 */
function hiddenIn(attempt: ParseAttempt, plausibility: Plausibility, findings: readonly Finding[]): HiddenBytes {
  const hidden = hiddenBytesOf(attempt);
  for (const { isListable, attempt: other, cause } of findings) {
    if (!isListable || other === undefined) continue;
    if (cause === 'digitsAreText') hidden.mergeDigits(hiddenBytesOf(other));
    else hidden.merge(hiddenBytesOf(other));
  }
  hideByShape(hidden, attempt, plausibility);
  return hidden;
}

/** Shows what a plausible parse knows, and hides what looks like card data in any other. */
function hideByShape(hidden: HiddenBytes, attempt: ParseAttempt, { isTrusted, isSound }: Plausibility): void {
  revealHead(hidden, attempt);
  if (isTrusted) revealKnownContent(hidden, attempt);
  else hideSuspectedCardData(hidden, attempt);
  if (!isSound) hideCertainCardData(hidden, attempt);
}

/** The parse of the best finding, if it is complete and clearly more plausible. */
function betterAttempt([best]: readonly Finding[], attempt: ParseAttempt, plausibility: Plausibility): ParseAttempt | undefined {
  if (best?.attempt?.isComplete !== true) return undefined;
  const isBetter = !attempt.isComplete || plausibilityOf(best.attempt).score > plausibility.score + CLEARLY_BETTER;
  return isBetter ? best.attempt : undefined;
}

function shownReading({ isTrusted }: Plausibility, findings: readonly Finding[], better: Examined['better']): ShownReading {
  if (isTrusted) return 'first';
  if (findings[0]?.cause === 'foreign' || findings[0]?.cause === 'protobuf') return 'none';
  return better === undefined ? 'first' : 'better';
}

/** Examines the bytes of one message, with its length header if it has one. */
export function examine(bytes: Buffer, options: ExamineOptions): Examined {
  const parsed = bestAttempt(bytes, options);
  if (parsed === undefined) throw new TypeError('There is no dialect to read a message in.');
  const { attempt, plausibility, dialect, header } = parsed;
  const { isSound, isTrusted, isMtiKnown } = plausibility;
  const { dialects, layouts, nearMs } = options;
  const miscount = isSound && header !== undefined ? headerDefect(header, bytes) : undefined;
  const findings =
    isSound || !options.diagnoses ? (miscount?.findings ?? []) : diagnose({ parsed: attempt, dialect, dialects, layouts }, header);
  const hidden = hiddenIn(attempt, plausibility, findings);
  const better = betterAttempt(findings, attempt, plausibility);
  const broken =
    parseDefect(attempt, hidden, plausibility) ??
    miscount?.broken ??
    (better === undefined ? undefined : implausibleDefect(attempt, better, plausibility.doubts));
  const withheld = withheldFrom(plausibility, broken);
  const listed = broken === undefined ? undefined : listedFinding(findings[0], nearMs, isTrusted ? attempt : undefined);
  return {
    attempt,
    plausibility,
    header,
    shows: broken === undefined ? 'first' : shownReading(plausibility, findings, listed),
    listing: listingOf({ attempt, hidden, nearMs, withheld }, describePrefix(bytes, attempt.prefixBytes, header)),
    broken,
    remarks: broken === undefined && isMtiKnown ? options.host.remarks(attempt, nearMs) : [],
    findings: broken === undefined ? [] : findings,
    better: listed,
  };
}

/**
 * Causes that move the bounds of elements. When such a guess is wrong, an element in front of the
 * fault may hold the PIN block that should stand behind it, and the parse is still whole.
 */
const GUESSED_BOUNDS: readonly Finding['cause'][] = ['bitmapBit', 'elementForm', 'elementWidth', 'lengthValue', 'trailing'];

/** `first`: the parse that is shown first, if it is plausible; what it hides is hidden here, too. */
function listedFinding(best: Finding | undefined, nearMs: number, first: ParseAttempt | undefined): Examined['better'] {
  const attempt = best?.attempt;
  if (best === undefined || attempt === undefined || !best.isListable) return undefined;
  const hidden = hiddenBytesOf(attempt);
  const plausibility = plausibilityOf(attempt);
  // The characters of digits have other offsets than the bytes that were read first.
  if (first !== undefined && best.cause !== 'digitsAreText') hidden.merge(hiddenBytesOf(first, plausibility.isSound));
  hideByShape(hidden, attempt, plausibility);
  const withheld = plausibility.isSound && !GUESSED_BOUNDS.includes(best.cause) ? 'nothing' : 'doubtful';
  return {
    attempt,
    listing: listingOf({ attempt, hidden, nearMs, withheld }, describePrefix(attempt.bytes, attempt.prefixBytes, undefined)),
  };
}
