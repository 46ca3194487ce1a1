/**
 * One terminal and how it behaves: it takes STANs, sends requests, and when no answer comes it reverses by itself. What
 * follows a transaction (reversal, completion, advice) it sends again until it is answered. What it believes happened it
 * leaves on the card.
 */
import type {
  EntryMode,
  NetworkFunction,
  ReversalReason,
  TransactionRequest,
  TransactionResponse,
  TransactionType,
} from '../protocol/message.ts';
import { isApproval } from '../protocol/outcome.ts';
import type { Cardholder } from './cardholder.ts';
import { type Conversation, type Draft, transactionResponse } from './conversation.ts';
import {
  asAnswered,
  MessageBuilder,
  type MessageDefaults,
  type OriginalReference,
  originalOf,
  type TerminalIdentity,
} from './message-builder.ts';
import { approvedMinor, movementOf } from './movement.ts';

/** Things that no right host does; reported as broken invariants. */
export interface Findings {
  /** The answer to a repeat was not the answer to its original. */
  differingRepeats: number;
  /** A reversal of the terminal's own transaction was declined. */
  declinedReversals: number;
  /** A completion, a partial dispense or an offline approval was declined. */
  declinedAdvices: number;
  /** The right PIN was called wrong after the host had changed it. */
  refusedPins: number;
}

export function noFindings(): Findings {
  return { differingRepeats: 0, declinedReversals: 0, declinedAdvices: 0, refusedPins: 0 };
}

/** What all terminals of a run share. */
export interface TerminalContext extends MessageDefaults {
  readonly findings: Findings;
}

const STAN_MAX = 999_999;
/** What must be answered is sent once and then repeated, with growing pauses, at most this often. */
export const REVERSAL_SENDS_MAX = 12;
const RETRY_PAUSE_MS = 100;
const RETRY_PAUSE_MS_MAX = 2_000;
const UNDECIDED: ReadonlySet<string> = new Set(['issuerInoperative', 'systemMalfunction']);

/** The host says that it did not decide: the same key may be answered differently later. A code that nobody knows is an answer. */
function isUndecided({ outcome, unknownCode }: TransactionResponse): boolean {
  return UNDECIDED.has(outcome) && unknownCode === undefined;
}

/** Answers to a reversal after which the original moves nothing, now or when it comes late. */
const GONE: ReadonlySet<string> = new Set(['approved', 'unableToLocateOriginal']);

/** A reversal declined for its form or its card: the original, declined for the same, moved nothing either. */
const REFUSED: ReadonlySet<string> = new Set(['formatError', 'invalidTransaction', 'noSuchIssuer', 'invalidCardNumber']);

const WRONG_PIN: ReadonlySet<string> = new Set(['incorrectPin', 'pinTriesExceeded']);

/** 1 … 999999, then 1 again. */
export function nextStan(stan: number): number {
  return stan >= STAN_MAX ? 1 : stan + 1;
}

export class Terminal {
  readonly identity: TerminalIdentity;
  readonly #builder: MessageBuilder;
  readonly #findings: Findings;
  #stan: number;

  constructor(identity: TerminalIdentity, equipment: TerminalContext, lastStan = 0) {
    this.identity = identity;
    this.#builder = new MessageBuilder(identity, equipment);
    this.#findings = equipment.findings;
    this.#stan = lastStan;
  }

  // Making messages. Those that begin something take a STAN, so the order of these calls is the order of the STANs.

  /** A request with the card read and its PIN typed; posted at once. */
  request(holder: Cardholder, type: TransactionType, amountMinor: number, entryMode: EntryMode = 'chip'): Draft {
    return this.#builder.typePin(this.#begin('financial', holder, type, amountMinor, entryMode), holder);
  }

  /** The same, but only held. */
  preauthorization(holder: Cardholder, amountMinor: number): Draft {
    return this.#builder.typePin(this.#begin('authorization', holder, 'purchase', amountMinor, 'chip'), holder);
  }

  /** The card is not there any more: no PIN. Stamp it before it is sent. */
  increment(holder: Cardholder, preauthorization: TransactionRequest, amountMinor: number): Draft {
    const draft = this.#begin('authorization', holder, preauthorization.type, amountMinor, '');
    draft.purpose = 'increment';
    draft.original = originalOf(preauthorization, '', 'key');
    return draft;
  }

  /** A credit on its own; no PIN is needed. */
  refund(holder: Cardholder, amountMinor: number): Draft {
    return this.#begin('financial', holder, 'refund', amountMinor, 'chip');
  }

  pinChange(holder: Cardholder, fromPin: string, toPin: string): Draft {
    return this.#builder.typeGivenPin(this.#begin('financial', holder, 'pinChange', 0, 'chip'), holder, fromPin, toPin);
  }

  /** With a PIN that the card is to have by then. */
  balanceInquiry(holder: Cardholder, pin: string): Draft {
    return this.#builder.typeGivenPin(this.#begin('financial', holder, 'balanceInquiry', 0, 'chip'), holder, pin);
  }

  /** The terminal has approved by itself, and tells. */
  offlineApproval(holder: Cardholder, amountMinor: number): Draft {
    const draft = this.#begin('advice', holder, 'purchase', amountMinor, 'chip');
    draft.purpose = 'offlineApproval';
    return draft;
  }

  /** A completion that names no hold. */
  bareCompletion(holder: Cardholder, amountMinor: number): Draft {
    const draft = this.#begin('advice', holder, 'purchase', amountMinor, 'chip');
    draft.purpose = 'completion';
    return draft;
  }

  completion(hold: TransactionRequest, approval: TransactionResponse, amountMinor: number, naming: OriginalReference = 'key'): Draft {
    const draft = this.#builder.following('advice', asAnswered(hold, approval), approval.approvalCode, naming);
    draft.purpose = 'completion';
    draft.amountMinor = amountMinor;
    return draft;
  }

  /** Fewer notes came out than were approved. */
  partialDispense(original: TransactionRequest, approval: TransactionResponse, dispensedMinor: number): Draft {
    const draft = this.#builder.following('advice', asAnswered(original, approval), approval.approvalCode, 'key');
    draft.purpose = 'partialDispense';
    draft.amountMinor = dispensedMinor;
    return draft;
  }

  /** x400; `standingMinor` above 0: a partial one. */
  reversal(
    original: TransactionRequest,
    approvalCode: string,
    reason: ReversalReason,
    standingMinor = 0,
    naming: OriginalReference = 'key',
  ): Draft {
    const draft = this.#builder.following('reversal', original, approvalCode, naming);
    draft.reversalReason = reason;
    draft.replacementAmountMinor = standingMinor;
    return draft;
  }

  mistypePin(draft: Draft, holder: Cardholder): Draft {
    return this.#builder.mistypePin(draft, holder);
  }

  /** Gives a request made earlier the time at which it is sent. */
  stamp(draft: Draft): Draft {
    return this.#builder.stamp(draft);
  }

  // Sending them.

  /** Sends a request; without an answer, reverses. Returns the answer, and leaves on the card what the terminal believes. */
  *transact(holder: Cardholder, request: TransactionRequest): Conversation<TransactionResponse | undefined> {
    const { net, held: holds } = movementOf(request);
    const { amountMinor } = request;
    holder.sent(net * amountMinor, holds * amountMinor);
    const reply = transactionResponse(yield request);
    if (reply === undefined) {
      // An inquiry moves nothing, so there is nothing to take back.
      const outcome = request.type === 'balanceInquiry' ? 'approved' : yield* this.#reverseUnanswered(request);
      if (GONE.has(outcome) || REFUSED.has(outcome)) holder.settled(net * amountMinor, holds * amountMinor);
      return undefined;
    }
    holder.settled(net * amountMinor, holds * amountMinor);
    const standsMinor = approvedMinor(request, reply);
    holder.moved(net * standsMinor, holds * standsMinor);
    return reply;
  }

  /**
   * Sends what follows a transaction, again until it is answered. `netMinor` and `heldMinor` are what it moves when the
   * host says yes. Returns the answer; undefined: nobody knows, and the card stays in doubt.
   */
  *follow(
    holder: Cardholder,
    message: TransactionRequest,
    netMinor: number,
    heldMinor: number,
  ): Conversation<TransactionResponse | undefined> {
    holder.sent(netMinor, heldMinor);
    const reply = yield* this.#sendUntilAnswered(message);
    if (reply === undefined) return undefined;
    holder.settled(netMinor, heldMinor);
    if (reply.outcome === 'approved') holder.moved(netMinor, heldMinor);
    else if (message.class === 'reversal') this.#findings.declinedReversals += 1;
    else this.#findings.declinedAdvices += 1;
    return reply;
  }

  /** Takes back all of an approval of this terminal, as long as nothing else has followed it. True when the host has said yes. */
  *reverse(
    holder: Cardholder,
    original: TransactionRequest,
    approval: TransactionResponse,
    reason: ReversalReason,
    naming: OriginalReference = 'key',
  ): Conversation<boolean> {
    const { net, held: holds } = movementOf(original);
    const standsMinor = approvedMinor(original, approval);
    const reversal = this.reversal(asAnswered(original, approval), approval.approvalCode, reason, 0, naming);
    const reply = yield* this.follow(holder, reversal, -net * standsMinor, -holds * standsMinor);
    return reply?.outcome === 'approved';
  }

  /** A reversal of what was never sent; the host can't know that. True when it was answered yes. */
  *reverseUnsent(original: TransactionRequest): Conversation<boolean> {
    return GONE.has(yield* this.#reverseUnanswered(original));
  }

  /** x201: the same message again. The same answer must come, and nothing is moved twice. */
  *repeat(holder: Cardholder, original: TransactionRequest, first: TransactionResponse): Conversation {
    const repeat: TransactionRequest = { ...original, repeat: true };
    if (isUndecided(first)) {
      yield* this.transact(holder, repeat);
      return;
    }
    const reply = transactionResponse(yield repeat);
    if (reply === undefined || isUndecided(reply)) return; // the first answer stands
    if (reply.outcome !== first.outcome || reply.approvalCode !== first.approvalCode) this.#findings.differingRepeats += 1;
  }

  /** Changes the PIN to `toPin`; unanswered it is repeated, for a reversal would not bring the old PIN back. True when it was changed. */
  *changePin(holder: Cardholder, request: TransactionRequest, toPin: string): Conversation<boolean> {
    const reply = transactionResponse(yield request) ?? (yield* this.#sendUntilAnswered({ ...request, repeat: true }));
    if (reply === undefined) {
      holder.pin = '';
      return false;
    }
    if (!isApproval(reply.outcome)) return false;
    holder.pin = toPin;
    return true;
  }

  /** For an answer to the right PIN after a change. */
  expectRightPin(reply: TransactionResponse | undefined): void {
    if (reply !== undefined && WRONG_PIN.has(reply.outcome)) this.#findings.refusedPins += 1;
  }

  /** True when it was approved. */
  *manageNetwork(networkFunction: NetworkFunction): Conversation<boolean> {
    const reply = yield this.#builder.network(networkFunction, this.#takeStan());
    return reply?.outcome === 'approved';
  }

  #takeStan(): number {
    this.#stan = nextStan(this.#stan);
    return this.#stan;
  }

  #begin(
    messageClass: 'authorization' | 'financial' | 'advice',
    holder: Cardholder,
    type: TransactionRequest['type'],
    amountMinor: number,
    entryMode: EntryMode | '',
  ): Draft {
    const draft = this.#builder.draft(messageClass, this.#takeStan(), holder);
    draft.type = type;
    draft.amountMinor = amountMinor;
    draft.entryMode = entryMode;
    return draft;
  }

  /** The outcome of the reversal; '' when it never got one. */
  *#reverseUnanswered(original: TransactionRequest): Conversation<string> {
    const reply = yield* this.#sendUntilAnswered(this.reversal(original, '', 'timeout'));
    return reply?.outcome ?? '';
  }

  /** Undefined when the host never said what it decided. */
  *#sendUntilAnswered(message: TransactionRequest): Conversation<TransactionResponse | undefined> {
    let pauseMs = RETRY_PAUSE_MS;
    for (let send = 1; send <= REVERSAL_SENDS_MAX; send += 1) {
      const reply = transactionResponse(yield send === 1 ? message : { ...message, repeat: true });
      if (reply !== undefined && !isUndecided(reply)) return reply;
      yield pauseMs;
      pauseMs = Math.min(pauseMs * 2, RETRY_PAUSE_MS_MAX);
    }
    return undefined;
  }
}
