/** A scenario ready to run: amounts in minor units, times as instants, names resolved. */

import type { AuthorizeRules } from '../authorizer/authorize.ts';
import type { StoreOutage } from '../authorizer/faults/store-outage.ts';
import { errorText } from '../cards/card-data/card-data.ts';
import type { CardStatus } from '../cards/status.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { EntryMode, ReversalReason, TerminalType } from '../protocol/message.ts';
import type { ActionKey, Naming } from './actions.ts';
import type { FileExpectation, FileStep } from './scenario-schema.ts';

/** The message is a sentence for each mistake, safe to show: file and line, what is wrong, what to write. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  /** All mistakes of the file, one sentence each. */
  readonly mistakes: readonly string[];
  constructor(message: string, mistakes?: readonly string[]) {
    super(errorText(message));
    this.mistakes = mistakes ?? [this.message];
  }
}

export interface ScenarioCard {
  readonly name: string;
  /** Empty: the host chooses one. */
  readonly pan: string;
  readonly pin: string;
  readonly balanceMinor: number;
  readonly status: CardStatus;
  /** YYMM. */
  readonly expiry: string;
  readonly profile: string;
  readonly onFile: boolean;
}

export interface ScenarioTerminal {
  readonly name: string;
  /** DE41; empty: the host chooses one. */
  readonly id: string;
  readonly type: TerminalType;
  readonly mcc: number;
  /** ISO 3166 numeric; 0: the terminal sends none. */
  readonly country: number;
}

/** The expectations of a step. */
export interface Expectation extends Omit<FileExpectation, 'fits at'> {
  /** Unix milliseconds; 0: never; undefined: not compared. */
  readonly fitsAtMs: number | undefined;
}

export interface ScenarioStep {
  /** From 0. */
  readonly index: number;
  readonly name: string;
  readonly note: string;
  readonly atMs: number;
  /** Undefined: the step only checks the card. */
  readonly action: ActionKey | undefined;
  /** The card that the step uses and checks. */
  readonly card: ScenarioCard | undefined;
  readonly terminal: ScenarioTerminal | undefined;
  /** The amount of the action; 0 when it has none. */
  readonly amountMinor: number;
  /** The new amount of a repeat; undefined: the same amount. */
  readonly changedAmountMinor: number | undefined;
  readonly cashbackMinor: number;
  /** Of a partial reversal: the amount that stands (DE95). 0: a full reversal. */
  readonly replacementMinor: number;
  /** The index of the step that this one follows or repeats; -1: none. */
  readonly of: number;
  readonly naming: Naming;
  readonly reversalReason: ReversalReason | '';
  /** `right`, `wrong`, `none`, `garbled`, or digits; empty: the default of the action. */
  readonly pin: string;
  /** Digits, or `garbled`. */
  readonly newPin: string;
  readonly entryMode: EntryMode | '';
  /** ISO 4217 numeric. */
  readonly currency: number;
  readonly allowPartial: boolean;
  readonly lost: 'request' | 'answer' | '';
  /** How the store fails for this message; empty: it does not. */
  readonly storeOutage: StoreOutage | '';
  /** Of a repeat: it has a transmission time of its own. */
  readonly newTime: boolean;
  readonly mac: 'wrong' | 'missing' | '';
  readonly track2Of: ScenarioCard | undefined;
  readonly officeWord: string;
  /** YYMM. */
  readonly expiry: string;
  readonly profile: string;
  readonly expected: Expectation | undefined;
  /** The step as the file has it. */
  readonly file: FileStep;
  /** The step in one line, for reports. */
  readonly says: string;
}

export interface Scenario {
  /** The path of its file, for messages. */
  readonly source: string;
  readonly title: string;
  /** Norwegian; empty when there is none. */
  readonly tittel: string;
  readonly startMs: number;
  /** Whether the file has a start of its own. */
  readonly startIsGiven: boolean;
  /** Undefined: the built-in profiles. */
  readonly profiles: ProfileSet | undefined;
  readonly rules: Partial<AuthorizeRules>;
  /** Keys of its settings that a running server would have to be started with. */
  readonly hostSettings: readonly string[];
  /** An office of a municipality stands behind the cards. */
  readonly hasOffice: boolean;
  readonly cards: readonly ScenarioCard[];
  readonly terminals: readonly ScenarioTerminal[];
  readonly steps: readonly ScenarioStep[];
  /** The `file:line` of a path in the file. */
  place(path: readonly (string | number)[]): string;
}
