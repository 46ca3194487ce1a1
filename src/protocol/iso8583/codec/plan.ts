/**
 * A compiled dialect: its layout and its code tables, prepared once for the readers and writers.
 */
import type { EntryMode, MessageClass, NetworkFunction, Purpose, ReversalReason, TerminalType, TransactionType } from '../../message.ts';
import { OUTCOMES, type Outcome } from '../../outcome.ts';
import { type CompiledTable, compileTable } from '../dialect/code-table.ts';
import type { CodeTable, Dialect, FieldElements } from '../dialect/dialect.ts';
import { BITMAP_WORDS, compileDialect, ELEMENTS, type Layout } from './layout.ts';

/** How an element of a response gets its value. ROLE_ECHO: copied from the request. */
export const ROLE_ECHO = 0;
export const ROLE_AMOUNT = 1;
export const ROLE_APPROVAL_CODE = 2;
export const ROLE_RESPONSE_CODE = 3;
export const ROLE_OUTCOME_NAME = 4;
export const ROLE_REASON = 5;
export const ROLE_AMOUNTS = 6;
export const ROLE_ADDITIONAL = 7;

export interface ResponseStep {
  readonly element: number;
  readonly role: number;
  /** The response repeats the request's element when it has no value of its own. */
  readonly echoed: boolean;
}

export interface Plan {
  readonly dialect: Dialect;
  readonly layout: Layout;
  readonly fields: FieldElements;
  readonly types: CompiledTable<TransactionType>;
  readonly purposes: readonly CompiledTable<Purpose>[];
  readonly entryModes: readonly CompiledTable<EntryMode>[];
  readonly terminalTypes: readonly CompiledTable<TerminalType>[];
  readonly reversalReasons: readonly CompiledTable<ReversalReason>[];
  readonly networkFunctions: readonly CompiledTable<NetworkFunction>[];
  readonly cashbackFlags: readonly CompiledTable<'cashback'>[];
  /** By class: each entry lists alternatives, of which the message must have at least one. */
  readonly mandatory: Readonly<Record<MessageClass, readonly (readonly number[])[]>>;
  /**
   * As the words of all bitmaps: the mandatory elements without alternatives, except the amount.
   */
  readonly mandatoryBits: Readonly<Record<MessageClass, Int32Array>>;
  /** True when a PAN satisfies every entry that has alternatives. */
  readonly panSuffices: Readonly<Record<MessageClass, boolean>>;
  /** Where the dialect's own elements hold the terminal's country; positions from 0. */
  readonly countries: readonly { readonly element: number; readonly from: number; readonly to: number }[];
  /** In ascending order. */
  readonly responseSteps: readonly ResponseStep[];
  /** Echoed elements above 64. */
  readonly echoedHigh: readonly number[];
  readonly codeOf: ReadonlyMap<Outcome, string>;
  /**
   * Response code → the first outcome in the table that has it. A code that a missing and a wrong
   * PIN share means a wrong PIN.
   */
  readonly outcomeOf: ReadonlyMap<string, Outcome>;
}

function compileAll<Name extends string>(tables: readonly CodeTable<Name>[]): readonly CompiledTable<Name>[] {
  return tables.map(compileTable);
}

function mandatoryOf(dialect: Dialect): Plan['mandatory'] {
  const lists: Partial<Record<MessageClass, readonly (readonly number[])[]>> = {};
  for (const [name, entries] of Object.entries(dialect.mandatory)) {
    lists[name as MessageClass] = entries.map((entry) => entry.split('|').map(Number));
  }
  return lists as Plan['mandatory'];
}

function mandatoryBitsOf(mandatory: Plan['mandatory'], amount: number): Plan['mandatoryBits'] {
  const masks: Partial<Record<MessageClass, Int32Array>> = {};
  for (const [name, lists] of Object.entries(mandatory)) {
    const bits = new Int32Array(BITMAP_WORDS);
    for (const [element = 0, ...others] of lists) {
      if (others.length > 0 || element === amount) continue;
      const bit = element - 1;
      bits[bit >> 5] = (bits[bit >> 5] as number) | (0x80000000 >>> (bit & 31));
    }
    masks[name as MessageClass] = bits;
  }
  return masks as Plan['mandatoryBits'];
}

function panSufficesIn(mandatory: Plan['mandatory'], pan: number): Plan['panSuffices'] {
  const suffices: Partial<Record<MessageClass, boolean>> = {};
  for (const [name, lists] of Object.entries(mandatory)) {
    suffices[name as MessageClass] = lists.every((alternatives) => alternatives.length === 1 || alternatives.includes(pan));
  }
  return suffices as Plan['panSuffices'];
}

function responseStepsOf(dialect: Dialect): readonly ResponseStep[] {
  const { fields } = dialect;
  const roles = new Uint8Array(ELEMENTS);
  roles[fields.amount] = ROLE_AMOUNT;
  roles[fields.approvalCode] = ROLE_APPROVAL_CODE;
  roles[fields.responseCode] = ROLE_RESPONSE_CODE;
  roles[fields.outcomeName] = ROLE_OUTCOME_NAME;
  roles[fields.reason] = ROLE_REASON;
  roles[fields.amounts] = ROLE_AMOUNTS;
  if (dialect.additionalData !== undefined) roles[dialect.additionalData.element] = ROLE_ADDITIONAL;
  const steps: ResponseStep[] = [];
  for (let element = 2; element < ELEMENTS; element += 1) {
    const role = roles[element] as number;
    const echoed = dialect.echo.includes(element);
    if (role !== ROLE_ECHO || echoed) steps.push({ element, role, echoed });
  }
  return steps;
}

function codesOf(dialect: Dialect): ReadonlyMap<Outcome, string> {
  return new Map(OUTCOMES.map((row) => [row.name, dialect.responseCodeOverrides[row.name] ?? row[dialect.responseCodes]]));
}

/** A code that pinRequired and incorrectPin share means incorrectPin, the usual one. */
function outcomesOf(codes: ReadonlyMap<Outcome, string>): ReadonlyMap<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const [outcome, code] of codes) {
    if (!outcomes.has(code) || outcome === 'incorrectPin') outcomes.set(code, outcome);
  }
  return outcomes;
}

/** `dialect` must have passed the checks of dialect-file.ts. */
export function planOf(dialect: Dialect): Plan {
  const codeOf = codesOf(dialect);
  const mandatory = mandatoryOf(dialect);
  return {
    dialect,
    layout: compileDialect(dialect),
    fields: dialect.fields,
    types: compileTable(dialect.types),
    purposes: compileAll(dialect.purposes),
    entryModes: compileAll(dialect.entryModes),
    terminalTypes: compileAll(dialect.terminalTypes),
    reversalReasons: compileAll(dialect.reversalReasons),
    networkFunctions: compileAll(dialect.networkFunctions),
    cashbackFlags: compileAll(dialect.cashbackFlags),
    mandatory,
    mandatoryBits: mandatoryBitsOf(mandatory, dialect.fields.amount),
    panSuffices: panSufficesIn(mandatory, dialect.fields.pan),
    countries: dialect.terminalCountry.map(({ element, position, length }) => ({ element, from: position - 1, to: position - 1 + length })),
    responseSteps: responseStepsOf(dialect),
    echoedHigh: dialect.echo.filter((element) => element > 64),
    codeOf,
    outcomeOf: outcomesOf(codeOf),
  };
}
