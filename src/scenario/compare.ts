/** What came of a step, held against what was expected of it. */

import { amountText } from '../config/amount-text.ts';
import type { TransactionResponse } from '../protocol/message.ts';
import { isApproval } from '../protocol/outcome.ts';
import type { AnswerKey, CardState } from './host.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';
import { whenText } from './when.ts';

export interface Difference {
  /** `outcome`, `headroom atm`. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  /** `file:line` of the expectation, or of the step where nothing was said. */
  readonly place: string;
}

export interface StepResponse {
  /** Undefined: nothing was sent, or the host never saw it. */
  readonly response: TransactionResponse | undefined;
  /** Undefined: the card is not on file. */
  readonly cardState: CardState | undefined;
  /** What the office heard; empty: nothing. */
  readonly refused: string;
}

const NONE = 'none';

class Comparison {
  readonly #found: Difference[] = [];
  readonly #scenario: Scenario;
  readonly #step: ScenarioStep;
  readonly #unreported: readonly string[];

  constructor(scenario: Scenario, step: ScenarioStep, unreported: readonly string[]) {
    this.#scenario = scenario;
    this.#step = step;
    this.#unreported = unreported;
  }

  get found(): readonly Difference[] {
    return this.#found;
  }

  /** `path` within `expect`; undefined expectations are not looked at. */
  hold(path: readonly string[], expected: string | undefined, got: string, isRight: boolean = expected === got): void {
    if (expected === undefined || isRight || this.#unreported.includes(path.join(' '))) return;
    const place = this.#scenario.place(['steps', this.#step.index, 'expect', ...path]);
    this.#found.push({ what: path.join(' '), expected, got, place });
  }

  amount(path: readonly string[], expectedMinor: number | undefined, gotMinor: number | undefined): void {
    if (expectedMinor !== undefined) this.hold(path, amountText(expectedMinor), gotMinor === undefined ? NONE : amountText(gotMinor));
  }

  words(path: readonly string[], expected: string | undefined, ...got: readonly (string | undefined)[]): void {
    const given = got.filter((text) => text !== undefined && text !== '');
    this.hold(path, expected, given.join(' | ') || NONE, expected === undefined || given.some((text) => text?.includes(expected)));
  }

  instant(path: readonly string[], expectedMs: number | undefined, gotMs: number | undefined): void {
    const say = (ms: number | undefined): string => (ms === undefined ? NONE : ms === 0 ? 'never' : whenText(ms, this.#scenario.startMs));
    if (expectedMs !== undefined) this.hold(path, say(expectedMs), say(gotMs));
  }
}

function compareAnswer(comparison: Comparison, step: ScenarioStep, response: TransactionResponse): void {
  const { expected } = step;
  const { outcome, explanation } = response;
  const wanted = expected?.outcome ?? 'approved';
  // Where nothing is said, what is sent is to be approved, in part too.
  const isRight = expected?.outcome === undefined ? isApproval(outcome) : outcome === wanted;
  comparison.hold(['outcome'], wanted, outcome, isRight);
  if (expected === undefined) return;
  comparison.amount(['approved'], expected.approved, response.approvedAmountMinor);
  if (expected.repeated !== undefined) comparison.hold(['repeated'], expected.repeated ? 'yes' : 'no', response.repeated ? 'yes' : 'no');
  comparison.hold(['flag'], expected.flag, response.flag || NONE);
  comparison.words(['reason'], expected.reason, response.reason);
  comparison.words(['explanation'], expected.explanation, explanation?.textEn, explanation?.textNb);
  comparison.instant(['fits at'], expected.fitsAtMs, explanation?.earliestApprovalMs);
  comparison.hold(['never because'], expected['never because'], explanation?.neverBecause || NONE);
  if (response.balances === undefined || step.action !== 'inquiry') return;
  comparison.amount(['balance'], expected.balance, response.balances.ledgerMinor);
  comparison.amount(['available'], expected.available, response.balances.availableMinor);
}

function compareCard(comparison: Comparison, { expected }: ScenarioStep, cardState: CardState | undefined): void {
  if (expected === undefined) return;
  if (comparison.found.every(({ what }) => what !== 'balance')) comparison.amount(['balance'], expected.balance, cardState?.ledgerMinor);
  if (comparison.found.every(({ what }) => what !== 'available'))
    comparison.amount(['available'], expected.available, cardState?.availableMinor);
  comparison.amount(['held'], expected.held, cardState?.heldMinor);
  const limitOf = (name: string) => cardState?.limits.find((limit) => limit.name === name);
  for (const [name, leftMinor] of Object.entries(expected.headroom ?? {})) {
    const limit = limitOf(name);
    if (limit === undefined) comparison.hold(['headroom', name], amountText(leftMinor), 'no such limit');
    else comparison.amount(['headroom', name], leftMinor, limit.leftMinor);
  }
  for (const [name, count] of Object.entries(expected.uses ?? {})) {
    comparison.hold(['uses', name], String(count), String(limitOf(name)?.countUsed ?? 'no such limit'));
  }
  const tries = expected['pin tries used'];
  if (tries !== undefined) comparison.hold(['pin tries used'], String(tries), String(cardState?.pinTriesUsed ?? NONE));
  comparison.hold(['status'], expected.status, cardState?.status ?? NONE);
}

/** In the order in which they are looked at; empty when all is as expected. */
export function differencesOf(
  scenario: Scenario,
  step: ScenarioStep,
  result: StepResponse,
  unreported: readonly AnswerKey[],
): readonly Difference[] {
  const comparison = new Comparison(scenario, step, unreported);
  if (result.response !== undefined) compareAnswer(comparison, step, result.response);
  if (step.action === 'office') {
    const { refused } = step.expected ?? {};
    if (refused === undefined) comparison.hold(['refused'], NONE, result.refused || NONE);
    else comparison.words(['refused'], refused, result.refused);
  }
  compareCard(comparison, step, result.cardState);
  return comparison.found;
}
