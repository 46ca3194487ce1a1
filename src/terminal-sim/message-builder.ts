/** Makes the messages of one terminal: requests, what follows them, and how a message names an earlier one. */

import type { PinEncrypter } from '../pin/pin-verifier.ts';
import { NOK } from '../protocol/iso-codes.ts';
import type {
  NetworkFunction,
  OriginalData,
  PinBlockFormat,
  TerminalType,
  TransactionClass,
  TransactionRequest,
  TransactionResponse,
} from '../protocol/message.ts';
import { type TerminalCalendar, terminalCode } from './calendar.ts';
import type { Cardholder } from './cardholder.ts';
import type { Clock } from './clock.ts';
import type { Draft, NetworkDraft } from './conversation.ts';

/** Format 0 under TDES, or format 4 under AES. */
export type TerminalPinFormat = Extract<PinBlockFormat, 'iso0' | 'iso4'>;

export interface TerminalIdentity {
  /** DE41, 8 characters. */
  readonly id: string;
  /** Counted over all terminals: makes its reference numbers its own. */
  readonly number: number;
  readonly type: TerminalType;
  readonly merchantId: string;
  readonly merchantName: string;
  readonly mcc: number;
  /** ISO 3166 numeric. */
  readonly country: number;
  readonly acquirerId: string;
  readonly pinBlockFormat: TerminalPinFormat;
}

/** What messages are made with; all terminals of a run share it. */
export interface MessageDefaults {
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly calendar: TerminalCalendar;
  readonly encrypter: PinEncrypter;
  /** Which terminal key a PIN block is under, by format. */
  readonly pinKeyIds: Readonly<Record<TerminalPinFormat, string>>;
}

const NO_BYTES: Buffer = Buffer.alloc(0);
const NOTHING_NAMED: OriginalData = {
  class: '',
  stan: 0,
  transmissionTimeMs: 0,
  acquirerId: '',
  rrn: '',
  approvalCode: '',
  localDate: '',
};

/** What was sent, as the host knows it: some hosts give the retrieval reference number themselves. */
export function asAnswered(request: TransactionRequest, { rrn }: TransactionResponse): TransactionRequest {
  return rrn === '' || rrn === request.rrn ? request : { ...request, rrn };
}

/** How a message names its original: by its key (DE90), by DE37 and DE38, or by STAN and the terminal's own date. */
export type OriginalReference = 'key' | 'rrn' | 'stanDate';

/** The terminal's date is given only where the original is named by it: it says less than the key does. */
export function originalOf(original: TransactionRequest, approvalCode: string, naming: OriginalReference): OriginalData {
  const { class: messageClass, stan, transmissionTimeMs, acquirerId, rrn } = original;
  switch (naming) {
    case 'key':
      return { class: messageClass, stan, transmissionTimeMs, acquirerId, rrn, approvalCode, localDate: '' };
    case 'rrn':
      return { ...NOTHING_NAMED, rrn, approvalCode };
    case 'stanDate':
      return { ...NOTHING_NAMED, stan, localDate: original.localTime.slice(4, 8) };
  }
}

export class MessageBuilder {
  readonly identity: TerminalIdentity;
  readonly #mark: string;
  readonly #defaults: MessageDefaults;

  constructor(identity: TerminalIdentity, defaults: MessageDefaults) {
    this.identity = identity;
    this.#mark = terminalCode(identity.number);
    this.#defaults = defaults;
  }

  /** Adds the PIN that the card has. */
  typePin(draft: Draft, holder: Cardholder): Draft {
    const { encrypter, pinKeyIds } = this.#defaults;
    const format = this.identity.pinBlockFormat;
    draft.pinKeyId = pinKeyIds[format];
    draft.pinBlockFormat = format;
    draft.pinBlock = holder.pinBlock(encrypter, format, draft.pinKeyId);
    return draft;
  }

  /** Adds any PIN, and with it a new one where the PIN is to be changed. */
  typeGivenPin(draft: Draft, holder: Cardholder, pin: string, newPin = ''): Draft {
    const { encrypter, pinKeyIds } = this.#defaults;
    const format = this.identity.pinBlockFormat;
    draft.pinKeyId = pinKeyIds[format];
    draft.pinBlockFormat = format;
    draft.pinBlock = holder.pinBlockOf(pin, encrypter, format, draft.pinKeyId);
    if (newPin !== '') draft.newPinBlock = holder.pinBlockOf(newPin, encrypter, format, draft.pinKeyId);
    return draft;
  }

  mistypePin(draft: Draft, holder: Cardholder): Draft {
    draft.pinBlock = holder.wrongPinBlock(this.#defaults.encrypter, this.identity.pinBlockFormat, draft.pinKeyId);
    return draft;
  }

  /** Gives a request made earlier the time at which it is sent. */
  stamp(draft: Draft): Draft {
    const { calendar, clock } = this.#defaults;
    const wallMs = clock.wallMs();
    draft.transmissionTimeMs = wallMs;
    draft.localTime = calendar.localTime(wallMs);
    draft.rrn = calendar.rrn(wallMs, this.#mark, draft.stan);
    return draft;
  }

  /** Shares the STAN and the reference number of what it follows, has its own time, and carries no PIN. */
  following(messageClass: 'advice' | 'reversal', original: TransactionRequest, approvalCode: string, naming: OriginalReference): Draft {
    const draft = this.draft(messageClass, original.stan, undefined);
    // By STAN and date means by nothing else.
    draft.rrn = naming === 'stanDate' ? '' : original.rrn;
    draft.type = original.type;
    draft.amountMinor = original.amountMinor;
    draft.cashbackMinor = original.cashbackMinor;
    draft.currency = original.currency;
    draft.pan = original.pan;
    draft.expiry = original.expiry;
    draft.entryMode = original.entryMode;
    draft.original = originalOf(original, approvalCode, naming);
    return draft;
  }

  network(networkFunction: NetworkFunction, stan: number): NetworkDraft {
    return {
      class: 'networkManagement',
      repeat: false,
      function: networkFunction,
      stan,
      transmissionTimeMs: this.#defaults.clock.wallMs(),
      terminalId: this.identity.id,
      acquirerId: this.identity.acquirerId,
      macCheck: '',
      context: undefined,
    };
  }

  /** Every field, in one literal: all requests then have the same shape. */
  draft(messageClass: TransactionClass, stan: number, holder: Cardholder | undefined): Draft {
    const { identity } = this;
    const { calendar, clock } = this.#defaults;
    const wallMs = clock.wallMs();
    return {
      class: messageClass,
      repeat: false,
      purpose: '',
      type: '',
      stan,
      rrn: calendar.rrn(wallMs, this.#mark, stan),
      transmissionTimeMs: wallMs,
      localTime: calendar.localTime(wallMs),
      amountMinor: 0,
      cashbackMinor: 0,
      replacementAmountMinor: 0,
      currency: NOK,
      pan: holder === undefined ? '' : holder.card.pan,
      track2: '',
      expiry: holder === undefined ? '' : holder.card.expiry,
      cardSequence: 0,
      entryMode: '',
      pinBlock: NO_BYTES,
      pinBlockFormat: '',
      pinKeyId: '',
      pinKsn: NO_BYTES,
      newPinBlock: NO_BYTES,
      terminalId: identity.id,
      terminalType: identity.type,
      merchantId: identity.merchantId,
      merchantName: identity.merchantName,
      mcc: identity.mcc,
      acquirerId: identity.acquirerId,
      terminalCountry: identity.country,
      merchantCountry: identity.country,
      acquirerCountry: identity.country,
      original: undefined,
      reversalReason: '',
      allowPartialApproval: false,
      chipData: NO_BYTES,
      mac: NO_BYTES,
      macKeyId: '',
      explain: false,
      macCheck: '',
      context: undefined,
    };
  }
}
