/**
 * Builds the fields of one terminal's messages: new ones, and those that follow an earlier message.
 */
import { NOK } from '../protocol/iso-codes.ts';
import type { NetworkFunction, TransactionClass, TransactionRequest } from '../protocol/message.ts';
import { terminalCode } from './calendar.ts';
import type { Cardholder } from './cardholder.ts';
import type { Draft, NetworkDraft } from './conversation.ts';
import { type OriginalReference, originalOf } from './original-reference.ts';
import type { MessageDefaults, TerminalIdentity } from './terminal-identity.ts';

const NO_BYTES: Buffer = Buffer.alloc(0);

export class MessageBuilder {
  readonly identity: TerminalIdentity;
  readonly #code: string;
  readonly #defaults: MessageDefaults;

  constructor(identity: TerminalIdentity, defaults: MessageDefaults) {
    this.identity = identity;
    this.#code = terminalCode(identity.number);
    this.#defaults = defaults;
  }

  /** Adds a block of the cardholder's PIN. */
  enterPin(draft: Draft, holder: Cardholder): Draft {
    this.#setPinKey(draft);
    draft.pinBlock = holder.pinBlock(this.#defaults.encrypter, this.identity.pinBlockFormat, draft.pinKeyId);
    return draft;
  }

  /** Adds a block of any PIN. */
  enterGivenPin(draft: Draft, holder: Cardholder, pin: string): Draft {
    this.#setPinKey(draft);
    draft.pinBlock = holder.pinBlockOf(pin, this.#defaults.encrypter, this.identity.pinBlockFormat, draft.pinKeyId);
    return draft;
  }

  /** Adds a block of the new PIN beside that of the current one. */
  enterNewPin(draft: Draft, holder: Cardholder, newPin: string): Draft {
    draft.newPinBlock = holder.pinBlockOf(newPin, this.#defaults.encrypter, this.identity.pinBlockFormat, draft.pinKeyId);
    return draft;
  }

  #setPinKey(draft: Draft): void {
    const format = this.identity.pinBlockFormat;
    draft.pinKeyId = this.#defaults.pinKeyIds[format];
    draft.pinBlockFormat = format;
  }

  mistypePin(draft: Draft, holder: Cardholder): Draft {
    draft.pinBlock = holder.wrongPinBlock(this.#defaults.encrypter, this.identity.pinBlockFormat, draft.pinKeyId);
    return draft;
  }

  /** Gives a message that was made earlier the time at which it is sent. */
  stamp(draft: Draft): Draft {
    const { calendar, clock } = this.#defaults;
    const wallMs = clock.wallMs();
    draft.transmissionTimeMs = wallMs;
    draft.localTime = calendar.localTime(wallMs);
    draft.rrn = calendar.rrn(wallMs, this.#code, draft.stan);
    return draft;
  }

  /**
   * A message that follows another: it has the STAN and reference number of the original, a time of
   * its own, and no PIN.
   */
  following(messageClass: 'advice' | 'reversal', original: TransactionRequest, approvalCode: string, reference: OriginalReference): Draft {
    const draft = this.draft(messageClass, original.stan, undefined);
    // A reference by STAN and date carries nothing else.
    draft.rrn = reference === 'stanDate' ? '' : original.rrn;
    draft.type = original.type;
    draft.amountMinor = original.amountMinor;
    draft.cashbackMinor = original.cashbackMinor;
    draft.currency = original.currency;
    draft.pan = original.pan;
    draft.expiry = original.expiry;
    draft.entryMode = original.entryMode;
    draft.original = originalOf(original, approvalCode, reference);
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

  /** All fields in one literal, so that all requests have one hidden class. */
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
      rrn: calendar.rrn(wallMs, this.#code, stan),
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
