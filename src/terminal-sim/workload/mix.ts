/**
 * The type of a workload: what people do, how often, where and for how much. A workload file
 * (workload-file.ts) states the differences from the usual mix.
 */
import { errorText } from '../../cards/card-data/card-data.ts';
import type { EntryMode } from '../../protocol/message.ts';
import type { TerminalFaults } from '../terminal-faults.ts';
import type { TerminalPinFormat } from '../terminal-identity.ts';
import type { Place, Trade } from './trades.ts';

/** How a card that is in order is read. */
export const USUAL_ENTRY_MODES = ['chip', 'contactless', 'magstripe'] as const satisfies readonly EntryMode[];
export type UsualEntryMode = (typeof USUAL_ENTRY_MODES)[number];
export const TERMINAL_PIN_FORMATS = ['iso0', 'iso4'] as const satisfies readonly TerminalPinFormat[];
export const HOURS_A_DAY = 24;

export interface Mix {
  /** Flow name → weight, any unit. A flow that is not named does not happen. */
  readonly flows: Readonly<Record<string, number>>;
  /** How unevenly the ordinary cards are used; 0: all alike. */
  readonly popularityExponent: number;
  readonly terminals: number;
  /** How the terminals are spread over the places; any unit. */
  readonly places: Readonly<Record<Place, number>>;
  /** Weights, in any unit. */
  readonly entryModes: Readonly<Record<UsualEntryMode, number>>;
  /**
   * How many terminals encipher PINs in format 0 under TDES, and how many in format 4 under AES.
   * Weights, in any unit.
   */
  readonly pinBlocks: Readonly<Record<TerminalPinFormat, number>>;
  /** A factor on all purchases: with 0.01 the money of the cards lasts a hundred times longer. */
  readonly basketScale: number;
  /**
   * Run every flow of the mix once first, in the order of the table, so that a short run has them
   * all.
   */
  readonly tour: boolean;
  /** Kinds of shops and machines, and what people spend there. */
  readonly trades: readonly Trade[];
  /** Weight of each hour of the day, from midnight. */
  readonly hours: readonly number[];
  /** Faults of the terminals and of their side of the line. */
  readonly faults: TerminalFaults;
}

/**
 * Card payments over a Norwegian day: shops open at 7, and most is bought between 15 and 18. The
 * busiest hour is 100.
 */
export const USUAL_HOURS: readonly number[] = [6, 3, 2, 1, 1, 3, 10, 25, 40, 48, 56, 66, 74, 72, 76, 90, 100, 92, 74, 58, 42, 30, 20, 11];

/** The message is one sentence. */
export class MixError extends Error {
  override readonly name = 'MixError';
  constructor(message: string) {
    super(errorText(message));
  }
}
