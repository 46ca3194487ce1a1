/**
 * Bounds the log lines about refusals of one listener, so that a peer that connects endlessly can
 * neither fill the log nor cost an explanation each time.
 */

/** The limits apply to windows of this length. The first line after a pause opens one. */
export const WINDOW_MS = 10_000;
/** Lines in a window about one peer (its address, whatever its port) and one reason. */
export const PEER_LINES_MAX = 5;
/** Lines in a window about all peers of a listener. */
export const LISTENER_LINES_MAX = 20;

/** Reason → how many lines were not written. */
export type Suppressed = ReadonlyMap<string, number>;

export interface LineLimitParts {
  /** Called when a window ends in which lines were not written. */
  readonly onSuppressed: (counts: Suppressed) => void;
  /** Runs a function later, and returns what cancels that. */
  readonly after: (ms: number, run: () => void) => () => void;
}

/** The timer does not keep the process alive. */
export function afterOnTimer(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}

export class LineLimit {
  readonly #parts: LineLimitParts;
  /** Peer and reason → lines written. At most LISTENER_LINES_MAX entries. */
  readonly #written = new Map<string, number>();
  readonly #suppressed = new Map<string, number>();
  #lines = 0;
  #cancel: (() => void) | undefined;

  constructor(parts: LineLimitParts) {
    this.#parts = parts;
  }

  /** True when a line may be written; counts it as written or as suppressed. */
  take(peerHost: string, reason: string): boolean {
    this.#cancel ??= this.#parts.after(WINDOW_MS, () => this.end());
    const key = `${peerHost} ${reason}`;
    const written = this.#written.get(key) ?? 0;
    if (written >= PEER_LINES_MAX || this.#lines >= LISTENER_LINES_MAX) {
      this.#suppressed.set(reason, (this.#suppressed.get(reason) ?? 0) + 1);
      return false;
    }
    this.#written.set(key, written + 1);
    this.#lines += 1;
    return true;
  }

  /** Ends the window, and reports what was suppressed in it. */
  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#lines = 0;
    this.#written.clear();
    if (this.#suppressed.size === 0) return;
    const counts = new Map(this.#suppressed);
    this.#suppressed.clear();
    this.#parts.onSuppressed(counts);
  }
}
