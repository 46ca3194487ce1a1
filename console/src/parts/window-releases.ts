/** What leaves the window of a limit at which instant. */
import type { Windows } from '../api/types.ts';

export type LimitWindow = Windows['limits'][number];

interface Release {
  readonly atMs: number;
  readonly amountMinor: number;
}

/** What leaves the window at which instant, soonest first. */
export function releasesOf({ spends }: LimitWindow, nowMs: number): readonly Release[] {
  const byInstant = new Map<number, number>();
  for (const { leavesAtMs, amountMinor } of spends) {
    if (leavesAtMs > nowMs && amountMinor !== 0) byInstant.set(leavesAtMs, (byInstant.get(leavesAtMs) ?? 0) + amountMinor);
  }
  return [...byInstant].map(([atMs, amountMinor]) => ({ atMs, amountMinor })).toSorted((one, other) => one.atMs - other.atMs);
}
