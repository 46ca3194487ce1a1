/** The target of a replay: an authorizer in this process, or a running host. */
import type { MaybePromise } from '../../limits/store.ts';
import type { Exchange, OfficeLine, TracedCard } from '../format/lines.ts';
import type { ReplayedExchange } from './differences.ts';

export interface ReplayHost {
  /**
   * Adds a card in its first recorded state. Returns one sentence about each part that could not be
   * restored.
   */
  addCard(card: TracedCard): Promise<readonly string[]>;
  /** Sends the request of an exchange again; undefined if no answer came. */
  send(exchange: Exchange): MaybePromise<ReplayedExchange | undefined>;
  /** Repeats a change that the issuer made (funding, status, profile). */
  applyOfficeLine(line: OfficeLine): Promise<void>;
  close(): Promise<void>;
}
