/**
 * The messages that one terminal sends, one method each. Those that begin a transaction take a
 * STAN, so the order of the calls is the order of the STANs.
 */
import type {
  EntryMode,
  NetworkFunction,
  ReversalReason,
  TransactionRequest,
  TransactionResponse,
  TransactionType,
} from '../protocol/message.ts';
import type { Cardholder } from './cardholder.ts';
import type { Draft, NetworkDraft } from './conversation.ts';
import { MessageBuilder } from './message-builder.ts';
import { asAnswered, type OriginalReference, originalOf } from './original-reference.ts';
import type { MessageDefaults, TerminalIdentity } from './terminal-identity.ts';

const STAN_MAX = 999_999;

/** 1 … 999999, then 1 again. */
export function nextStan(stan: number): number {
  return stan >= STAN_MAX ? 1 : stan + 1;
}

export interface ReversalOptions {
  readonly reason: ReversalReason;
  /** What is left of the original amount (DE95). Default 0: a full reversal. */
  readonly replacementMinor?: number;
  /** Default `key`. */
  readonly reference?: OriginalReference;
}

export class TerminalMessages {
  readonly #builder: MessageBuilder;
  #stan: number;

  constructor(identity: TerminalIdentity, defaults: MessageDefaults, lastStan: number) {
    this.#builder = new MessageBuilder(identity, defaults);
    this.#stan = lastStan;
  }

  /** A financial request with the card read and its PIN entered. */
  request(holder: Cardholder, type: TransactionType, amountMinor: number, entryMode: EntryMode = 'chip'): Draft {
    const draft = this.#begin('financial', holder, type, amountMinor);
    draft.entryMode = entryMode;
    return this.#builder.enterPin(draft, holder);
  }

  preauthorization(holder: Cardholder, amountMinor: number): Draft {
    return this.#builder.enterPin(this.#begin('authorization', holder, 'purchase', amountMinor), holder);
  }

  /** The card is no longer present, so there is no PIN. Call `stamp` before it is sent. */
  increment(holder: Cardholder, preauthorization: TransactionRequest, amountMinor: number): Draft {
    const draft = this.#begin('authorization', holder, preauthorization.type, amountMinor);
    draft.entryMode = '';
    draft.purpose = 'increment';
    draft.original = originalOf(preauthorization, '', 'key');
    return draft;
  }

  /** A credit without an original; no PIN is needed. */
  refund(holder: Cardholder, amountMinor: number): Draft {
    return this.#begin('financial', holder, 'refund', amountMinor);
  }

  pinChange(holder: Cardholder, fromPin: string, toPin: string): Draft {
    const draft = this.#builder.enterGivenPin(this.#begin('financial', holder, 'pinChange', 0), holder, fromPin);
    return this.#builder.enterNewPin(draft, holder, toPin);
  }

  /** `pin` is the PIN that the card will have when this is sent. */
  balanceInquiry(holder: Cardholder, pin: string): Draft {
    return this.#builder.enterGivenPin(this.#begin('financial', holder, 'balanceInquiry', 0), holder, pin);
  }

  /** Advises the host that the terminal has approved a purchase offline. */
  offlineApproval(holder: Cardholder, amountMinor: number): Draft {
    const draft = this.#begin('advice', holder, 'purchase', amountMinor);
    draft.purpose = 'offlineApproval';
    return draft;
  }

  /** A completion that names no hold. */
  bareCompletion(holder: Cardholder, amountMinor: number): Draft {
    const draft = this.#begin('advice', holder, 'purchase', amountMinor);
    draft.purpose = 'completion';
    return draft;
  }

  completion(hold: TransactionRequest, approval: TransactionResponse, amountMinor: number, reference: OriginalReference = 'key'): Draft {
    const draft = this.#builder.following('advice', asAnswered(hold, approval), approval.approvalCode, reference);
    draft.purpose = 'completion';
    draft.amountMinor = amountMinor;
    return draft;
  }

  /** Fewer notes were dispensed than were approved. */
  partialDispense(original: TransactionRequest, approval: TransactionResponse, dispensedMinor: number): Draft {
    const draft = this.#builder.following('advice', asAnswered(original, approval), approval.approvalCode, 'key');
    draft.purpose = 'partialDispense';
    draft.amountMinor = dispensedMinor;
    return draft;
  }

  /** x400. */
  reversal(original: TransactionRequest, approvalCode: string, options: ReversalOptions): Draft {
    const { reason, replacementMinor = 0, reference = 'key' } = options;
    const draft = this.#builder.following('reversal', original, approvalCode, reference);
    draft.reversalReason = reason;
    draft.replacementAmountMinor = replacementMinor;
    return draft;
  }

  network(networkFunction: NetworkFunction): NetworkDraft {
    return this.#builder.network(networkFunction, this.#takeStan());
  }

  mistypePin(draft: Draft, holder: Cardholder): Draft {
    return this.#builder.mistypePin(draft, holder);
  }

  /** Gives a message that was made earlier the time at which it is sent. */
  stamp(draft: Draft): Draft {
    return this.#builder.stamp(draft);
  }

  #takeStan(): number {
    this.#stan = nextStan(this.#stan);
    return this.#stan;
  }

  #begin(messageClass: 'authorization' | 'financial' | 'advice', holder: Cardholder, type: Draft['type'], amountMinor: number): Draft {
    const draft = this.#builder.draft(messageClass, this.#takeStan(), holder);
    draft.type = type;
    draft.amountMinor = amountMinor;
    draft.entryMode = 'chip';
    return draft;
  }
}
