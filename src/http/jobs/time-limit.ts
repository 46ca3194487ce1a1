/**
 * Limits the time of a process that stands behind everything else: on a busy machine it may wait for
 * a processor longer than it works, and only its own work counts. Where the system does not tell
 * processor time, all time counts.
 */
export interface TimeLimits {
  /** Of processor time; undefined: as much as fits into `timeMs`. */
  readonly processorMs?: number | undefined;
  /** As the clock on the wall has it. */
  readonly timeMs: number;
}

export interface TimeLimitParts extends TimeLimits {
  /** What the process has had so far; undefined: it is not known. */
  readonly usedMs: () => number | undefined;
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly onTooLong: () => void;
}

/** It looks no more often than this. */
const LOOK_EVERY_MS = 50;

export class TimeLimit {
  readonly #parts: TimeLimitParts;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: TimeLimitParts) {
    this.#parts = parts;
  }

  /** From here on. */
  start(): void {
    this.stop();
    const { nowMs, usedMs, processorMs: limitMs, timeMs } = this.#parts;
    const startMs = nowMs();
    const usedBeforeMs = limitMs === undefined ? undefined : usedMs();
    const look = (): void => {
      const passedMs = nowMs() - startMs;
      const usedNowMs = usedBeforeMs === undefined ? undefined : usedMs();
      const workedMs = usedBeforeMs === undefined || usedNowMs === undefined ? passedMs : usedNowMs - usedBeforeMs;
      const leftMs = Math.min(timeMs - passedMs, limitMs === undefined ? timeMs : limitMs - workedMs);
      if (leftMs <= 0) this.#parts.onTooLong();
      else this.#timer = setTimeout(look, Math.max(leftMs, LOOK_EVERY_MS));
    };
    look();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
