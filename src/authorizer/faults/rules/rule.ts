/** A fault rule in memory: which messages it applies to, and what it does to their answers. */
import type { MessageClass, TransactionType } from '../../../protocol/message.ts';
import type { Outcome } from '../../../protocol/outcome.ts';
import type { StoreOutage } from '../store-outage.ts';

export const FAULT_RULES_MAX = 100;
/** Rules beyond the limit of names in the metrics are counted under this one. */
export const OTHER_RULE_NAME = 'other';
/** The longest that an answer is held, whatever a distribution draws. */
export const DELAY_MS_MAX = 60_000;
/** A terminal on a real network gives up after 6.6 s. */
export const LATE_MS_DEFAULT = 7_000;
export const COPIES_MAX = 10;
/**
 * The limit of held answers of the whole server. An answer beyond it is sent at once and counted as
 * skipped.
 */
export const HELD_ANSWERS_MAX = 50_000;

/** A period, counted from the first message after the rules were set. */
export interface TimeWindow {
  readonly afterMs: number;
  readonly forMs: number;
  /** From one start to the next; 0: the window opens once. */
  readonly everyMs: number;
}

/** A condition that is not given (an empty list, undefined) matches every message. */
export interface FaultMatch {
  /** `SHOP0001`, or `ATM*` for all that start with ATM. */
  readonly terminals: readonly string[];
  readonly amount: { readonly fromMinor: number; readonly toMinor: number } | undefined;
  /** Digits that the PAN starts with. */
  readonly panPrefixes: readonly string[];
  readonly kinds: readonly { readonly class: MessageClass; readonly repeat: boolean }[];
  readonly classes: readonly MessageClass[];
  readonly types: readonly TransactionType[];
  /** The outcome of the decision. */
  readonly outcomes: readonly Outcome[];
  readonly codecs: readonly string[];
  /**
   * True: only messages that are answered formatError because they were only partly readable.
   * False: only the others. Undefined: both.
   */
  readonly malformed: boolean | undefined;
  readonly during: TimeWindow | undefined;
  /** Share of the messages, 0 < x ≤ 1, drawn by the seed. */
  readonly share: number;
  /**
   * Of the messages that match everything above: only the nth, every nth, the first n; 0: not
   * given.
   */
  readonly nth: number;
  readonly every: number;
  readonly first: number;
}

/** How long an answer is delayed. */
export type Delay =
  | { readonly kind: 'fixed'; readonly ms: number; readonly capMs: number }
  | { readonly kind: 'uniform'; readonly fromMs: number; readonly toMs: number; readonly capMs: number }
  | { readonly kind: 'normal'; readonly meanMs: number; readonly deviationMs: number; readonly capMs: number }
  | { readonly kind: 'exponential'; readonly meanMs: number; readonly capMs: number };

export const CLOSE_KINDS = ['instead', 'half', 'after'] as const;
export type CloseKind = (typeof CLOSE_KINDS)[number];

/** The action: what happens instead of sending the answer once. */
export type AnswerFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'drop' }
  /** `copies` is the total, `everyMs` the time from one to the next. */
  | { readonly kind: 'duplicate'; readonly copies: number; readonly everyMs: number }
  | { readonly kind: 'close'; readonly how: CloseKind }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number };

export interface FaultAction {
  /**
   * Answered instead of asking the store: the card stays as it is. Undefined: the store decides.
   */
  readonly outcome: Outcome | undefined;
  /** How the store fails while the message is decided; empty: not at all. */
  readonly store: StoreOutage | '';
  /** Undefined: none. */
  readonly delay: Delay | undefined;
  /** Holds the answer to the end of the window. */
  readonly stall: boolean;
  readonly answer: AnswerFault;
}

export interface FaultRule {
  readonly name: string;
  readonly match: FaultMatch;
  readonly action: FaultAction;
  /** The rule as it was written, for GET /v1/faults. */
  readonly source: unknown;
}

export interface FaultPlan {
  readonly seed: string;
  /** The first rule that matches applies. */
  readonly rules: readonly FaultRule[];
}

export const EVERY_MESSAGE: FaultMatch = {
  terminals: [],
  amount: undefined,
  panPrefixes: [],
  kinds: [],
  classes: [],
  types: [],
  outcomes: [],
  codecs: [],
  malformed: undefined,
  during: undefined,
  share: 1,
  nth: 0,
  every: 0,
  first: 0,
};

export const NO_FAULT: FaultAction = { outcome: undefined, store: '', delay: undefined, stall: false, answer: { kind: 'none' } };
export const NO_FAULTS: FaultPlan = { seed: '1', rules: [] };

/**
 * Milliseconds to the end of the window; 0 outside of it. `sinceMs` counts from the first
 * message.
 */
export function windowLeftMs(window: TimeWindow, sinceMs: number): number {
  const elapsedMs = sinceMs - window.afterMs;
  if (elapsedMs < 0) return 0;
  const phaseMs = window.everyMs === 0 ? elapsedMs : elapsedMs % window.everyMs;
  return Math.max(0, window.forMs - phaseMs);
}
