/** Where the instant of a simulated clock is kept: with the store, so that it never goes back. */

export interface KeptInstant {
  /** For messages: `the store in ./data/store`. */
  readonly where: string;
  /** Other processes may move it, too. */
  readonly isShared: boolean;
  /** Undefined: none is kept yet. */
  read(): Promise<number | undefined>;
  /** Never back. Returns what is kept now, as durable as the store makes it. */
  advance(toMs: number): Promise<number>;
}

/** Of a store that keeps nothing beyond its process. */
export function keptInProcess(): KeptInstant {
  let keptMs: number | undefined;
  return {
    where: 'this process',
    isShared: false,
    read: async () => keptMs,
    advance: async (toMs) => {
      keptMs = Math.max(toMs, keptMs ?? toMs);
      return keptMs;
    },
  };
}
