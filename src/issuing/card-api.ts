/** The interface to issue and manage cards. CardService has it on a store, CardClient over HTTP. */
import type { CardEntry } from '../cards/card-entry.ts';
import type { ExplainedUse } from '../limits/explain/question.ts';
import type { Funding } from '../limits/rules/funding.ts';
import type { CardChange, CardRecord } from '../limits/state/card.ts';
import type { JournalEntry } from '../limits/store.ts';
import type { LimitHeadroom } from '../protocol/explanation.ts';
import type { CardQuestion } from './explain-card.ts';
import type { CardOrder } from './issue-cards.ts';

export interface IssuedCards {
  readonly cards: readonly CardEntry[];
  /** Less than the number of cards when some of a seeded order were on file already. */
  readonly created: number;
}

/** Called while an order is carried out, with the number of cards that are on file. */
export type IssueProgress = (cards: number) => void;

/** A card without the reference value of its PIN. */
export type ShownCard = Omit<CardRecord, 'pinReference'>;

/** What came of a funding, and the card as it is now. */
export interface ShownFunding extends ShownCard {
  readonly funding: Funding;
}

/** A live hold of a card. */
export interface ShownHold {
  /** Of its pre-authorization, without card data. */
  readonly key: string;
  readonly amountMinor: number;
  readonly expiresAtMs: number;
}

export interface HistoryRequest {
  /** Of another page; empty for the newest entries. */
  readonly cursor: string;
  readonly limit: number;
  /** Entries of before are left out; 0: none. */
  readonly sinceMs: number;
}

export interface CardHistory {
  /** Newest first: decisions, holds that ended, loads and changes. Without card data. */
  readonly entries: readonly JournalEntry[];
  /** Pass it to the next call, also after a page with few entries or none; empty after the last. */
  readonly cursor: string;
  /** From this instant on nothing is missing; 0: nothing at all; null: the store cannot say. */
  readonly completeFromMs: number | null;
}

export interface ShownPage {
  readonly cards: readonly ShownCard[];
  /** Pass it to the next call; empty after the last page. */
  readonly cursor: string;
}

/** `card` is a PAN or a token everywhere. The result is undefined when the card is not on file. */
export interface CardApi {
  /** The same seed gives the same cards; an empty seed gives new cards each time. */
  issue(order: CardOrder, seed: string, onProgress?: IssueProgress): Promise<IssuedCards>;
  show(card: string): Promise<ShownCard | undefined>;
  list(cursor: string, pageSize: number): Promise<ShownPage>;
  /**
   * A negative amount takes money off the card. With a key it is done once, and a repeat of the key
   * gets what came of the first (CardStore.fund).
   */
  fund(card: string, amountMinor: number, key?: string): Promise<ShownFunding | undefined>;
  change(card: string, change: CardChange): Promise<ShownCard | undefined>;
  headroom(card: string): Promise<readonly LimitHeadroom[] | undefined>;
  /** Those that are live now, the one that expires first in front. */
  holds(card: string): Promise<readonly ShownHold[] | undefined>;
  history(card: string, request: HistoryRequest): Promise<CardHistory | undefined>;
  explain(card: string, question: CardQuestion): Promise<ExplainedUse | undefined>;
}
