/**
 * The faults of one server: the rules in force, which can change at run time, and the number of
 * answers held.
 */
import { FAULT_CLOCK, type FaultClock } from './clock.ts';
import { type FaultPlan, HELD_ANSWERS_MAX, NO_FAULTS } from './rules/rule.ts';
import { RuleBook } from './rules/rule-book.ts';
import type { StoreOutage } from './store-outage.ts';

/** Called for each injected fault, for metrics and logs. Must not throw and must be quick. */
export interface FaultReport {
  /** `what` names the kind of action. Neither argument holds data of the message. */
  faultInjected(rule: string, what: string): void;
  /** An answer was not held because the server holds as many as it may. */
  faultSkipped(rule: string): void;
}

export const SILENT_REPORT: FaultReport = { faultInjected: () => {}, faultSkipped: () => {} };

/** A connection or HTTP reply that may hold answers. */
export interface AnswerHolder {
  /** Sends all held answers now. */
  release(): void;
  /** Sends all held answers now, and holds none from now on. */
  drain(): void;
}

export class Faults {
  /**
   * False when no rule is in force. Only `set` writes it. A plain field, because every message
   * reads it.
   */
  active = false;
  /** How the store fails for the message that is decided now; an injector sets it around one call. */
  storeOutage: StoreOutage | '' = '';
  readonly report: FaultReport;
  readonly clock: FaultClock;
  readonly #heldMax: number;
  readonly #holders = new Set<AnswerHolder>();
  #book: RuleBook;
  #held = 0;
  #stopped = false;

  constructor(report: FaultReport = SILENT_REPORT, clock: FaultClock = FAULT_CLOCK, heldMax: number = HELD_ANSWERS_MAX) {
    this.report = report;
    this.clock = clock;
    this.#heldMax = heldMax;
    this.#book = this.#bookOf(NO_FAULTS, false);
  }

  get book(): RuleBook {
    return this.#book;
  }

  /** Answers held now, on all connections and over HTTP. */
  get held(): number {
    return this.#held;
  }

  /**
   * Puts these rules in force from the next message on, with counts from 0. Held answers are
   * sent.
   */
  set(plan: FaultPlan, magicAmounts: boolean): void {
    this.#book = this.#bookOf(plan, magicAmounts);
    this.active = !this.#book.isEmpty;
    for (const holder of this.#holders) holder.release();
  }

  /** The server stops: sends all held answers now, and holds none from now on. */
  stop(): void {
    this.#stopped = true;
    for (const holder of this.#holders) holder.drain();
  }

  register(holder: AnswerHolder): void {
    this.#holders.add(holder);
    if (this.#stopped) holder.drain();
  }

  unregister(holder: AnswerHolder): void {
    this.#holders.delete(holder);
  }

  /** Adds one to the held answers; false when the limit is reached. */
  tryHold(): boolean {
    if (this.#held >= this.#heldMax) return false;
    this.#held += 1;
    return true;
  }

  /** Subtracts one from the held answers. */
  endHold(): void {
    this.#held -= 1;
  }

  #bookOf(plan: FaultPlan, magicAmounts: boolean): RuleBook {
    return new RuleBook(plan, magicAmounts, () => this.clock.nowMs());
  }
}
