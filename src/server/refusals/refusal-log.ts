/**
 * Writes one line for each connection that a listener ends and each message that it refuses: who,
 * why, the first bytes, the likeliest cause and what to do. The lines are limited before anything is
 * explained.
 */
import { reasonRow } from '../../authorizer/connections/reasons.ts';
import type { Refusal } from '../../authorizer/connections/refusal.ts';
import type { Log } from '../log.ts';
import { afterOnTimer, LineLimit, type LineLimitParts, type Suppressed, WINDOW_MS } from './line-limit.ts';

/** What the bytes of a refused frame are. */
export interface BytesExplained {
  /** The likeliest cause as one sentence; empty when none is likely. */
  readonly sentence: string;
  /** The first bytes in hexadecimal, with stars for card data. */
  readonly received: string;
}

export interface RefusalLogParts {
  readonly log: Log;
  /** What is spoken on the port, as in the settings: `1987-ascii+4a`, `protobuf`. */
  readonly spoken: string;
  readonly explain: (bytes: Buffer) => BytesExplained;
  /** Undefined: always. */
  readonly isWanted?: (() => boolean) | undefined;
  readonly after?: LineLimitParts['after'];
}

export class RefusalLog {
  readonly #parts: RefusalLogParts;
  readonly #limit: LineLimit;
  /** As the settings have it: `8583:1987-ascii`. */
  #listener = '';

  constructor(parts: RefusalLogParts) {
    const { after = afterOnTimer } = parts;
    this.#parts = parts;
    this.#limit = new LineLimit({ after, onSuppressed: (counts) => this.#tellSuppressed(counts) });
  }

  /** Does not throw, because its caller is closing a connection. */
  readonly tell = (refusal: Refusal): void => {
    const { reason, peerHost, peerPort, localPort, sentence, bytes } = refusal;
    const { event, advice } = reasonRow(reason);
    if (this.#parts.isWanted?.() === false) return;
    if (event === '' || !this.#limit.take(peerHost, reason)) return;
    const { log, spoken } = this.#parts;
    this.#listener = `${localPort}:${spoken}`;
    const explained = bytes.length === 0 ? undefined : this.#explained(bytes);
    const received = explained === undefined ? {} : { received: explained.received };
    const cause = explained === undefined || explained.sentence === '' ? advice : explained.sentence;
    log.warn({ reason, listener: this.#listener, peer: `${peerHost}:${peerPort}`, ...received }, `${event}: ${sentence} ${cause}`);
  };

  /** Reports what is suppressed now, and stops the timer. */
  close(): void {
    this.#limit.end();
  }

  #explained(bytes: Buffer): BytesExplained | undefined {
    try {
      return this.#parts.explain(bytes);
    } catch (error) {
      this.#parts.log.error({ error: error instanceof Error ? error.name : typeof error }, 'Refused bytes could not be explained.');
      return undefined;
    }
  }

  #tellSuppressed(counts: Suppressed): void {
    const suppressed = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const reasons = [...counts].map(([reason, count]) => `${reason} ${count}`).join(', ');
    const sentence = `${suppressed} more ended connections or refused messages of the last ${WINDOW_MS / 1_000} s were not logged (${reasons}); /metrics counts all.`;
    this.#parts.log.warn({ listener: this.#listener, suppressed }, sentence);
  }
}
