/**
 * The first problem found in a message: the element, and a sentence about it. The sentence never
 * holds the element's value, so it is safe to send and to log.
 */
import type { Dialect } from '../dialect/dialect.ts';
import { SCAN_PROBLEMS } from './scan/scan-problems.ts';
import type { Scanner } from './scan/scanner.ts';

export interface Problem {
  /** 0: the MTI, or bytes after the last element; 1: the bitmap. */
  readonly element: number;
  readonly sentence: string;
}

/** Returns, for example, `DE4 (amount, transaction): it must hold digits only (byte 31).` */
export function problemSentence(dialect: Dialect, element: number, sentence: string, offset: number): string {
  const name = dialect.elements[String(element)]?.name;
  const where = element === 0 ? 'The message' : element === 1 ? 'The bitmap' : `DE${element}${name === undefined ? '' : ` (${name})`}`;
  return `${where}: ${sentence}${offset >= 0 ? ` (byte ${offset})` : ''}.`;
}

/** The first problem that the scanner noted. */
export function scanProblem(scanner: Scanner): Problem {
  const sentence = SCAN_PROBLEMS[scanner.problem]?.sentence ?? '';
  const element = scanner.problemElement;
  return { element, sentence: problemSentence(scanner.layout.dialect, element, sentence, scanner.problemOffset) };
}
