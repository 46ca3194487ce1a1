/** Reports how far the work on many cards is, at most once in a period. */

/** `done` of `total` cards. */
export type CardProgress = (done: number, total: number) => void;

export const PROGRESS_PERIOD_MS = 2_000;

/**
 * Passes on one report in each period, the first when a period is over, so that quick work says
 * nothing. `nowMs` is a clock that only goes forward.
 */
export function onceEach(periodMs: number, report: CardProgress, nowMs: () => number = () => performance.now()): CardProgress {
  let dueMs = nowMs() + periodMs;
  return (done, total) => {
    const atMs = nowMs();
    if (atMs < dueMs) return;
    dueMs = atMs + periodMs;
    report(done, total);
  };
}
