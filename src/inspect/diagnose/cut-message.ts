/** Checks whether a message ends too early, and how many bytes are missing. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import { CLASS_DIGITS, EBCDIC, HEX, LATIN1, type Layout } from '../../protocol/iso8583/codec/layout.ts';
import type { UnpackProblem } from '../../protocol/iso8583/elements/message-elements.ts';
import { pluralize } from '../input/notes.ts';
import { announcedElements, nameOf, type ParseAttempt } from '../read/parse-attempt.ts';
import { describePrefix } from '../read/prefix.ts';
import { bytesMin, failedElementOffset, missingBytes } from './problem-words.ts';

export const CUT_KINDS: ReadonlySet<string> = new Set(['truncated', 'bitmapTruncated', 'mtiTruncated']);

export function isCut(problem: UnpackProblem | undefined): problem is UnpackProblem {
  return problem !== undefined && CUT_KINDS.has(problem.kind);
}

/** The characters that a piece of an element may have, by its encoding. */
function formOf(layout: Layout, number: number): RegExp | undefined {
  const encoding = layout.encoding[number] as number;
  if (encoding === HEX) return /^[0-9A-F]*$/i;
  if (layout.class[number] !== CLASS_DIGITS) return undefined;
  if (encoding <= LATIN1) return /^[0-9]*$/;
  return encoding === EBCDIC ? /^[\xf0-\xf9]*$/ : undefined;
}

/**
 * Whether the bytes that are left could begin the element in which the message ends. When they could
 * not, the message was not cut there.
 */
export function mayBeginCutElement(attempt: ParseAttempt, problem: UnpackProblem): boolean {
  const { layout, bytes } = attempt;
  if (problem.element < 2) return true;
  const start = failedElementOffset(attempt) + (layout.lengthBytes[problem.element] as number);
  return formOf(layout, problem.element)?.test(bytes.toString('latin1', start)) ?? true;
}

/** Elements that the bitmap announces after the one in which the message ends. */
export function missingElements(attempt: ParseAttempt, problem: UnpackProblem): readonly number[] {
  return announcedElements(attempt).filter((number) => number > problem.element);
}

/** The smallest number of bytes that are missing at the end of the message. */
export function missingByteCount(attempt: ParseAttempt, problem: UnpackProblem): number {
  const after = missingElements(attempt, problem);
  return missingBytes(attempt, problem) + after.reduce((sum, number) => sum + bytesMin(attempt.layout, number), 0);
}

export function cutSentence(attempt: ParseAttempt, problem: UnpackProblem, header: HeaderKind | undefined): string {
  const after = missingElements(attempt, problem);
  const bytes = missingByteCount(attempt, problem);
  const where = problem.element < 2 ? '' : ` within DE${problem.element} (${nameOf(attempt.dialect, problem.element)})`;
  const rest = after.length === 0 ? '' : ` (DE${after.join(', DE')} should follow)`;
  const prefix = describePrefix(attempt.bytes, attempt.prefixBytes, header);
  const inFront = prefix === undefined ? '' : ` In front: ${prefix}.`;
  return `The message is cut${where}: at least ${pluralize(bytes, 'byte')} ${bytes === 1 ? 'is' : 'are'} missing${rest}.${inFront}`;
}
