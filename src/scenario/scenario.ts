/** A scenario as it is run: amounts in minor units, times as instants, names resolved to what they name. */
import type { AuthorizeRules } from '../authorizer/authorize.ts';
import type { CardStatus } from '../cards/status.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { EntryMode, ReversalReason, TerminalType } from '../protocol/message.ts';
import type { ActionKey, Naming } from './actions.ts';
import type { FileExpectation } from './scenario-schema.ts';

/** One sentence, safe to show: file and line, what is wrong, what to write. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
}

export interface ScenarioCard {
  readonly name: string;
  /** Empty: any. */
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
  /** DE41; empty: any. */
  readonly id: string;
  readonly type: TerminalType;
  readonly mcc: number;
  /** ISO 3166 numeric; 0: the terminal does not say. */
  readonly country: number;
}

/** What is expected, with the instants that it names. */
export interface Expectation extends Omit<FileExpectation, 'fits at'> {
  /** Unix milliseconds; 0: never; undefined: not looked at. */
  readonly fitsAtMs: number | undefined;
}

export interface ScenarioStep {
  /** From 0. */
  readonly index: number;
  readonly name: string;
  readonly note: string;
  readonly atMs: number;
  /** Undefined: it only looks. */
  readonly action: ActionKey | undefined;
  /** Whose account is looked at after the step; undefined when the step is about no card. */
  readonly card: ScenarioCard | undefined;
  readonly terminal: ScenarioTerminal | undefined;
  /** Minor units, of whatever the action is about. */
  readonly amountMinor: number;
  /** Of a repeat: undefined as it was; of an office: 0 when it is about no money. */
  readonly changedAmountMinor: number | undefined;
  readonly cashbackMinor: number;
  readonly replacementMinor: number;
  /** The index of the step that this one follows; -1: none. */
  readonly of: number;
  readonly naming: Naming;
  readonly reversalReason: ReversalReason | '';
  /** `right`, `wrong`, `none`, `garbled`, or digits; empty: as is usual for the action. */
  readonly pin: string;
  /** Digits, or `garbled`. */
  readonly newPin: string;
  readonly entryMode: EntryMode | '';
  /** ISO 4217 numeric. */
  readonly currency: number;
  readonly allowPartial: boolean;
  readonly lost: 'request' | 'answer' | '';
  readonly mac: 'wrong' | 'missing' | '';
  readonly track2Of: ScenarioCard | undefined;
  readonly officeWord: string;
  /** YYMM. */
  readonly expiry: string;
  readonly profile: string;
  readonly expected: Expectation | undefined;
  /** In one line, for people. */
  readonly says: string;
}

export interface Scenario {
  /** How it is named in messages: the path of its file. */
  readonly source: string;
  readonly title: string;
  /** Norwegian; empty when there is none. */
  readonly tittel: string;
  readonly startMs: number;
  /** The file says when it starts. */
  readonly startIsGiven: boolean;
  /** Undefined: the built-in ones. */
  readonly profiles: ProfileSet | undefined;
  readonly rules: Partial<AuthorizeRules>;
  /** The keys of its settings that a host must have been started with. */
  readonly hostSettings: readonly string[];
  readonly cards: readonly ScenarioCard[];
  readonly terminals: readonly ScenarioTerminal[];
  readonly steps: readonly ScenarioStep[];
  /** `file:line` of what stands at a path in it. */
  place(path: readonly (string | number)[]): string;
}
