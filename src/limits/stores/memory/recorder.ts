/**
 * Keeps what the embedded store did, so that it outlives the process. A store without one is
 * `memory:`.
 */
import type { StoreCommand } from '../../rules/command.ts';
import type { Account } from '../../state/account.ts';
import type { Change } from '../../state/change.ts';
import type { HistoryPiece, HistoryQuery, JournalEntry } from '../../store.ts';

export interface RecordedStep {
  /** Undefined: the card is not on file. */
  readonly account: Account | undefined;
  readonly entry: Omit<JournalEntry, 'id'>;
  /** What was asked; undefined: no message did. */
  readonly command: StoreCommand | undefined;
  /** The stored answer was given again. */
  readonly isRepeated: boolean;
  readonly changes: readonly Change[];
}

export interface Recorder {
  /** Whether a step can be recorded now; `reserved`: one that must not be declined. */
  canRecord(reserved: boolean): boolean;
  /** Resolves when the step is durable; rejects with a StoreError when that is not known. */
  record(step: RecordedStep): Promise<void>;
  /** Resolves when all steps so far are durable; undefined when they are. */
  durable(): Promise<void> | undefined;
  /** What is kept of a card; see CardStore. */
  history(account: Account, query: HistoryQuery): Promise<HistoryPiece | undefined>;
  historyFromMs(): Promise<number | undefined>;
}
