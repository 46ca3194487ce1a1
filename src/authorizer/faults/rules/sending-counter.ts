/** Counts how often a message was sent, so that each repeat of it draws other random numbers. */
import type { Known } from '../../../protocol/codec.ts';

/** Messages that are remembered; the oldest are forgotten first. */
const MESSAGES_MAX = 65_536;

export class SendingCounter {
  readonly #counts = new Map<string, number>();

  /**
   * Counts this sending and names it: class, terminal, STAN and count. Without the time, which
   * differs from run to run.
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
