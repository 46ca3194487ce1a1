/** The interface to what scenarios run on: a host in this process, or a running server. */
import type { StoreOutage } from '../authorizer/faults/store-outage.ts';
import type { CardStatus } from '../cards/status.ts';
import type { CardChange } from '../limits/state/card.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { ScenarioOffice } from './programme/scenario-office.ts';
import type { ScenarioCard, ScenarioTerminal } from './scenario.ts';

/** A card at an instant. Holds that have expired by then do not count. */
export interface CardState {
  readonly status: CardStatus;
  readonly pinTriesUsed: number;
  readonly ledgerMinor: number;
  readonly heldMinor: number;
  readonly availableMinor: number;
  readonly limits: readonly LimitHeadroom[];
}

export type CardTask = { readonly kind: 'change'; readonly change: CardChange } | { readonly kind: 'fund'; readonly amountMinor: number };

/** The expectations that are about a response. */
export const ANSWER_KEYS = ['outcome', 'approved', 'repeated', 'flag', 'reason', 'explanation', 'fits at', 'never because'] as const;
export type AnswerKey = (typeof ANSWER_KEYS)[number];

export interface ScenarioHost {
  /** `memory:`, or an address without a password. */
  readonly description: string;
  /** Expectations that its responses do not report; they are not compared. */
  readonly unreported: readonly AnswerKey[];
  /** The run's first STAN, less one. */
  readonly stanBase: number;
  terminalId(terminal: ScenarioTerminal): string;
  /** Puts the card on file if the scenario says so, and returns its PAN. */
  issue(card: ScenarioCard): Promise<string>;
  pinBlock(pan: string, pin: string): Buffer;
  advanceTo(instantMs: number): void | Promise<void>;
  /** Of scenarios that have one. */
  readonly office?: ScenarioOffice | undefined;
  /**
   * `outage`: how the store fails while the message is decided. Rejects with an error of one sentence
   * when no response comes.
   */
  send(request: TransactionRequest, outage: StoreOutage | ''): Promise<TransactionResponse>;
  /** Undefined when the card is not on file. */
  cardState(pan: string, atMs: number): Promise<CardState | undefined>;
  /** Why the change is refused; empty when it is made. */
  changeCard(pan: string, task: CardTask): Promise<string>;
  /** The first error in the books; empty when there is none, or the host cannot check them. */
  booksError(): Promise<string>;
  close(): Promise<void>;
}
