/** What the settings say about who may use the HTTP side. */
import type { TokenBook } from './token-book.ts';

export interface HttpAccess {
  /** Undefined: nothing is demanded, because only programs on this machine reach the server. */
  readonly book: TokenBook | undefined;
  readonly metricsOpen: boolean;
  /** Of one caller; 0: no limit. */
  readonly requestsPerMinuteMax: number;
  /** Of one address. */
  readonly failuresPerMinuteMax: number;
}

export const OPEN_ACCESS: HttpAccess = { book: undefined, metricsOpen: false, requestsPerMinuteMax: 0, failuresPerMinuteMax: 1 };
