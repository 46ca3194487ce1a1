/** What counts in a window: one card's spends, each with its amount at its instant, no buckets. */
import { DAY_MS } from '../../config/duration.ts';
import type { TransactionType } from '../../protocol/message.ts';

import { osloMidnightMs } from './oslo-time.ts';
import { type Channel, type Limit, limitMatches, type Window } from './profile.ts';

export interface Spend {
  /** Increasing within the card. */
  readonly id: number;
  readonly instantMs: number;
  readonly amountMinor: number;
  readonly type: TransactionType;
  readonly channel: Channel;
  readonly mcc: number;
}

export interface Usage {
  readonly amountMinor: number;
  readonly count: number;
}

/**
 * A spend at t counts at now exactly when cutoff < t. The interval is half-open: in a trailing
 * window, age = duration does not count.
 */
export function windowCutoffMs(window: Window, nowMs: number): number {
  return window.kind === 'trailing' ? nowMs - window.durationMs : osloMidnightMs(nowMs, window.days - 1) - 1;
}

/** Upper bound of the time that a spend can count in a window, for what must be kept. */
export function windowReachMs(window: Window): number {
  return window.kind === 'trailing' ? window.durationMs : (window.days + 1) * DAY_MS;
}

/** The definition of usage: adds up the spends. Tests hold the faster ways to it. */
export function usageOf(spends: readonly Spend[], limit: Limit, nowMs: number): Usage {
  return usageAfter(spends, limit, windowCutoffMs(limit.window, nowMs));
}

export function usageAfter(spends: readonly Spend[], limit: Limit, cutoffMs: number): Usage {
  let amountMinor = 0;
  let count = 0;
  for (const spend of spends) {
    if (spend.instantMs <= cutoffMs || !limitMatches(limit.filter, spend)) continue;
    amountMinor += spend.amountMinor;
    count += 1;
  }
  return { amountMinor, count };
}

/** A running sum as a store keeps it: what counts after `cutoffMs`. */
export interface RunningUse {
  readonly limit: string;
  readonly cutoffMs: number;
  readonly amountMinor: number;
  readonly count: number;
}
