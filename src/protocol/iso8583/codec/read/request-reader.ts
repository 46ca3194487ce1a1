/** Builds a request of the domain from the elements that the scanner found. */
import {
  type MacCheck,
  type NetworkRequest,
  PIN_BLOCK_FORMATS,
  type Request,
  type TransactionRequest,
  type WireContext,
} from '../../../message.ts';
import { lookUpAny } from '../../dialect/code-table.ts';
import { readAdditionalOf } from '../../elements/additional.ts';
import type { MtiKind } from '../../elements/mti.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import type { Scanner } from '../scan/scanner.ts';
import { bytesOf, integerOf, textOf, trimmedTextOf, usualTextOf } from '../scan/values.ts';
import { AcceptorReader } from './acceptor-reader.ts';
import { assumedLocalTime, assumedTransmissionMs, UNTIMED_REPEAT } from './assumed-time.ts';
import {
  cashbackOf,
  chipDataOf,
  entryModeOf,
  hexBytes,
  nameIn,
  purposeOf,
  replacementAmountOf,
  reversalReasonOf,
  rrnOf,
  terminalCountryOf,
  terminalTypeOf,
  typeOf,
} from './field-readers.ts';
import { originalOf } from './original.ts';
import { fail, RequestSource, Unreadable } from './request-source.ts';
import { TimeReader } from './time-reader.ts';

const NO_BYTES: Buffer = Buffer.alloc(0);

/** What a request holds besides the values of its elements. */
export interface Surroundings {
  readonly nowMs: number;
  readonly macCheck: MacCheck;
  readonly context: WireContext;
}

/** Belongs to one codec. Keeps values that messages repeat, such as the time and the merchant. */
export class RequestReader {
  readonly #source: RequestSource;
  readonly #times = new TimeReader();
  readonly #acceptors = new AcceptorReader();

  constructor(plan: Plan, scanner: Scanner) {
    this.#source = new RequestSource(plan, scanner);
  }

  /**
   * Reads the request on which the scanner stands. Returns the request, or the first problem in it.
   * The scanner itself must have found no problem.
   */
  read(kind: MtiKind, around: Surroundings): Request | Problem {
    const source = this.#source;
    try {
      if (kind.class === 'networkManagement') return this.#network(kind.repeat, around);
      source.messageClass = kind.class;
      return this.#transaction(kind.repeat, around);
    } catch (error) {
      if (error instanceof Unreadable) return error.problem;
      throw error;
    } finally {
      source.additional = undefined;
    }
  }

  #transaction(repeat: boolean, around: Surroundings): TransactionRequest {
    const source = this.#source;
    const { plan, scanner, messageClass } = source;
    const { fields } = plan;
    const additional = readAdditionalOf(plan, scanner);
    if (additional === 'malformed')
      return fail(source, plan.dialect.additionalData?.element ?? 0, 'a length in it runs past its end or is no number');
    source.additional = additional;
    const transmissionTimeMs = this.#readTimes(repeat, around.nowMs);
    const chipData = chipDataOf(source);
    const original = originalOf(source);
    const pinBlock = additional?.has('pinBlock') ? hexBytes(additional.get('pinBlock')) : bytesOf(scanner, fields.pinBlock);
    return {
      class: messageClass,
      repeat,
      purpose: purposeOf(source, original),
      type: typeOf(source),
      stan: integerOf(scanner, fields.stan),
      rrn: rrnOf(source),
      transmissionTimeMs,
      localTime: source.localTime,
      amountMinor: integerOf(scanner, fields.amount),
      cashbackMinor: cashbackOf(source),
      replacementAmountMinor: replacementAmountOf(source),
      currency: integerOf(scanner, fields.currency),
      pan: textOf(scanner, fields.pan),
      track2: textOf(scanner, fields.track2),
      expiry: usualTextOf(scanner, fields.expiry),
      cardSequence: integerOf(scanner, fields.cardSequence),
      entryMode: entryModeOf(source),
      pinBlock,
      pinBlockFormat: additional === undefined ? '' : nameIn(PIN_BLOCK_FORMATS, additional.get('pinBlockFormat') ?? ''),
      pinKeyId: additional?.get('pinKeyId') ?? '',
      pinKsn: hexBytes(additional?.get('pinKsn')),
      newPinBlock: hexBytes(additional?.get('newPinBlock')),
      terminalId: trimmedTextOf(scanner, fields.terminalId),
      terminalType: terminalTypeOf(source),
      merchantId: trimmedTextOf(scanner, fields.merchantId),
      merchantName: this.#acceptors.name(source),
      mcc: integerOf(scanner, fields.mcc),
      acquirerId: usualTextOf(scanner, fields.acquirerId),
      terminalCountry: terminalCountryOf(source, chipData),
      merchantCountry: this.#acceptors.country(source),
      acquirerCountry: integerOf(scanner, fields.acquirerCountry),
      original,
      reversalReason: reversalReasonOf(source),
      allowPartialApproval: additional?.get('allowPartialApproval') === '1',
      chipData,
      mac: NO_BYTES,
      macKeyId: '',
      explain: additional?.get('explain') === '1',
      macCheck: around.macCheck,
      context: around.context,
    };
  }

  /** Sets `localTime` and `nearMs` of the source. Returns DE7, or an assumed time without it. */
  #readTimes(repeat: boolean, nowMs: number): number {
    const source = this.#source;
    const sentMs = this.#times.transmissionTimeMs(source, nowMs);
    source.nearMs = sentMs === 0 ? nowMs : sentMs;
    source.localTime = this.#times.localTime(source);
    if (sentMs !== 0) return sentMs;
    const { localTime, messageClass } = source;
    if (repeat && localTime === '' && messageClass !== 'reversal') fail(source, source.plan.fields.transmissionTime, UNTIMED_REPEAT);
    const transmissionTimeMs = assumedTransmissionMs(localTime, nowMs);
    if (localTime === '') source.localTime = assumedLocalTime(transmissionTimeMs);
    return transmissionTimeMs;
  }

  #network(repeat: boolean, around: Surroundings): NetworkRequest {
    const source = this.#source;
    const { plan, scanner } = source;
    const { fields } = plan;
    return {
      class: 'networkManagement',
      repeat,
      function: lookUpAny(scanner, plan.networkFunctions),
      stan: integerOf(scanner, fields.stan),
      transmissionTimeMs: this.#times.transmissionTimeMs(source, around.nowMs) || assumedTransmissionMs('', around.nowMs),
      terminalId: trimmedTextOf(scanner, fields.terminalId),
      acquirerId: textOf(scanner, fields.acquirerId),
      macCheck: around.macCheck,
      context: around.context,
    };
  }
}
