/** Counts how often a message was sent, so that each repeat draws other random numbers. */
import type { Known } from '../../../protocol/codec.ts';

/** The number of messages that are remembered; the oldest are forgotten first. */
const MESSAGES_MAX = 65_536;

export class SendingCounter {
  readonly #counts = new Map<string, number>();

  /**
   * Counts this sending and names it by class, terminal, STAN and count. The time is left out,
   * because it differs from run to run.
   */
  count(message: Known): string {
    const key = `${message.class ?? ''}/${message.terminalId ?? ''}/${message.stan}`;
    const times = (this.#counts.get(key) ?? 0) + 1;
    if (times === 1 && this.#counts.size >= MESSAGES_MAX) this.#forgetOldest();
    this.#counts.set(key, times);
    return `${key}/${times}`;
  }

  #forgetOldest(): void {
    for (const key of this.#counts.keys()) {
      this.#counts.delete(key);
      return;
    }
  }
}
