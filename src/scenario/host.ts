/** What a scenario is run on. */
import type { CardStatus } from '../cards/status.ts';
import type { CardChange } from '../limits/state/card.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { ScenarioCard, ScenarioTerminal } from './scenario.ts';

/** A card as it stands at an instant; a hold that is over by then counts no more. */
export interface CardState {
  readonly status: CardStatus;
  readonly pinTriesUsed: number;
  readonly ledgerMinor: number;
  readonly heldMinor: number;
  readonly availableMinor: number;
  readonly limits: readonly LimitHeadroom[];
}

export type CardTask = { readonly kind: 'change'; readonly change: CardChange } | { readonly kind: 'fund'; readonly amountMinor: number };

/** Expectations about an answer. */
export const ANSWER_KEYS = ['outcome', 'approved', 'repeated', 'flag', 'reason', 'explanation', 'fits at', 'never because'] as const;
export type AnswerKey = (typeof ANSWER_KEYS)[number];

export interface ScenarioHost {
  /** `memory:`, or an address without its password. */
  readonly description: string;
  /** What its answers do not say, and so can't be held to. */
  readonly unreported: readonly AnswerKey[];
  /** The least STAN of the run, less one. */
  readonly stanBase: number;
  terminalId(terminal: ScenarioTerminal): string;
  /** Puts the card on file, unless it is one that is not; its PAN. */
  issue(card: ScenarioCard): Promise<string>;
  pinBlock(pan: string, pin: string): Buffer;
  advanceTo(instantMs: number): void;
  /** Rejects with a sentence when no answer comes. */
  send(request: TransactionRequest): Promise<TransactionResponse>;
  /** Undefined when the card is not on file. */
  cardState(pan: string, atMs: number): Promise<CardState | undefined>;
  /** Why the office is refused; empty when it is not. */
  changeCard(pan: string, task: CardTask): Promise<string>;
  /** What is wrong with the books at the end; empty when nothing is, or nobody can look. */
  booksError(): Promise<string>;
  close(): Promise<void>;
}
