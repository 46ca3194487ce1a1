/** The request that is being read: its elements, and what later fields need of the earlier ones. */
import type { TransactionClass } from '../../../message.ts';
import type { Additional } from '../../elements/additional.ts';
import type { Plan } from '../plan.ts';
import { type Problem, problemSentence } from '../problem.ts';
import type { Scanner } from '../scan/scanner.ts';

/** One object for each codec, used again for each request: reading a request allocates nothing for it. */
export class RequestSource {
  readonly plan: Plan;
  readonly scanner: Scanner;
  messageClass: TransactionClass = 'financial';
  /** The private element of the dialect, when the request has it. */
  additional: Additional = undefined;
  /** The instant nearest to which dates without a year are: the transmission time, or now. Unix milliseconds. */
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

/** Stops reading: the value of an element is wrong. `sentence` says what is wrong and follows the name of the element. */
export function fail(source: RequestSource, element: number, sentence: string): never {
  throw new Unreadable({ element, sentence: problemSentence(source.plan.dialect, element, sentence, -1) });
}
