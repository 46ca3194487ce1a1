/** What a store answers to a command. */
import type { Flag } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';
import type { CardSnapshot } from '../state/card-snapshot.ts';

export interface Decision {
  readonly outcome: Outcome;
  readonly approvalCode: string;
  /** What was debited, held, credited; of a reversal or dispense: what was given back. */
  readonly approvedAmountMinor: number;
  /** After the decision. */
  readonly ledgerMinor: number;
  readonly availableMinor: number;
  readonly decidedAtMs: number;
  /** The stored answer of an earlier message with the same key. */
  readonly repeated: boolean;
  readonly flag: Flag | '';
  /** The card as it was decided on, when asked for and on file. Never part of a stored answer. */
  readonly snapshot: CardSnapshot | undefined;
}
