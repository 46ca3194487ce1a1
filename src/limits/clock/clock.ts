/**
 * The clock of a server: what time it is for cards, limits, holds and stored answers. What belongs
 * to the process (time-outs, rates, log lines) has the time of the machine.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import type { ClockKind } from '../../config/clock-setting.ts';
import type { ClockStep } from './clock-step.ts';
import type { NextStop } from './stops.ts';

/** What is to be done when the clock is moved. The clock stands at `toMs` while it runs. */
export type MoveWork = (fromMs: number, toMs: number) => Promise<void>;

export interface Clock {
  readonly kind: ClockKind;
  /** Unix milliseconds. On the message clock, for what has no message. */
  readonly nowMs: () => number;
  /**
   * The new instant. Rejects with a ClockError; then nothing was moved. With another error it stands
   * where it was, or at a stop on the way.
   */
  moveTo(toMs: number): Promise<number>;
  moveBy(step: ClockStep): Promise<number>;
  /**
   * Runs before each move of this process: what must be done while the clock still stands where it
   * is. When it rejects, nothing is moved, and the move rejects with its error.
   */
  beforeMove(work: () => Promise<void>): void;
  /**
   * Runs at each move of this process, after the new instant is kept and before the move is
   * answered: in the order of the registrations, one at a time. When one fails, the others run
   * nevertheless, the clock stays moved, and the move rejects with the first error. A process that
   * ends between does not run it again: due work also belongs in the start.
   */
  onMove(work: MoveWork): void;
  /**
   * A move stops at the first of these instants on its way, then at the next one, and runs the work
   * of beforeMove and onMove at each. It is asked before each stop, behind the work of beforeMove.
   */
  stopsAt(next: NextStop): void;
  close(): void;
}

export const CLOCK_ERROR_CODES = ['fixed', 'backwards', 'tooFar'] as const;
export type ClockErrorCode = (typeof CLOCK_ERROR_CODES)[number];

/** A move that is refused. The message is one sentence. */
export class ClockError extends Error {
  override readonly name = 'ClockError';
  readonly code: ClockErrorCode;
  constructor(code: ClockErrorCode, message: string) {
    super(errorText(message));
    this.code = code;
  }
}

/** The wall and the message clock, which run by themselves. */
export function runningClock(kind: Exclude<ClockKind, 'simulated'>, nowMs: () => number = Date.now): Clock {
  const refuse = (): Promise<never> =>
    Promise.reject(
      new ClockError('fixed', `The ${kind} clock cannot be moved; start a server with --clock simulated on a new store for one that can.`),
    );
  return { kind, nowMs, moveTo: refuse, moveBy: refuse, beforeMove: () => {}, onMove: () => {}, stopsAt: () => {}, close: () => {} };
}
