/** The state of reading one request: its elements, and values that several fields need. */
import type { TransactionClass } from '../../../message.ts';
import type { Additional } from '../../elements/additional.ts';
import type { Plan } from '../plan.ts';
import { type Problem, problemSentence } from '../problem.ts';
import type { Scanner } from '../scan/scanner.ts';

/** Each codec has one and reuses it, so that reading a request does not allocate it. */
export class RequestSource {
  readonly plan: Plan;
  readonly scanner: Scanner;
  messageClass: TransactionClass = 'financial';
  /** The private element of the dialect, when the request has it. */
  additional: Additional = undefined;
  /**
   * Dates without a year are read as the nearest to this instant: the transmission time, or now.
   * Unix milliseconds.
   */
  nearMs = 0;
  /** DE12 and DE13 as `YYYYMMDDhhmmss`; empty when the request has none. */
  localTime = '';

  constructor(plan: Plan, scanner: Scanner) {
    this.plan = plan;
    this.scanner = scanner;
  }
}

/** Thrown by the readers of this folder and caught by RequestReader, which returns the problem. */
export class Unreadable extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.sentence);
    this.problem = problem;
  }
}

/** Stops reading because an element is wrong. `sentence` follows the element's name. */
export function fail(source: RequestSource, element: number, sentence: string): never {
  throw new Unreadable({ element, sentence: problemSentence(source.plan.dialect, element, sentence, -1) });
}
