/** The faults of a server: the rules in force, changed at run time, and how much of what they hold there may be. */
import { FAULT_CLOCK, type FaultClock } from './clock.ts';
import { type FaultPlan, HELD_ANSWERS_MAX, NO_FAULTS } from './rule.ts';
import { FaultBook } from './rule-book.ts';

/** Told of each injected fault, for metrics and logs; must not throw and must be quick. */
export interface FaultReport {
  /** `what` is a kind of action; nothing of the message is in either. */
  faultInjected(rule: string, what: string): void;
  /** An answer that was to be held left at once: as many were held as may be. */
  faultSkipped(rule: string): void;
}

export const SILENT_REPORT: FaultReport = { faultInjected: () => {}, faultSkipped: () => {} };

/** A connection or HTTP exchange that may hold answers back. */
export interface HoldingLine {
  /** What is held leaves now. */
  release(): void;
  /** The same, and nothing is held any longer. */
  drain(): void;
}

export class Faults {
  /** False: no message has a fault, and nobody needs to look. Written here alone; a plain field, as it is read for each message. */
  active = false;
  readonly report: FaultReport;
  readonly clock: FaultClock;
  readonly #heldMax: number;
  readonly #lines = new Set<HoldingLine>();
  #book: FaultBook;
  #held = 0;
  #stopped = false;

  constructor(report: FaultReport = SILENT_REPORT, clock: FaultClock = FAULT_CLOCK, heldMax: number = HELD_ANSWERS_MAX) {
    this.report = report;
    this.clock = clock;
    this.#heldMax = heldMax;
    this.#book = this.#bookOf(NO_FAULTS, false);
  }

  get book(): FaultBook {
    return this.#book;
  }

  /** Answers that wait, of all connections and over HTTP. */
  get held(): number {
    return this.#held;
  }

  /** These rules from the next message on, with counts from 0; what the old ones hold is let go. */
  set(plan: FaultPlan, magicAmounts: boolean): void {
    this.#book = this.#bookOf(plan, magicAmounts);
    this.active = !this.#book.isEmpty;
    for (const line of this.#lines) line.release();
  }

  /** For lines only. */
  add(line: HoldingLine): void {
    this.#lines.add(line);
    if (this.#stopped) line.drain();
  }

  /** The server stops: what is held leaves now, and nothing is held any longer. */
  stop(): void {
    this.#stopped = true;
    for (const line of this.#lines) line.drain();
  }

  /** For lines only. */
  forget(line: HoldingLine): void {
    this.#lines.delete(line);
  }

  /** For lines only. False when no more may be held. */
  hold(): boolean {
    if (this.#held >= this.#heldMax) return false;
    this.#held += 1;
    return true;
  }

  /** For lines only. */
  letGo(): void {
    this.#held -= 1;
  }

  #bookOf(plan: FaultPlan, magicAmounts: boolean): FaultBook {
    return new FaultBook(plan, magicAmounts, () => this.clock.nowMs());
  }
}
