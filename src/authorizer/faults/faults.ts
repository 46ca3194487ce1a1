/** The faults of a server: the rules in force, changed at run time, and how much of what they hold there may be. */
import { performance } from 'node:perf_hooks';
import { FaultBook } from './fault-book.ts';
import { FaultLine, type FaultPort } from './fault-line.ts';
import { type FaultPlan, HELD_ANSWERS_MAX, NO_FAULTS } from './fault-rule.ts';

/** Told of each injected fault, for metrics and logs; must not throw and must be quick. */
export interface FaultReport {
  /** `what` is a kind of action; nothing of the message is in either. */
  faultInjected(rule: string, what: string): void;
  /** An answer that was to be held left at once: as many were held as may be. */
  faultSkipped(rule: string): void;
}

export const SILENT_REPORT: FaultReport = { faultInjected: () => {}, faultSkipped: () => {} };

/** Time, passed in. */
export interface FaultClock {
  /** Monotonic. */
  nowMs(): number;
  /** Calls back once; the function that is returned prevents it. */
  after(delayMs: number, callback: () => void): () => void;
}

export const FAULT_CLOCK: FaultClock = {
  nowMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

export class Faults {
  /** False: no message has a fault, and nobody needs to look. Written here alone; a plain field, as it is read for each message. */
  active = false;
  readonly report: FaultReport;
  readonly clock: FaultClock;
  readonly #heldMax: number;
  readonly #lines = new Set<FaultLine>();
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

  /** For a connection or an HTTP exchange, which tells the line when it is closed. */
  open(port: FaultPort, codec: string): FaultLine {
    const line = new FaultLine(this, port, codec);
    this.#lines.add(line);
    if (this.#stopped) line.drain();
    return line;
  }

  /** The server stops: what is held leaves now, and nothing is held any longer. */
  stop(): void {
    this.#stopped = true;
    for (const line of this.#lines) line.drain();
  }

  /** For lines only. */
  forget(line: FaultLine): void {
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
