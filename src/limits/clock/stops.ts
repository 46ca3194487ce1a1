/** How a clock that jumps far stops at each instant at which something is due on the way. */

/** The next instant at which something is due; undefined: nothing is. */
export type NextStop = () => Promise<number | undefined>;

export interface Hops {
  readonly nowMs: () => number;
  /** What must be done while the clock still stands where it is. */
  beforeHop(): Promise<void>;
  readonly nextStop: NextStop;
  /** Moves the clock and does what is due there. */
  hopTo(toMs: number): Promise<void>;
}

/** Rejects with the first error of a part: the clock then stands at the last stop that was reached. */
export async function hopTo(toMs: number, { nowMs, beforeHop, nextStop, hopTo: hop }: Hops): Promise<void> {
  while (nowMs() < toMs) {
    await beforeHop();
    const stopMs = (await nextStop()) ?? toMs;
    // What is overdue is done at the next stop; it is no stop itself, since the clock never goes back.
    await hop(stopMs > nowMs() ? Math.min(stopMs, toMs) : toMs);
  }
}
