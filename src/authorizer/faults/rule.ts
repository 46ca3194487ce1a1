/** What a fault rule is, once read: which messages it is for, and what it does to their answers. */
import type { MessageClass, TransactionType } from '../../protocol/message.ts';
import type { Outcome } from '../../protocol/outcome.ts';

export const FAULT_RULES_MAX = 100;
/** No answer is held longer, whatever a distribution draws. */
export const DELAY_MS_MAX = 60_000;
/** A terminal on a real network gives up after 6.6 s. */
export const LATE_MS_DEFAULT = 7_000;
export const COPIES_MAX = 10;
/** Of the whole server; answers past it leave at once, and are counted as skipped. */
export const HELD_ANSWERS_MAX = 50_000;

/** A stretch of time, counted from the first message after the rules were set. */
export interface Window {
  readonly afterMs: number;
  readonly forMs: number;
  /** From one start to the next; 0: once. */
  readonly everyMs: number;
}

/** What is not given (an empty list, undefined) matches everything. */
export interface FaultMatch {
  /** `SHOP0001`, or `ATM*` for all that start so. */
  readonly terminals: readonly string[];
  readonly amount: { readonly fromMinor: number; readonly toMinor: number } | undefined;
  /** Digits that the PAN starts with. */
  readonly panPrefixes: readonly string[];
  readonly kinds: readonly { readonly class: MessageClass; readonly repeat: boolean }[];
  readonly classes: readonly MessageClass[];
  readonly types: readonly TransactionType[];
  /** Of the true decision. */
  readonly outcomes: readonly Outcome[];
  readonly codecs: readonly string[];
  /** True: only what could not be read whole, and is answered formatError for that; false: only what could; undefined: both. */
  readonly malformed: boolean | undefined;
  readonly during: Window | undefined;
  /** Drawn by the seed. */
  readonly share: number;
  /** Of those that everything above matches, the nth only, every so many-th, the first so many; 0: no such condition. */
  readonly nth: number;
  readonly every: number;
  readonly first: number;
}

/** Milliseconds. */
export type Delay =
  | { readonly kind: 'fixed'; readonly ms: number; readonly capMs: number }
  | { readonly kind: 'uniform'; readonly fromMs: number; readonly toMs: number; readonly capMs: number }
  | { readonly kind: 'normal'; readonly meanMs: number; readonly deviationMs: number; readonly capMs: number }
  | { readonly kind: 'exponential'; readonly meanMs: number; readonly capMs: number };

export const CLOSE_KINDS = ['instead', 'half', 'after'] as const;
export type CloseKind = (typeof CLOSE_KINDS)[number];

/** What is done in place of sending the answer once. */
export type AnswerFault =
  | { readonly kind: 'none' }
  | { readonly kind: 'drop' }
  /** `copies` in all, `everyMs` from one to the next. */
  | { readonly kind: 'duplicate'; readonly copies: number; readonly everyMs: number }
  | { readonly kind: 'close'; readonly how: CloseKind }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'trickle'; readonly bytes: number; readonly everyMs: number };

export interface FaultAction {
  /** Given instead of a decision, which is not made: the card stays as it is. Undefined: the true one. */
  readonly outcome: Outcome | undefined;
  /** Undefined: at once. */
  readonly delay: Delay | undefined;
  /** Held to the end of the window. */
  readonly stall: boolean;
  readonly answer: AnswerFault;
}

export interface FaultRule {
  readonly name: string;
  readonly match: FaultMatch;
  readonly action: FaultAction;
  /** As it was written, to show it. */
  readonly source: unknown;
}

export interface FaultPlan {
  readonly seed: string;
  /** The first that matches is done. */
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

export const NO_FAULT: FaultAction = { outcome: undefined, delay: undefined, stall: false, answer: { kind: 'none' } };
export const NO_FAULTS: FaultPlan = { seed: '1', rules: [] };

/** Milliseconds to the end of the window; 0 outside of it. */
export function leftOfWindow(window: Window, sinceMs: number): number {
  const inMs = sinceMs - window.afterMs;
  if (inMs < 0) return 0;
  const phaseMs = window.everyMs === 0 ? inMs : inMs % window.everyMs;
  return Math.max(0, window.forMs - phaseMs);
}
