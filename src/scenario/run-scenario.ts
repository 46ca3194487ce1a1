/** Runs scenarios: step by step, on a host whose clock is set to the time of each step. */
import { performance } from 'node:perf_hooks';
import { CARD_ACTIONS } from '../issuing/card-actions.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { TransactionResponse } from '../protocol/message.ts';
import { isApproval, type Outcome } from '../protocol/outcome.ts';
import { type Difference, differencesOf, type StepResponse } from './compare.ts';
import type { CardTask, ScenarioHost } from './host.ts';
import { openInProcessHost } from './in-process-host.ts';
import { MessageBuilder } from './message.ts';
import { isProgrammeAction, type ProgrammeAction, SERIAL_FORM } from './programme/programme-actions.ts';
import { readScenario, scenarioOf } from './read-scenario.ts';
import { type Scenario, type ScenarioCard, ScenarioError, type ScenarioStep, type ScenarioTerminal } from './scenario.ts';
import type { ScenarioInput } from './scenario-schema.ts';
import { virtualTestRing } from './virtual-host.ts';
import { whenText } from './when.ts';

export interface StepResult {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  /** The step in one line. */
  readonly says: string;
  /** `day 2 14:05:00`, in Norwegian time. */
  readonly when: string;
  /** Unix milliseconds. */
  readonly atMs: number;
  /** `file:line`. */
  readonly place: string;
  readonly passed: boolean;
  /** Empty when the step sent nothing, or its request was lost. */
  readonly outcome: Outcome | '';
  readonly approvedAmountMinor: number;
  readonly differences: readonly Difference[];
}

export interface ScenarioResult {
  /** The path of the file. */
  readonly source: string;
  readonly title: string;
  /** Norwegian; empty when there is none. */
  readonly tittel: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped, or an error in the books; empty otherwise. */
  readonly reason: string;
  readonly steps: readonly StepResult[];
  /** The host: `memory:`, or an address. */
  readonly host: string;
  /** Real time, including opening and closing the host. */
  readonly durationMs: number;
}

export interface RunScenarioOptions {
  /** `memory:` (default), `file:`, or a Redis address; all that is written there is removed. */
  readonly store?: string;
  /** Start of all keys in Redis; a random name of the run follows. */
  readonly redisPrefix?: string;
  /** Limit profiles of the cards. Default: the built-in ones. */
  readonly profiles?: ProfileSet;
}

class Run {
  readonly #scenario: Scenario;
  readonly #host: ScenarioHost;
  readonly #messages: MessageBuilder;
  readonly #pans = new Map<string, string>();
  readonly #pins = new Map<string, string>();
  /** YYMM, of the cards of an office. */
  readonly #expiries = new Map<string, string>();
  /** The PINs before and after each PIN change, by the index of its step. */
  readonly #pinChanges = new Map<number, readonly [string, string]>();
  readonly #responses = new Map<number, TransactionResponse>();

  constructor(scenario: Scenario, host: ScenarioHost) {
    this.#scenario = scenario;
    this.#host = host;
    const context = {
      panOf: (card: ScenarioCard): string => this.#panOf(card),
      expiryOf: (card: ScenarioCard): string => this.#expiries.get(card.name) ?? card.expiry,
      pinOf: (card: ScenarioCard): string => this.#pins.get(card.name) ?? card.pin,
      pinBlock: (pan: string, pin: string): Buffer => host.pinBlock(pan, pin),
      terminalId: (terminal: ScenarioTerminal): string => host.terminalId(terminal),
      approvalCodeOf: (index: number): string => this.#responses.get(index)?.approvalCode ?? '',
    };
    this.#messages = new MessageBuilder(scenario, context, host.stanBase);
  }

  async steps(): Promise<readonly StepResult[]> {
    for (const card of this.#scenario.cards) this.#pans.set(card.name, await this.#host.issue(card));
    const results: StepResult[] = [];
    for (const step of this.#scenario.steps) results.push(await this.#step(step));
    return results;
  }

  #panOf({ name }: ScenarioCard): string {
    return this.#pans.get(name) ?? '';
  }

  async #step(step: ScenarioStep): Promise<StepResult> {
    await this.#host.advanceTo(step.atMs);
    const result = await this.#doAt(step);
    const { startMs, place } = this.#scenario;
    const differences = differencesOf(this.#scenario, step, result, this.#host.unreported);
    return {
      number: step.index + 1,
      name: step.name,
      says: step.says,
      when: whenText(step.atMs, startMs),
      atMs: step.atMs,
      place: place(['steps', step.index]),
      passed: differences.length === 0,
      outcome: result.response?.outcome ?? '',
      approvedAmountMinor: result.response?.approvedAmountMinor ?? 0,
      differences,
    };
  }

  /** A mistake that shows only while the scenario runs is told with its place. */
  async #doAt(step: ScenarioStep): Promise<StepResponse> {
    try {
      return await this.#do(step);
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error;
      const place = this.#scenario.place(['steps', step.index]);
      throw new ScenarioError(`${place}: step ${step.index + 1}: ${error.message}`);
    }
  }

  async #do(step: ScenarioStep): Promise<StepResponse> {
    const { action, card, expected } = step;
    const { office } = this.#host;
    if (isProgrammeAction(action)) return await this.#perform(step, action);
    for (const each of [card, step.track2Of]) await this.#takeCard(each);
    let response: TransactionResponse | undefined;
    let refused = '';
    if (action === 'office' && card !== undefined) refused = await this.#host.changeCard(this.#panOf(card), taskOf(step));
    else if (action !== undefined && step.lost !== 'request') response = await this.#send(step);
    const readsCard = card !== undefined && step.expected !== undefined;
    const cardState = readsCard ? await this.#host.cardState(this.#panOf(card), step.atMs) : undefined;
    const checked = office === undefined || expected === undefined ? [] : await office.check(expected, undefined);
    return { response, cardState, refused, checked };
  }

  /** The books balance after each step of the office. */
  async #perform(step: ScenarioStep, action: ProgrammeAction): Promise<StepResponse> {
    const { office } = this.#host;
    if (office === undefined) throw new ScenarioError(`${step.says} needs an office, which this host does not have.`);
    const { done, refused } = await office.perform(action, step.file);
    const checked = step.expected === undefined ? [] : await office.check(step.expected, done);
    const fault = await office.booksError();
    const books = fault === '' ? [] : [{ path: ['books'], expected: 'balance', got: fault, isRight: false }];
    return { response: undefined, cardState: undefined, refused, checked: [...checked, ...books] };
  }

  /** A card of the office, with the PIN from its mailer; once, since the holder may change the PIN. */
  async #takeCard(card: ScenarioCard | undefined): Promise<void> {
    const { office } = this.#host;
    if (card === undefined || office === undefined || this.#pans.has(card.name) || !SERIAL_FORM.test(card.name)) return;
    const { pan, pin, expiry } = await office.card(card.name);
    this.#pans.set(card.name, pan);
    this.#pins.set(card.name, pin);
    this.#expiries.set(card.name, expiry);
  }

  async #send(step: ScenarioStep): Promise<TransactionResponse> {
    const pinBefore = step.card === undefined ? '' : (this.#pins.get(step.card.name) ?? step.card.pin);
    const response = await this.#host.send(this.#messages.request(step), step.storeOutage);
    this.#responses.set(step.index, response);
    if (isApproval(response.outcome) && !response.repeated && step.card !== undefined) this.#trackPin(step, step.card, pinBefore);
    return response;
  }

  /** After a PIN change the cardholder uses the new PIN; after its reversal, the old one. */
  #trackPin(step: ScenarioStep, card: ScenarioCard, pinBefore: string): void {
    if (step.action === 'pin change') {
      this.#pins.set(card.name, step.newPin);
      this.#pinChanges.set(step.index, [pinBefore, step.newPin]);
    }
    const [former, changed] = (step.action === 'reversal of' ? this.#pinChanges.get(step.of) : undefined) ?? [];
    if (former !== undefined && this.#pins.get(card.name) === changed) this.#pins.set(card.name, former);
  }
}

function taskOf(step: ScenarioStep): CardTask {
  const { officeWord, amountMinor, expiry, profile } = step;
  if (officeWord === 'fund') return { kind: 'fund', amountMinor };
  if (officeWord === 'renew') return { kind: 'change', change: { expiry } };
  if (officeWord === 'change-profile') return { kind: 'change', change: { profile } };
  return { kind: 'change', change: CARD_ACTIONS.find(({ name }) => name === officeWord)?.change ?? {} };
}

/** Opens a host, runs a scenario on it and closes it. Rejects with the errors of the host. */
export async function runOn(scenario: Scenario, open: () => Promise<ScenarioHost>): Promise<ScenarioResult> {
  // Made once in a process, so it does not count as the time of the first scenario.
  virtualTestRing();
  const startedMs = performance.now();
  const { source, title, tittel } = scenario;
  const host = await open();
  let steps: readonly StepResult[];
  let fault: string;
  try {
    steps = await new Run(scenario, host).steps();
    fault = await host.booksError();
  } finally {
    await host.close();
  }
  const passed = fault === '' && steps.every((step) => step.passed);
  const durationMs = performance.now() - startedMs;
  return { source, title, tittel, status: passed ? 'passed' : 'failed', reason: fault, steps, host: host.description, durationMs };
}

/**
 * Runs a scenario in this process on a virtual clock. The argument is the path of a YAML or JSON
 * file, or an object of the same structure. Steps that differ from their expectations are in the
 * result. Rejects with a ScenarioError when the file is wrong, and with a StoreError when the store
 * cannot be used.
 */
export async function runScenario(fileOrObject: string | ScenarioInput, options: RunScenarioOptions = {}): Promise<ScenarioResult> {
  const { profiles, redisPrefix, store = 'memory:' } = options;
  const scenario = typeof fileOrObject === 'string' ? readScenario(fileOrObject, { profiles }) : scenarioOf(fileOrObject, { profiles });
  return runOn(scenario, () => openInProcessHost(scenario, store, redisPrefix));
}
