/**
 * Builds the message of each step. Its STAN, RRN and times follow from the scenario alone, so a
 * step can refer to a message that is sent later.
 */
import type { OriginalData, TransactionRequest, TransactionType } from '../protocol/message.ts';
import { EMPTY_REQUEST } from '../protocol/protobuf/transaction.ts';
import { MESSAGES, type MessageRow } from './message-table.ts';
import { localTime, rrnOf } from './message-times.ts';
import { isProgrammeAction } from './programme/programme-actions.ts';
import type { Scenario, ScenarioCard, ScenarioStep, ScenarioTerminal } from './scenario.ts';

const NO_BYTES: Buffer = Buffer.alloc(0);
const GARBLED_BLOCK_BYTES = 8;
const STANS = 999_999;
const NOTHING_NAMED: OriginalData = { class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };
/** Track 2 after the expiry date: service code 201 and zeros. */
const TRACK2_REST = '2010000000000';

/** What the messages take from the run. */
export interface MessageContext {
  panOf(card: ScenarioCard): string;
  /** YYMM. */
  expiryOf(card: ScenarioCard): string;
  /** The PIN of the card at this point of the run. */
  pinOf(card: ScenarioCard): string;
  pinBlock(pan: string, pin: string): Buffer;
  /** DE41. */
  terminalId(terminal: ScenarioTerminal): string;
  /** The approval code that a step was answered with; empty: none. */
  approvalCodeOf(index: number): string;
}

/** Another PIN. It differs in the first four digits: a PVV covers only those. */
function wrongPin(pin: string): string {
  return pin.slice(0, 3) + ((Number(pin[3]) + 1) % 10) + pin.slice(4);
}

export class MessageBuilder {
  readonly #steps: readonly ScenarioStep[];
  readonly #context: MessageContext;
  readonly #stanBase: number;

  constructor(scenario: Scenario, context: MessageContext, stanBase: number) {
    this.#steps = scenario.steps;
    this.#context = context;
    this.#stanBase = stanBase;
  }

  /** The message of a step. Throws a RangeError when the step sends none. */
  request(step: ScenarioStep): TransactionRequest {
    if (step.action === 'repeat of') return this.#repeat(step);
    const { card, terminal } = step;
    if (card === undefined || terminal === undefined) throw new RangeError('A step that sends a message has a card and a terminal.');
    const row = this.#row(step);
    const stan = this.#stan(step.index);
    const pan = this.#context.panOf(card);
    const entryMode = step.entryMode || (terminal.type === 'ecommerce' ? 'ecommerce' : 'chip');
    return {
      ...EMPTY_REQUEST,
      class: row.class,
      purpose: row.purpose,
      type: this.#type(step),
      stan,
      transmissionTimeMs: step.atMs,
      localTime: localTime(step.atMs),
      rrn: this.#rrn(step),
      amountMinor: this.#amount(step),
      cashbackMinor: step.cashbackMinor,
      replacementAmountMinor: step.replacementMinor,
      currency: step.currency,
      pan,
      expiry: this.#context.expiryOf(card),
      track2:
        step.track2Of === undefined ? '' : `${this.#context.panOf(step.track2Of)}=${this.#context.expiryOf(step.track2Of)}${TRACK2_REST}`,
      entryMode,
      pinBlock: this.#pinBlock(card, step.pin || (row.pin && entryMode !== 'ecommerce' && entryMode !== 'moto' ? 'right' : 'none')),
      pinBlockFormat: 'iso0',
      newPinBlock: step.newPin === '' ? NO_BYTES : this.#pinBlock(card, step.newPin),
      terminalId: this.#context.terminalId(terminal),
      terminalType: terminal.type,
      mcc: terminal.mcc,
      terminalCountry: terminal.country,
      original: this.#original(step),
      reversalReason:
        step.action === 'reversal of' ? step.reversalReason || (step.replacementMinor > 0 ? 'completedPartially' : 'timeout') : '',
      allowPartialApproval: step.allowPartial,
      explain: wantsExplanation(step),
      macCheck: step.mac,
    };
  }

  /**
   * Has the content of the first message, and its key unless it has a new transmission time; the
   * terminal keeps the PIN that was typed.
   */
  #repeat(step: ScenarioStep): TransactionRequest {
    const first = this.#followed(step);
    const request = this.request({ ...first, pin: step.pin || first.pin });
    const amountMinor = step.changedAmountMinor ?? request.amountMinor;
    const transmissionTimeMs = step.newTime ? step.atMs : request.transmissionTimeMs;
    return { ...request, repeat: true, transmissionTimeMs, amountMinor, explain: wantsExplanation(step) };
  }

  #row(step: ScenarioStep): MessageRow {
    const { action } = step;
    if (action === undefined || action === 'office' || action === 'repeat of' || isProgrammeAction(action))
      throw new RangeError('A step sends no message of its own.');
    return MESSAGES[action];
  }

  /** The step that this one follows or repeats; never itself a repeat. */
  #followed({ of }: ScenarioStep): ScenarioStep {
    const step = this.#steps[of];
    if (step === undefined) throw new RangeError('A step follows none.');
    return step.action === 'repeat of' ? this.#followed(step) : step;
  }

  #type(step: ScenarioStep): TransactionType {
    const { type } = this.#row(step);
    if (type === '') return this.#type(this.#followed(step));
    return type === 'purchase' && step.cashbackMinor > 0 ? 'purchaseWithCashback' : type;
  }

  /** A reversal carries the amount of its original. */
  #amount(step: ScenarioStep): number {
    return step.action === 'reversal of' ? this.#amount(this.#followed(step)) : step.amountMinor;
  }

  #stan(index: number): number {
    return ((this.#stanBase + index) % STANS) + 1;
  }

  /** The messages of one transaction have the same RRN. */
  #rrn(step: ScenarioStep): string {
    if (step.naming === 'nothing' || step.naming === 'stan and date') return '';
    const follows = step.of !== -1;
    return follows ? this.#rrn(this.#followed(step)) || this.#ownRrn(this.#followed(step)) : this.#ownRrn(step);
  }

  #ownRrn({ atMs, index }: ScenarioStep): string {
    return rrnOf(atMs, this.#stan(index));
  }

  #original(step: ScenarioStep): OriginalData | undefined {
    if (step.of === -1 || step.naming === 'nothing') return undefined;
    const original = this.#followed(step);
    const stan = this.#stan(original.index);
    switch (step.naming) {
      case 'key':
        return { ...NOTHING_NAMED, class: this.#row(original).class, stan, transmissionTimeMs: original.atMs };
      case 'rrn':
        return { ...NOTHING_NAMED, rrn: this.#rrn(step), approvalCode: this.#context.approvalCodeOf(original.index) };
      case 'stan and date':
        return { ...NOTHING_NAMED, stan, localDate: localTime(original.atMs).slice(4, 8) };
    }
  }

  #pinBlock(card: ScenarioCard, pin: string): Buffer {
    if (pin === 'none') return NO_BYTES;
    if (pin === 'garbled') return Buffer.alloc(GARBLED_BLOCK_BYTES, 0xff);
    const right = this.#context.pinOf(card);
    const typed = pin === 'right' ? right : pin === 'wrong' ? wrongPin(right) : pin;
    return this.#context.pinBlock(this.#context.panOf(card), typed);
  }
}

function wantsExplanation({ expected }: ScenarioStep): boolean {
  if (expected === undefined) return false;
  return (
    expected.explanation !== undefined ||
    expected.reason !== undefined ||
    expected.fitsAtMs !== undefined ||
    expected['never because'] !== undefined
  );
}
