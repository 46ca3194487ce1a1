/** What the terminals of a scenario send: each step's message, with numbers and times that are known before it is sent. */
import { DAY_MS } from '../config/duration.ts';
import { osloOffsetMs } from '../limits/rules/oslo-time.ts';
import type { OriginalData, Purpose, TransactionClass, TransactionRequest, TransactionType } from '../protocol/message.ts';
import { EMPTY_REQUEST } from '../protocol/protobuf/transaction.ts';
import type { ActionKey } from './actions.ts';
import type { Scenario, ScenarioCard, ScenarioStep, ScenarioTerminal } from './scenario.ts';

interface MessageRow {
  readonly class: TransactionClass;
  readonly purpose: Purpose | '';
  /** Empty: that of the message it follows. */
  readonly type: TransactionType | '';
  /** Typed where nothing else is said. */
  readonly pin: boolean;
}

const MESSAGES: Readonly<Record<Exclude<ActionKey, 'office' | 'repeat of'>, MessageRow>> = {
  purchase: { class: 'financial', purpose: '', type: 'purchase', pin: true },
  cash: { class: 'financial', purpose: '', type: 'cash', pin: true },
  hold: { class: 'authorization', purpose: '', type: 'purchase', pin: true },
  increment: { class: 'authorization', purpose: 'increment', type: 'purchase', pin: false },
  completion: { class: 'advice', purpose: 'completion', type: 'purchase', pin: false },
  'partial dispense': { class: 'advice', purpose: 'partialDispense', type: '', pin: false },
  refund: { class: 'financial', purpose: '', type: 'refund', pin: false },
  'offline approval': { class: 'advice', purpose: 'offlineApproval', type: 'purchase', pin: false },
  'offline refund': { class: 'advice', purpose: 'offlineApproval', type: 'refund', pin: false },
  inquiry: { class: 'financial', purpose: '', type: 'balanceInquiry', pin: true },
  'pin change': { class: 'financial', purpose: '', type: 'pinChange', pin: true },
  'reversal of': { class: 'reversal', purpose: '', type: '', pin: false },
};

const NO_BYTES: Buffer = Buffer.alloc(0);
const GARBLED_BLOCK_BYTES = 8;
const STANS = 999_999;
const NOTHING_NAMED: OriginalData = { class: '', stan: 0, transmissionTimeMs: 0, acquirerId: '', rrn: '', approvalCode: '', localDate: '' };
/** What a magnetic stripe holds after the expiry: a service code, and nothing of interest. */
const TRACK2_REST = '2010000000000';

/** What the messages need of the run. */
export interface MessageContext {
  panOf(card: ScenarioCard): string;
  /** The PIN that the card has now. */
  pinOf(card: ScenarioCard): string;
  pinBlock(pan: string, pin: string): Buffer;
  /** DE41. */
  terminalId(terminal: ScenarioTerminal): string;
  /** Of a step that was answered; else empty. */
  approvalCodeOf(index: number): string;
}

/** A PIN that is not this one; a PVV sees the first four digits only. */
function wrongPin(pin: string): string {
  return pin.slice(0, 3) + ((Number(pin[3]) + 1) % 10) + pin.slice(4);
}

function oslo(instantMs: number): string {
  return new Date(instantMs + osloOffsetMs(instantMs)).toISOString();
}

/** `YYYYMMDDhhmmss`. */
function localTime(instantMs: number): string {
  return oslo(instantMs).slice(0, 19).replace(/\D/g, '');
}

/** Year's last digit, day of the year, hour, STAN. */
function rrnOf(instantMs: number, stan: number): string {
  const utc = new Date(instantMs);
  const day = Math.floor((instantMs - Date.UTC(utc.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
  return `${utc.getUTCFullYear() % 10}${String(day).padStart(3, '0')}${utc.toISOString().slice(11, 13)}${String(stan).padStart(6, '0')}`;
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

  /** The message of a step that sends one. */
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
      expiry: card.expiry,
      track2: step.track2Of === undefined ? '' : `${this.#context.panOf(step.track2Of)}=${step.track2Of.expiry}${TRACK2_REST}`,
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

  /** The same key and content; the PIN is typed by the terminal, not again by the holder. */
  #repeat(step: ScenarioStep): TransactionRequest {
    const first = this.#followed(step);
    const request = this.request({ ...first, pin: step.pin || first.pin });
    const amountMinor = step.changedAmountMinor ?? request.amountMinor;
    return { ...request, repeat: true, amountMinor, explain: wantsExplanation(step) };
  }

  #row(step: ScenarioStep): MessageRow {
    const { action } = step;
    if (action === undefined || action === 'office' || action === 'repeat of') throw new RangeError('A step sends no message of its own.');
    return MESSAGES[action];
  }

  /** The step that is followed or repeated; of a repeat, what it repeats. */
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

  /** A reversal says what its original asked for. */
  #amount(step: ScenarioStep): number {
    return step.action === 'reversal of' ? this.#amount(this.#followed(step)) : step.amountMinor;
  }

  #stan(index: number): number {
    return ((this.#stanBase + index) % STANS) + 1;
  }

  /** The messages of one transaction share it. */
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
