/**
 * What a transition looks at: read-only, found by the store in one go before anything is decided.
 */
import type { CardRecord } from '../state/card.ts';
import type { Hold } from '../state/card-snapshot.ts';
import type { StoredAnswer } from '../state/stored-answer.ts';
import type { Profile } from './profile.ts';
import type { Usage } from './window.ts';

/** The earlier message that a command names, with what belongs to it. */
export interface Original {
  readonly key: string;
  readonly answer: StoredAnswer;
  /** The pre-authorization that an increment or completion belongs to; undefined for all others. */
  readonly preAuthorization: { readonly key: string; readonly answer: StoredAnswer } | undefined;
  /** Live hold of the original itself, or of the pre-authorization that it belongs to. */
  readonly hold: Hold | undefined;
}

export interface View {
  /**
   * The instant of the decision, never before the card's clock. Holds that are over have been
   * ended.
   */
  readonly nowMs: number;
  /** How long the answer is kept: shorter when the card is not on file. */
  readonly retentionMs: number;
  /** Of the card; of an unknown card the default one. */
  readonly profile: Profile;
  /** Undefined when the PAN is not on file. */
  readonly card: CardRecord | undefined;
  /** What is kept under the command's key, or of an earlier sending with another key. */
  readonly stored: StoredAnswer | undefined;
  /** The key under which `stored` is kept; otherwise the command's. */
  readonly storedKey: string;
  /** An earlier reversal names this command by RRN, or by STAN and date. */
  readonly reversedFirst: boolean;
  /** The names that the command can be found by; none when an answer stands under its key. */
  readonly names: readonly string[];
  /** None of the names points somewhere yet. */
  readonly namesAreNew: boolean;
  readonly original: Original | undefined;
  /** A reversal of the same original came before, and the original has not come yet. */
  readonly originalReversedFirst: boolean;
  /** Of the spend that is entered next. */
  readonly nextSpendId: number;
  /** What counts against the profile's limit of that index at nowMs. */
  usage(limitIndex: number): Usage;
  /** 0 when the spend is not kept any more. */
  spendAmountMinor(spendId: number): number;
}
