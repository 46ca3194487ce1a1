/** One card of the embedded store: its money, holds and spends, and what each event does to them. */

import { correctAmounts } from '../rules/follow-up.ts';
import type { Limit, Use } from '../rules/profile.ts';
import { type Spend, SpendLog, type Usage } from '../rules/window.ts';
import type { CardRecord } from './card.ts';
import type { Hold } from './card-snapshot.ts';
import type { StoredAnswer } from './stored-answer.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NO_USAGE: Usage = { amountMinor: 0, count: 0 };
const NO_SPENDS: readonly Spend[] = [];

export class Account {
  readonly card: Mutable<CardRecord>;
  /** Both are made when they are needed: an idle card takes little room. */
  #log: SpendLog | undefined;
  #holds: Map<string, Hold> | undefined;
  /** When the first hold expires. */
  #holdsDueMs = Number.POSITIVE_INFINITY;
  #lastSpendId = 0;

  constructor(card: CardRecord) {
    this.card = { ...card };
  }

  get spends(): readonly Spend[] {
    return this.#log?.spends ?? NO_SPENDS;
  }

  get holds(): readonly Hold[] {
    return this.#holds === undefined ? [] : [...this.#holds.values()];
  }

  get log(): SpendLog | undefined {
    return this.#log;
  }

  hold(key: string): Hold | undefined {
    return this.#holds?.get(key);
  }

  usage(limits: readonly Limit[], index: number, nowMs: number): Usage {
    return this.#log === undefined ? NO_USAGE : this.#log.usage(limits, index, nowMs);
  }

  /** Takes out the holds whose time has run out, with their spends. Almost always there is none: one comparison. */
  expireHolds(nowMs: number): readonly Hold[] {
    if (nowMs < this.#holdsDueMs) return [];
    const expired = this.holds.filter((hold) => hold.expiresAtMs <= nowMs);
    for (const hold of expired) this.#release(hold);
    return expired;
  }

  /** Debits and enters a spend; returns its id. */
  post(use: Use, amountMinor: number, nowMs: number, retentionMs: number): number {
    this.card.ledgerMinor -= amountMinor;
    this.card.postedMinor += amountMinor;
    return this.#enter(use, amountMinor, nowMs, retentionMs);
  }

  credit(amountMinor: number): void {
    this.card.ledgerMinor += amountMinor;
    this.card.givenBackMinor += amountMinor;
  }

  placeHold(key: string, use: Use, amountMinor: number, expiresAtMs: number, nowMs: number, retentionMs: number): number {
    const id = this.#enter(use, amountMinor, nowMs, retentionMs);
    this.#setHold({ key, expiresAtMs, amountMinor, spendIds: [id] });
    this.card.holdsMinor += amountMinor;
    return id;
  }

  growHold(hold: Hold, use: Use, amountMinor: number, nowMs: number, retentionMs: number): number {
    const id = this.#enter(use, amountMinor, nowMs, retentionMs);
    this.#setHold({ ...hold, amountMinor: hold.amountMinor + amountMinor, spendIds: [...hold.spendIds, id] });
    this.card.holdsMinor += amountMinor;
    return id;
  }

  /** Releases the hold and posts the final amount at the spends' own instants; returns the ids that are left. */
  settleHold(hold: Hold, amountMinor: number): readonly number[] {
    this.#removeHold(hold);
    this.card.ledgerMinor -= amountMinor;
    this.card.postedMinor += amountMinor;
    return this.#correct(hold.spendIds, amountMinor);
  }

  /** Lowers what is held in all; returns what was let go. */
  lowerHold(hold: Hold, standingMinor: number): number {
    const letGoMinor = hold.amountMinor - standingMinor;
    if (letGoMinor <= 0) return 0;
    if (standingMinor === 0) {
      this.#release(hold);
      return letGoMinor;
    }
    const spendIds = this.#correct(hold.spendIds, standingMinor);
    this.#setHold({ ...hold, amountMinor: standingMinor, spendIds });
    this.card.holdsMinor -= letGoMinor;
    return letGoMinor;
  }

  /** Lowers one increment of a live hold; returns what was let go. */
  lowerIncrement(hold: Hold, spendId: number, standingMinor: number): number {
    const letGoMinor = Math.min((this.#log?.amountOf(spendId) ?? 0) - standingMinor, hold.amountMinor);
    if (letGoMinor <= 0) return 0;
    this.#log?.correct(spendId, standingMinor);
    const spendIds = standingMinor === 0 ? hold.spendIds.filter((id) => id !== spendId) : hold.spendIds;
    this.#setHold({ ...hold, amountMinor: hold.amountMinor - letGoMinor, spendIds });
    this.card.holdsMinor -= letGoMinor;
    return letGoMinor;
  }

  /** Gives back what no longer stands of something posted; returns the ids that are left. */
  lowerPosted(stored: StoredAnswer, standingMinor: number): readonly number[] {
    this.credit(stored.standingMinor - standingMinor);
    return this.#correct(stored.spendIds, standingMinor);
  }

  #enter(use: Use, amountMinor: number, nowMs: number, retentionMs: number): number {
    this.#lastSpendId += 1;
    this.card.clockMs = nowMs;
    this.#log ??= new SpendLog();
    const { type, channel, mcc } = use;
    this.#log.add({ id: this.#lastSpendId, instantMs: nowMs, amountMinor, type, channel, mcc }, retentionMs);
    return this.#lastSpendId;
  }

  #correct(ids: readonly number[], totalMinor: number): readonly number[] {
    const log = this.#log;
    if (log === undefined) return [];
    const amounts = ids.map((id) => log.amountOf(id));
    const corrected = correctAmounts(amounts, totalMinor);
    for (const [at, id] of ids.entries()) {
      const amount = corrected[at] ?? 0;
      if (amount !== amounts[at]) log.correct(id, amount);
    }
    return ids.filter((_, at) => (corrected[at] ?? 0) > 0);
  }

  #release(hold: Hold): void {
    this.#removeHold(hold);
    this.#correct(hold.spendIds, 0);
  }

  #setHold(hold: Hold): void {
    this.#holds ??= new Map();
    this.#holds.set(hold.key, hold);
    this.#holdsDueMs = Math.min(this.#holdsDueMs, hold.expiresAtMs);
  }

  #removeHold(hold: Hold): void {
    this.card.holdsMinor -= hold.amountMinor;
    this.#holds?.delete(hold.key);
    this.#holdsDueMs = Math.min(...this.holds.map((each) => each.expiresAtMs), Number.POSITIVE_INFINITY);
  }
}
