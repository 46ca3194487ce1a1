/** The level of the log while the server runs. */
import type { Log } from './log.ts';

export class RunningLogLevel {
  readonly #log: Log;
  /** A plain field: each decision reads it, and to ask pino takes a percent of a decision. */
  isDebug = false;

  constructor(log: Log) {
    this.#log = log;
    this.level = log.level;
  }

  get level(): string {
    return this.#log.level;
  }

  set level(level: string) {
    this.#log.level = level;
    this.isDebug = level === 'debug' || level === 'trace';
  }
}
