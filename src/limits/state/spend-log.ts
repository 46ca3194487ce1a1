/**
 * The spends of one card with a running sum for each limit, so that a decision costs the same
 * whatever the window holds.
 */
import { type Limit, limitMatches } from '../rules/profile.ts';
import { type RunningUse, type Spend, type Usage, windowCutoffMs } from '../rules/window.ts';

/** Running sum of one limit: everything from `first` on in the log counts. */
interface Running {
  readonly limit: Limit;
  first: number;
  amountMinor: number;
  count: number;
}

/** Aged-out spends that may stay at the head of the log before it is cut. */
const TRIM_SLACK = 64;

export class SpendLog {
  #spends: Spend[] = [];
  #running: Running[] = [];
  #limits: readonly Limit[] = [];

  get spends(): readonly Spend[] {
    return this.#spends;
  }

  /** What counts against a limit of `limits` (the card's profile now) at an instant. */
  usage(limits: readonly Limit[], index: number, nowMs: number): Usage {
    this.#useLimits(limits);
    const running = this.#running[index];
    if (running === undefined) return { amountMinor: 0, count: 0 };
    this.#advance(running, windowCutoffMs(running.limit.window, nowMs));
    return running;
  }

  /** `spend.instantMs` is never before that of an earlier spend. */
  add(spend: Spend, retentionMs: number): void {
    this.#spends.push(spend);
    for (const running of this.#running) this.#count(running, spend, 1);
    this.#trim(spend.instantMs, retentionMs);
  }

  amountOf(id: number): number {
    return this.#spends.findLast((spend) => spend.id === id)?.amountMinor ?? 0;
  }

  /**
   * Corrects a spend at its own instant, in every window it is still in; with 0 it is taken out.
   */
  correct(id: number, amountMinor: number): void {
    const at = this.#spends.findLastIndex((spend) => spend.id === id);
    const spend = this.#spends[at];
    if (spend === undefined) return;
    const corrected = amountMinor === 0 ? undefined : { ...spend, amountMinor };
    if (corrected === undefined) this.#spends.splice(at, 1);
    else this.#spends[at] = corrected;
    for (const running of this.#running) {
      if (at >= running.first) {
        this.#count(running, spend, -1);
        if (corrected !== undefined) this.#count(running, corrected, 1);
      } else if (corrected === undefined) running.first -= 1;
    }
  }

  /** The running sums, for verification. */
  running(nowMs: number): readonly RunningUse[] {
    return this.#running.map((running) => {
      const cutoffMs = windowCutoffMs(running.limit.window, nowMs);
      this.#advance(running, cutoffMs);
      return { limit: running.limit.name, cutoffMs, amountMinor: running.amountMinor, count: running.count };
    });
  }

  #useLimits(limits: readonly Limit[]): void {
    if (limits === this.#limits) return;
    this.#limits = limits;
    this.#running = limits.map((limit) => {
      const running = { limit, first: 0, amountMinor: 0, count: 0 };
      for (const spend of this.#spends) this.#count(running, spend, 1);
      return running;
    });
  }

  #count(running: Running, spend: Spend, sign: 1 | -1): void {
    if (!limitMatches(running.limit.filter, spend)) return;
    running.amountMinor += sign * spend.amountMinor;
    running.count += sign;
  }

  /**
   * Moves both ways: on a message clock an attempt may be earlier than a declined one before it.
   */
  #advance(running: Running, cutoffMs: number): void {
    for (let next = this.#spends[running.first]; next !== undefined && next.instantMs <= cutoffMs; next = this.#spends[running.first]) {
      this.#count(running, next, -1);
      running.first += 1;
    }
    for (
      let last = this.#spends[running.first - 1];
      last !== undefined && last.instantMs > cutoffMs;
      last = this.#spends[running.first - 1]
    ) {
      this.#count(running, last, 1);
      running.first -= 1;
    }
  }

  #trim(nowMs: number, retentionMs: number): void {
    const head = this.#spends[TRIM_SLACK];
    if (head === undefined || head.instantMs > nowMs - retentionMs) return;
    for (const running of this.#running) this.#advance(running, windowCutoffMs(running.limit.window, nowMs));
    const kept = this.#spends.findIndex((spend) => spend.instantMs > nowMs - retentionMs);
    this.#spends = this.#spends.slice(kept);
    for (const running of this.#running) running.first -= kept;
  }
}
