/** Checks whether a message ends too early, and how many bytes are missing. */
import type { HeaderKind } from '../../protocol/framing/frame.ts';
import type { UnpackProblem } from '../../protocol/iso8583/elements/message-elements.ts';
import { pluralize } from '../input/notes.ts';
import { announcedElements, nameOf, type ParseAttempt } from '../read/parse-attempt.ts';
import { describePrefix } from '../read/prefix.ts';
import { bytesMin, missingBytes } from './problem-words.ts';

export const CUT_KINDS: ReadonlySet<string> = new Set(['truncated', 'bitmapTruncated', 'mtiTruncated']);

export function isCut(problem: UnpackProblem | undefined): problem is UnpackProblem {
  return problem !== undefined && CUT_KINDS.has(problem.kind);
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
