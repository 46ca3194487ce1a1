/** Compares the result of a step with its expectations. */
import { amountText } from '../config/amount-text.ts';
import type { TransactionResponse } from '../protocol/message.ts';
import { isApproval } from '../protocol/outcome.ts';
import type { AnswerKey, CardState } from './host.ts';
import type { Checked } from './programme/check.ts';
import { isProgrammeAction } from './programme/programme-actions.ts';
import type { Scenario, ScenarioStep } from './scenario.ts';
import { whenText } from './when.ts';

export interface Difference {
  /** `outcome`, `headroom atm`. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  /** `file:line` of the expectation, or of the step if it has none. */
  readonly place: string;
}

export interface StepResponse {
  /** Undefined: nothing was sent, or the host did not receive it. */
  readonly response: TransactionResponse | undefined;
  /** Undefined: the card is not on file. */
  readonly cardState: CardState | undefined;
  /** Why a change to the card was refused; empty: it was not. */
  readonly refused: string;
  /** What the step expects of the office. */
  readonly checked: readonly Checked[];
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

  /** `path` within `expect`. Undefined expectations are not compared. */
  check(path: readonly string[], expected: string | undefined, got: string, isRight: boolean = expected === got): void {
    if (expected === undefined || isRight || this.#unreported.includes(path.join(' '))) return;
    const place = this.#scenario.place(['steps', this.#step.index, 'expect', ...path]);
    this.#found.push({ what: path.join(' '), expected, got, place });
  }

  amount(path: readonly string[], expectedMinor: number | undefined, gotMinor: number | undefined): void {
    if (expectedMinor !== undefined) this.check(path, amountText(expectedMinor), gotMinor === undefined ? NONE : amountText(gotMinor));
  }

  words(path: readonly string[], expected: string | undefined, ...got: readonly (string | undefined)[]): void {
    const given = got.filter((text) => text !== undefined && text !== '');
    this.check(path, expected, given.join(' | ') || NONE, expected === undefined || given.some((text) => text?.includes(expected)));
  }

  instant(path: readonly string[], expectedMs: number | undefined, gotMs: number | undefined): void {
    const text = (ms: number | undefined): string => (ms === undefined ? NONE : ms === 0 ? 'never' : whenText(ms, this.#scenario.startMs));
    if (expectedMs !== undefined) this.check(path, text(expectedMs), text(gotMs));
  }
}

function compareAnswer(comparison: Comparison, step: ScenarioStep, response: TransactionResponse): void {
  const { expected } = step;
  const { outcome, explanation } = response;
  const wanted = expected?.outcome ?? 'approved';
  // A step without an expected outcome must be approved, at least in part.
  const isRight = expected?.outcome === undefined ? isApproval(outcome) : outcome === wanted;
  comparison.check(['outcome'], wanted, outcome, isRight);
  if (expected === undefined) return;
  comparison.amount(['approved'], expected.approved, response.approvedAmountMinor);
  if (expected.repeated !== undefined) comparison.check(['repeated'], expected.repeated ? 'yes' : 'no', response.repeated ? 'yes' : 'no');
  comparison.check(['flag'], expected.flag, response.flag || NONE);
  comparison.words(['reason'], expected.reason, response.reason);
  comparison.words(['explanation'], expected.explanation, explanation?.textEn, explanation?.textNb);
  comparison.instant(['fits at'], expected.fitsAtMs, explanation?.earliestApprovalMs);
  comparison.check(['never because'], expected['never because'], explanation?.neverBecause || NONE);
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
    if (limit === undefined) comparison.check(['headroom', name], amountText(leftMinor), 'no such limit');
    else comparison.amount(['headroom', name], leftMinor, limit.leftMinor);
  }
  for (const [name, count] of Object.entries(expected.uses ?? {})) {
    comparison.check(['uses', name], String(count), String(limitOf(name)?.countUsed ?? 'no such limit'));
  }
  const tries = expected['pin tries used'];
  if (tries !== undefined) comparison.check(['pin tries used'], String(tries), String(cardState?.pinTriesUsed ?? NONE));
  comparison.check(['status'], expected.status, cardState?.status ?? NONE);
}

/** All differences; empty when the result is as expected. */
export function differencesOf(
  scenario: Scenario,
  step: ScenarioStep,
  result: StepResponse,
  unreported: readonly AnswerKey[],
): readonly Difference[] {
  const comparison = new Comparison(scenario, step, unreported);
  if (result.response !== undefined) compareAnswer(comparison, step, result.response);
  if (step.action === 'office' || isProgrammeAction(step.action)) {
    const { refused } = step.expected ?? {};
    if (refused === undefined) comparison.check(['refused'], NONE, result.refused || NONE);
    else comparison.words(['refused'], refused, result.refused);
  }
  compareCard(comparison, step, result.cardState);
  for (const { path, expected, got, isRight } of result.checked) comparison.check(path, expected, got, isRight);
  return comparison.found;
}
