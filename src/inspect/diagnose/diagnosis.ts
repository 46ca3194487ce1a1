/**
 * The likely causes why a message cannot be parsed. Each hypothesis is tried by parsing the message
 * as it supposes; those that succeed are ranked by how plausible the result is.
 */

import { HEADER_4B, type HeaderKind } from '../../protocol/framing/frame.ts';
import { protobufCodec } from '../../protocol/protobuf/codec.ts';
import { pluralize } from '../input/notes.ts';
import { innerBitmapWords } from '../read/inner-bitmap.ts';
import { nameOf, type ParseAttempt } from '../read/parse-attempt.ts';
import { claimedLength } from '../read/prefix.ts';
import { CUT_KINDS, cutSentence, isCut, mayBeginCutElement, missingByteCount, missingElements } from './cut-message.ts';
import { foreignSentence } from './foreign.ts';
import type { BrokenMessage, Cause, Hypothesis } from './hypotheses/hypothesis.ts';
import { HYPOTHESES } from './hypotheses/table.ts';
import { type Plausibility, plausibilityOf } from './plausibility.ts';
import { failedElementOffset } from './problem-words.ts';

export interface Finding {
  /** The names stand in JSON reports and in docs/inspect.md. */
  readonly cause: Cause | 'truncated' | 'miscount' | 'content' | 'textReplaced' | 'protobuf' | 'foreign';
  readonly sentence: string;
  /** The parse that succeeded; undefined if the finding needs no other parse. */
  readonly attempt: ParseAttempt | undefined;
  /** The attempt parses the message's own bytes, so that a listing of it can be shown. */
  readonly isListable: boolean;
  readonly rank: number;
}

export const FINDINGS_MAX = 3;
/** Findings that rank lower than the best by more than this are not shown. */
const RANK_SPAN = 14;
const COST_WEIGHT = 3;
const CUT_BONUS = 22;
/** A message that ends where an element would begin may be complete: less of a bonus. */
const CUT_BETWEEN_ELEMENTS_BONUS = 12;
/** The length header announces more bytes than there are. */
const ANNOUNCED_BONUS = 20;
/** A parse with one invalid element ranks a little below a complete one. */
const CONTENT_BONUS = 3;
/** EF BF BD: what a decoder of UTF-8 writes for a byte that is not UTF-8. */
const REPLACEMENT = Buffer.from('\ufffd', 'utf8');
const CONTENT_KINDS: ReadonlySet<string> = new Set(['badDigit', 'badTrack', 'badHex', 'badSign']);

/** A finding that is not based on another parse. */
function findingAlone(cause: Finding['cause'], sentence: string, rank = 0): Finding {
  return { cause, sentence, attempt: undefined, isListable: false, rank };
}

/** The length header counts exactly what follows it, so nothing was lost or added on the way. */
function isCountedRight({ bytes, prefixBytes }: ParseAttempt, header: HeaderKind | undefined): boolean {
  return header !== undefined && header.bytes === prefixBytes && claimedLength(header, bytes) === bytes.length - prefixBytes;
}

function cutFinding(parsed: ParseAttempt, plausibility: Plausibility, header: HeaderKind | undefined): Finding | undefined {
  const { problem } = parsed.unpacked;
  // In a message that is cut so early, only the MTI can make the parse plausible.
  const isPlausible = plausibility.isTrusted || (plausibility.isMtiKnown && parsed.unpacked.elements.length < 2);
  if (!isCut(problem) || !isPlausible || isCountedRight(parsed, header)) return undefined;
  const isBetweenElements = failedElementOffset(parsed) === parsed.bytes.length && missingElements(parsed, problem).length === 0;
  const isAnnounced = header !== undefined && claimedLength(header, parsed.bytes) > parsed.bytes.length - parsed.prefixBytes;
  const cutBonus = isBetweenElements ? CUT_BETWEEN_ELEMENTS_BONUS : mayBeginCutElement(parsed, problem) ? CUT_BONUS : 0;
  const bonus = cutBonus + (isAnnounced ? ANNOUNCED_BONUS : 0);
  return findingAlone('truncated', cutSentence(parsed, problem, header), plausibility.score + bonus);
}

/**
 * A cut explains any end. If the bytes can be read whole, and that makes more sense of them than the
 * parse up to the cut, the cut ranks below the best of these, as the last finding that is shown.
 */
function belowWhole(cut: Finding, complete: readonly Finding[], { contentScore }: Plausibility): Finding {
  const makesMore = complete.filter(
    ({ isListable, attempt }) => isListable && attempt !== undefined && plausibilityOf(attempt).contentScore > contentScore,
  );
  const last = ranked(makesMore)
    .slice(0, FINDINGS_MAX - 1)
    .at(-1);
  return last === undefined ? cut : { ...cut, rank: Math.min(cut.rank, last.rank - 1) };
}

/** The header counts right, no hypothesis holds: only the number of bytes is known to be wrong. */
function miscountFinding(parsed: ParseAttempt, header: HeaderKind | undefined): readonly Finding[] {
  const { problem, endOffset } = parsed.unpacked;
  if (problem === undefined || !isCountedRight(parsed, header)) return [];
  const before = 'The length header counts what is there, so the sender itself wrote it so';
  if (CUT_KINDS.has(problem.kind)) {
    const bytes = missingByteCount(parsed, problem);
    const sentence = `${before}: at least ${pluralize(bytes, 'byte')} fewer than the bitmap announces. Compare the width of each element up to DE${problem.element} with its format.`;
    return [findingAlone('miscount', sentence)];
  }
  if (problem.kind !== 'trailing') return [];
  const left = parsed.bytes.length - parsed.prefixBytes - endOffset;
  const sentence = `${before}: ${pluralize(left, 'byte')} more than the bitmap announces. Compare the width of each element with its format, and the bitmap with the elements.`;
  return [findingAlone('miscount', sentence)];
}

/** All elements have the right length, but the content of one is invalid. */
function contentFinding(parsed: ParseAttempt, plausibility: Plausibility): Finding | undefined {
  const { problem, endOffset } = parsed.unpacked;
  if (problem === undefined || !CONTENT_KINDS.has(problem.kind) || !plausibility.isTrusted) return undefined;
  if (parsed.prefixBytes + endOffset !== parsed.bytes.length) return undefined;
  const sentence = `Only the content of DE${problem.element} (${nameOf(parsed.dialect, problem.element)}) is wrong: all lengths fit, and the other elements make sense. Look at what writes this one.`;
  return findingAlone('content', sentence, plausibility.score + CONTENT_BONUS);
}

function hypothesisFinding({ cause, cost, attempt, sentence, isOwnBytes }: Hypothesis, plausibility: Plausibility): Finding {
  const { problem } = attempt.unpacked;
  const said = `${sentence}${innerBitmapWords(attempt)}`;
  const isCutToo = isCut(problem);
  return {
    cause,
    sentence: isCutToo ? `${said} Even so: ${cutSentence(attempt, problem, undefined)}` : said,
    attempt,
    isListable: isOwnBytes,
    rank: plausibility.score + (isCutToo ? CUT_BETWEEN_ELEMENTS_BONUS : 0) - COST_WEIGHT * cost,
  };
}

/** The hypotheses of one cause whose parse is plausible, and complete or cut. */
function findingsOf(message: BrokenMessage, cause: Cause): readonly Finding[] {
  return HYPOTHESES[cause](message).flatMap((hypothesis) => {
    const { attempt } = hypothesis;
    if (!attempt.isComplete && !isCut(attempt.unpacked.problem)) return [];
    const plausibility = plausibilityOf(attempt);
    return plausibility.isTrusted ? [hypothesisFinding(hypothesis, plausibility)] : [];
  });
}

/** A text that is equal for attempts with the same result. */
function signature({ unpacked, bytes, prefixBytes }: ParseAttempt): string {
  const elements = unpacked.elements.map(({ number, valueOffset, text }) => `${number}@${prefixBytes + valueOffset}=${text}`);
  return `${bytes.length}|${unpacked.mti}|${elements.join('|')}`;
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ attempt, sentence }) => {
    const key = attempt === undefined ? sentence : signature(attempt);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function ranked(findings: readonly Finding[]): readonly Finding[] {
  const sorted = distinct([...findings].sort((a, b) => b.rank - a.rank));
  const best = sorted[0]?.rank ?? 0;
  return sorted.filter(({ rank }) => rank >= best - RANK_SPAN).slice(0, FINDINGS_MAX);
}

/** The message is a protobuf message, with or without its length header. */
function protobufFinding({ bytes }: ParseAttempt): readonly Finding[] {
  const isEnvelope = [0, HEADER_4B.bytes].some((prefixBytes) => {
    const frame = Buffer.from(bytes.subarray(prefixBytes));
    return protobufCodec.decodeRequest(frame).kind === 'message' || protobufCodec.decodeResponse(frame).kind === 'message';
  });
  const sentence = 'It is no ISO 8583 but a message of the protobuf wire, which docs/wire.md describes.';
  return isEnvelope ? [findingAlone('protobuf', sentence)] : [];
}

function textReplacedFinding({ bytes }: ParseAttempt): readonly Finding[] {
  const sentence =
    'Bytes of it were replaced by U+FFFD (EF BF BD): the message went through text in UTF-8, and what those bytes were is lost; handle it as bytes.';
  return bytes.includes(REPLACEMENT) ? [findingAlone('textReplaced', sentence)] : [];
}

/**
 * The likely causes, best first; none if no hypothesis holds. `header`: the length header that the
 * message was parsed with.
 */
export function diagnose(broken: Omit<BrokenMessage, 'isCounted'>, header: HeaderKind | undefined): readonly Finding[] {
  const { parsed } = broken;
  const plausibility = plausibilityOf(parsed);
  const foreign = plausibility.isTrusted ? '' : foreignSentence(parsed.bytes);
  if (foreign !== '') return [findingAlone('foreign', foreign)];
  const isCounted = isCountedRight(parsed, header);
  const message = { ...broken, isCounted };
  // Two wrong encodings are tried last: there are many, and they can explain almost anything.
  const causes = (Object.keys(HYPOTHESES) as Cause[]).filter((cause) => cause !== 'twoEncodings' && !(isCounted && cause === 'trailing'));
  const all = causes.flatMap((cause) => findingsOf(message, cause));
  const complete = all.filter(({ attempt }) => attempt?.isComplete);
  const cut = cutFinding(parsed, plausibility, header);
  const certain = [cut === undefined ? undefined : belowWhole(cut, complete, plausibility), contentFinding(parsed, plausibility)].filter(
    (one) => one !== undefined,
  );
  const found = [...certain, ...(complete.length > 0 || isCounted ? complete : certain.length === 0 ? all : [])];
  if (found.length > 0) return ranked(found);
  const replaced = textReplacedFinding(parsed);
  if (replaced.length > 0) return replaced;
  const two = ranked(findingsOf(message, 'twoEncodings').filter(({ attempt }) => !isCounted || attempt?.isComplete));
  if (two.length > 0) return two;
  const other = protobufFinding(parsed);
  return other.length > 0 || !plausibility.isTrusted ? other : miscountFinding(parsed, header);
}
