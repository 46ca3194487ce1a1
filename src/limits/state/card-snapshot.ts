/** A card with everything that a decision about it looks at, read without changing it. */
import type { RunningUse, Spend } from '../rules/window.ts';
import type { CardRecord } from './card.ts';

export interface Hold {
  /** Of the pre-authorization. */
  readonly key: string;
  readonly expiresAtMs: number;
  readonly amountMinor: number;
  /** Ids of its spends, oldest first. */
  readonly spendIds: readonly number[];
}

/** Everything that a decision about one card looks at, at one instant. */
export interface CardSnapshot {
  readonly card: CardRecord;
  readonly spends: readonly Spend[];
  readonly holds: readonly Hold[];
  readonly running: readonly RunningUse[];
  readonly nowMs: number;
}
