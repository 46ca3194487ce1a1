/**
 * The log lines about faults inside: a fault that every message meets must neither fill the disk nor
 * cost more than the messages. `aksept_faults_total` counts all.
 */
import type { FaultSubject } from '../authorizer/observer.ts';
import type { Log } from './log.ts';
import { afterOnTimer, LineLimit, type LineLimitParts, type Suppressed, WINDOW_MS } from './refusals/line-limit.ts';

export class FaultLog {
  readonly #log: Log;
  readonly #limit: LineLimit;

  constructor(log: Log, after: LineLimitParts['after'] = afterOnTimer) {
    this.#log = log;
    this.#limit = new LineLimit({ after, onSuppressed: (counts) => this.#tellSuppressed(counts) });
  }

  /** `where` is the part in which it happened, `error` its class, code and place. */
  tell(where: string, error: string, about: FaultSubject = {}): void {
    if (!this.#limit.take(error, where)) return;
    this.#log.error({ where, error, ...about }, 'A fault inside; the message was answered, service goes on.');
  }

  #tellSuppressed(counts: Suppressed): void {
    const suppressed = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const places = [...counts].map(([where, count]) => `${where} ${count}`).join(', ');
    this.#log.error(
      { suppressed },
      `${suppressed} more faults inside of the last ${WINDOW_MS / 1_000} s were not logged (${places}); /metrics counts all.`,
    );
  }
}
