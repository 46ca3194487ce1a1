/** Why a message is broken, most likely: the hypotheses are tried by reading, and ranked by how believable their readings are. */

import { HEADER_4B, type HeaderKind } from '../../protocol/framing/frame.ts';
import type { UnpackProblem } from '../../protocol/iso8583/elements/message-elements.ts';
import { protobufCodec } from '../../protocol/protobuf/codec.ts';
import { counted } from '../input/notes.ts';
import { announcedElements } from '../listing/listing.ts';
import { nameOf, type Reading } from '../read/parse-attempt.ts';
import { claimedLength, frontWords } from '../read/prefix.ts';
import type { Attempt, Cause, Suspect } from './hypotheses/hypothesis.ts';
import { HYPOTHESES } from './hypotheses/table.ts';
import { type Plausibility, plausibilityOf } from './plausibility.ts';
import { brokenAt, bytesMin, missingBytes } from './problem-words.ts';

export interface Finding {
  readonly cause: Cause | 'truncated' | 'content' | 'textReplaced' | 'protobuf';
  readonly sentence: string;
  /** Undefined: nothing was read differently. */
  readonly reading: Reading | undefined;
  /** A listing of the reading shows the message's own bytes. */
  readonly isListable: boolean;
  readonly rank: number;
}

export const FINDINGS_MAX = 3;
/** What ranks so much lower than the best is not worth a line. */
const RANK_SPAN = 14;
const COST = 3;
/** An end where an element was to come is what a whole message has, too. */
const CUT_BONUS = 22;
const ANNOUNCED_BONUS = 20;
/** A reading that is whole but for one content is nearly a whole one; one that is whole is better. */
const CONTENT_BONUS = 3;
/** EF BF BD: what a byte becomes that is no UTF-8. */
const REPLACEMENT = Buffer.from('\ufffd', 'utf8');
const CUT_KINDS: ReadonlySet<string> = new Set(['truncated', 'bitmapTruncated', 'mtiTruncated']);

const CONTENT_KINDS: ReadonlySet<string> = new Set(['badDigit', 'badTrack', 'badHex', 'badSign']);

export function isCut(problem: UnpackProblem | undefined): problem is UnpackProblem {
  return problem !== undefined && CUT_KINDS.has(problem.kind);
}

/** Elements that the bitmap announces behind the one in which the message ends. */
function later(reading: Reading, problem: UnpackProblem): readonly number[] {
  return announcedElements(reading).filter((number) => number > problem.element);
}

export function cutSentence(reading: Reading, problem: UnpackProblem, header: HeaderKind | undefined): string {
  const after = later(reading, problem);
  const bytes = missingBytes(reading, problem) + after.reduce((sum, number) => sum + bytesMin(reading.layout, number), 0);
  const where = problem.element < 2 ? '' : ` within DE${problem.element} (${nameOf(reading.dialect, problem.element)})`;
  const rest = after.length === 0 ? '' : ` (DE${after.join(', DE')} should follow)`;
  const front = frontWords(reading.bytes, reading.frontBytes, header);
  const inFront = front === '' ? '' : ` In front: ${front}.`;
  return `The message is cut${where}: at least ${counted(bytes, 'byte')} ${bytes === 1 ? 'is' : 'are'} missing${rest}.${inFront}`;
}

function cutFinding(base: Reading, plausibility: Plausibility, header: HeaderKind | undefined): Finding | undefined {
  const { problem } = base.unpacked;
  // So early nothing but the MTI can speak for a reading.
  const isBelieved = plausibility.isTrusted || (plausibility.isMtiKnown && base.unpacked.elements.length < 2);
  if (!isCut(problem) || !isBelieved) return undefined;
  const isBoundary = brokenAt(base) === base.bytes.length && later(base, problem).length === 0;
  const isAnnounced = header !== undefined && claimedLength(header, base.bytes) > base.bytes.length - base.frontBytes;
  const rank = plausibility.score + (isBoundary ? CUT_BONUS - 10 : CUT_BONUS) + (isAnnounced ? ANNOUNCED_BONUS : 0);
  return { cause: 'truncated', sentence: cutSentence(base, problem, header), reading: undefined, isListable: false, rank };
}

/** All elements have their right lengths, and one holds what it must not. */
function contentFinding(base: Reading, plausibility: Plausibility): Finding | undefined {
  const { problem, endOffset } = base.unpacked;
  if (problem === undefined || !CONTENT_KINDS.has(problem.kind) || !plausibility.isTrusted) return undefined;
  if (base.frontBytes + endOffset !== base.bytes.length) return undefined;
  const sentence = `Only the content of DE${problem.element} (${nameOf(base.dialect, problem.element)}) is wrong: all lengths fit, and the other elements make sense. Look at what writes this one.`;
  return { cause: 'content', sentence, reading: undefined, isListable: false, rank: plausibility.score + CONTENT_BONUS };
}

/** Readings that differ in nothing that can be seen are one. */
function signature({ unpacked, bytes, frontBytes }: Reading): string {
  const elements = unpacked.elements.map(({ number, valueOffset, text }) => `${number}@${frontBytes + valueOffset}=${text}`);
  return `${bytes.length}|${unpacked.mti}|${elements.join('|')}`;
}

function finding(attempt: Attempt, plausibility: Plausibility): Finding {
  const { cause, cost, reading, sentence, isOfTheseBytes } = attempt;
  const { problem } = reading.unpacked;
  const isCutToo = isCut(problem);
  return {
    cause,
    sentence: isCutToo ? `${sentence} Even so: ${cutSentence(reading, problem, undefined)}` : sentence,
    reading,
    isListable: isOfTheseBytes,
    rank: plausibility.score + (isCutToo ? CUT_BONUS - 10 : 0) - COST * cost,
  };
}

function tried(suspect: Suspect, cause: Cause): readonly Finding[] {
  return HYPOTHESES[cause](suspect).flatMap((attempt) => {
    const { reading } = attempt;
    if (!reading.isWhole && !isCut(reading.unpacked.problem)) return [];
    const plausibility = plausibilityOf(reading);
    return plausibility.isTrusted ? [finding(attempt, plausibility)] : [];
  });
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ reading, sentence }) => {
    const key = reading === undefined ? sentence : signature(reading);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whole readings before cut ones; then by rank. */
function ranked(findings: readonly Finding[]): readonly Finding[] {
  const sorted = distinct([...findings].sort((a, b) => b.rank - a.rank));
  const best = sorted[0]?.rank ?? 0;
  return sorted.filter(({ rank }) => rank >= best - RANK_SPAN).slice(0, FINDINGS_MAX);
}

/** Bytes of the other wire that aksept speaks, with its length header or without. */
function protobufFinding({ bytes }: Reading): readonly Finding[] {
  const isEnvelope = [0, HEADER_4B.bytes].some((front) => {
    const frame = Buffer.from(bytes.subarray(front));
    return protobufCodec.decodeRequest(frame).kind === 'message' || protobufCodec.decodeResponse(frame).kind === 'message';
  });
  const sentence = 'It is no ISO 8583 but a message of the protobuf wire, which docs/wire.md describes.';
  return isEnvelope ? [{ cause: 'protobuf', sentence, reading: undefined, isListable: false, rank: 0 }] : [];
}

/**
 * The likeliest causes, best first; none when no hypothesis gives a believable reading. `header`: what was taken for the
 * length header.
 */
export function diagnose(suspect: Suspect, header: HeaderKind | undefined): readonly Finding[] {
  const { base } = suspect;
  const own = plausibilityOf(base);
  const cut = cutFinding(base, own, header);
  const causes = (Object.keys(HYPOTHESES) as Cause[]).filter((cause) => cause !== 'twoEncodings');
  const all = causes.flatMap((cause) => tried(suspect, cause));
  const whole = all.filter(({ reading }) => reading?.isWhole);
  const content = contentFinding(base, own);
  const certain = [cut, content].filter((one) => one !== undefined);
  const found = [...certain, ...(whole.length > 0 ? whole : certain.length === 0 ? all : [])];
  if (found.length > 0) return ranked(found);
  if (base.bytes.includes(REPLACEMENT)) {
    const sentence =
      'Bytes of it were replaced by U+FFFD (EF BF BD): the message went through text in UTF-8, and what those bytes were is lost; handle it as bytes.';
    return [{ cause: 'textReplaced', sentence, reading: undefined, isListable: false, rank: 0 }];
  }
  const two = ranked(tried(suspect, 'twoEncodings'));
  return two.length > 0 ? two : protobufFinding(base);
}
