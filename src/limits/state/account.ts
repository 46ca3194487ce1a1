/** One card of the embedded store with its spends and holds. Written by apply.ts only. */
import type { Limit } from '../rules/profile.ts';
import type { Spend, Usage } from '../rules/window.ts';
import type { CardRecord } from './card.ts';
import type { Hold } from './card-snapshot.ts';
import { Kept } from './kept.ts';
import type { SpendLog } from './spend-log.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NO_USAGE: Usage = { amountMinor: 0, count: 0 };
const NO_SPENDS: readonly Spend[] = [];
const NO_HOLDS: readonly Hold[] = [];

export class Account {
  readonly card: Mutable<CardRecord>;
  /** Both are made when they are needed: an idle card takes little room. */
  log: SpendLog | undefined;
  holdsByKey: Map<string, Hold> | undefined;
  /** The instant at which the first hold expires. */
  holdsDueMs = Number.POSITIVE_INFINITY;
  lastSpendId = 0;
  /** Number of the last record of the log that changed it; 0 in a store without a log. */
  lastRecord = 0;
  /** The store's own number of the card, from 1 on; 0 before it has one. */
  number = 0;

  constructor(card: CardRecord) {
    this.card = { ...card };
  }

  get spends(): readonly Spend[] {
    return this.log?.spends ?? NO_SPENDS;
  }

  get holds(): readonly Hold[] {
    return this.holdsByKey === undefined ? NO_HOLDS : [...this.holdsByKey.values()];
  }

  hold(key: string): Hold | undefined {
    return this.holdsByKey?.get(key);
  }

  /** What counts against a limit of the card's profile at an instant. */
  usage(limits: readonly Limit[], index: number, nowMs: number): Usage {
    return this.log === undefined ? NO_USAGE : this.log.usage(limits, index, nowMs);
  }

  spendAmountMinor(id: number): number {
    return this.log === undefined ? 0 : this.log.amountOf(id);
  }

  /** The instant at which the first hold expires, from the holds themselves. */
  firstDueMs(): number {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const { expiresAtMs } of this.holdsByKey?.values() ?? NO_HOLDS) dueMs = Math.min(dueMs, expiresAtMs);
    return dueMs;
  }

  /**
   * Forgets spends that are older than what is kept at an instant. Spends of live holds never are:
   * a hold lasts less long.
   */
  trimSpends(nowMs: number, retentionMs: number): void {
    if (this.log === undefined) return;
    this.log.trim(nowMs, retentionMs);
    if (this.log.count > 0) return;
    this.log.countIn(new Kept());
    this.log = undefined;
  }

  /** The holds whose time is over. Almost always there is none: one comparison. */
  expiredHolds(nowMs: number): readonly Hold[] {
    return nowMs < this.holdsDueMs ? NO_HOLDS : this.holds.filter((hold) => hold.expiresAtMs <= nowMs);
  }
}
