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
import type { HeldCard } from './cardholder.ts';
import { type Conversation, type Draft, toTransaction } from './conversation.ts';
import { asAnswered, MessageMaker, type Naming, originalOf, type Stationery, type TerminalIdentity } from './message-maker.ts';
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
export interface Equipment extends Stationery {
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
  readonly #maker: MessageMaker;
  readonly #findings: Findings;
  #stan: number;

  constructor(identity: TerminalIdentity, equipment: Equipment, lastStan = 0) {
    this.identity = identity;
    this.#maker = new MessageMaker(identity, equipment);
    this.#findings = equipment.findings;
    this.#stan = lastStan;
  }

  // Making messages. Those that begin something take a STAN, so the order of these calls is the order of the STANs.

  /** A request with the card read and its PIN typed; posted at once. */
  request(held: HeldCard, type: TransactionType, amountMinor: number, entryMode: EntryMode = 'chip'): Draft {
    return this.#maker.typePin(this.#begin('financial', held, type, amountMinor, entryMode), held);
  }

  /** The same, but only held. */
  preauthorization(held: HeldCard, amountMinor: number): Draft {
    return this.#maker.typePin(this.#begin('authorization', held, 'purchase', amountMinor, 'chip'), held);
  }

  /** The card is not there any more: no PIN. Stamp it before it is sent. */
  increment(held: HeldCard, preauthorization: TransactionRequest, amountMinor: number): Draft {
    const draft = this.#begin('authorization', held, preauthorization.type, amountMinor, '');
    draft.purpose = 'increment';
    draft.original = originalOf(preauthorization, '', 'key');
    return draft;
  }

  /** A credit on its own; no PIN is needed. */
  refund(held: HeldCard, amountMinor: number): Draft {
    return this.#begin('financial', held, 'refund', amountMinor, 'chip');
  }

  pinChange(held: HeldCard, fromPin: string, toPin: string): Draft {
    return this.#maker.typeGivenPin(this.#begin('financial', held, 'pinChange', 0, 'chip'), held, fromPin, toPin);
  }

  /** With a PIN that the card is to have by then. */
  balanceInquiry(held: HeldCard, pin: string): Draft {
    return this.#maker.typeGivenPin(this.#begin('financial', held, 'balanceInquiry', 0, 'chip'), held, pin);
  }

  /** The terminal has approved by itself, and tells. */
  offlineApproval(held: HeldCard, amountMinor: number): Draft {
    const draft = this.#begin('advice', held, 'purchase', amountMinor, 'chip');
    draft.purpose = 'offlineApproval';
    return draft;
  }

  /** A completion that names no hold. */
  bareCompletion(held: HeldCard, amountMinor: number): Draft {
    const draft = this.#begin('advice', held, 'purchase', amountMinor, 'chip');
    draft.purpose = 'completion';
    return draft;
  }

  completion(hold: TransactionRequest, approval: TransactionResponse, amountMinor: number, naming: Naming = 'key'): Draft {
    const draft = this.#maker.following('advice', asAnswered(hold, approval), approval.approvalCode, naming);
    draft.purpose = 'completion';
    draft.amountMinor = amountMinor;
    return draft;
  }

  /** Fewer notes came out than were approved. */
  partialDispense(original: TransactionRequest, approval: TransactionResponse, dispensedMinor: number): Draft {
    const draft = this.#maker.following('advice', asAnswered(original, approval), approval.approvalCode, 'key');
    draft.purpose = 'partialDispense';
    draft.amountMinor = dispensedMinor;
    return draft;
  }

  /** x400; `standingMinor` above 0: a partial one. */
  reversal(original: TransactionRequest, approvalCode: string, reason: ReversalReason, standingMinor = 0, naming: Naming = 'key'): Draft {
    const draft = this.#maker.following('reversal', original, approvalCode, naming);
    draft.reversalReason = reason;
    draft.replacementAmountMinor = standingMinor;
    return draft;
  }

  mistypePin(draft: Draft, held: HeldCard): Draft {
    return this.#maker.mistypePin(draft, held);
  }

  /** Gives a request made earlier the time at which it is sent. */
  stamp(draft: Draft): Draft {
    return this.#maker.stamp(draft);
  }

  // Sending them.

  /** Sends a request; without an answer, reverses. Returns the answer, and leaves on the card what the terminal believes. */
  *transact(held: HeldCard, request: TransactionRequest): Conversation<TransactionResponse | undefined> {
    const { net, held: holds } = movementOf(request);
    const { amountMinor } = request;
    held.sent(net * amountMinor, holds * amountMinor);
    const heard = toTransaction(yield request);
    if (heard === undefined) {
      // An inquiry moves nothing, so there is nothing to take back.
      const outcome = request.type === 'balanceInquiry' ? 'approved' : yield* this.#reverseUnanswered(request);
      if (GONE.has(outcome) || REFUSED.has(outcome)) held.settled(net * amountMinor, holds * amountMinor);
      return undefined;
    }
    held.settled(net * amountMinor, holds * amountMinor);
    const standsMinor = approvedMinor(request, heard);
    held.moved(net * standsMinor, holds * standsMinor);
    return heard;
  }

  /**
   * Sends what follows a transaction, again until it is answered. `netMinor` and `heldMinor` are what it moves when the
   * host says yes. Returns the answer; undefined: nobody knows, and the card stays in doubt.
   */
  *follow(held: HeldCard, message: TransactionRequest, netMinor: number, heldMinor: number): Conversation<TransactionResponse | undefined> {
    held.sent(netMinor, heldMinor);
    const heard = yield* this.#sendUntilAnswered(message);
    if (heard === undefined) return undefined;
    held.settled(netMinor, heldMinor);
    if (heard.outcome === 'approved') held.moved(netMinor, heldMinor);
    else if (message.class === 'reversal') this.#findings.declinedReversals += 1;
    else this.#findings.declinedAdvices += 1;
    return heard;
  }

  /** Takes back all of an approval of this terminal, as long as nothing else has followed it. True when the host has said yes. */
  *reverse(
    held: HeldCard,
    original: TransactionRequest,
    approval: TransactionResponse,
    reason: ReversalReason,
    naming: Naming = 'key',
  ): Conversation<boolean> {
    const { net, held: holds } = movementOf(original);
    const standsMinor = approvedMinor(original, approval);
    const reversal = this.reversal(asAnswered(original, approval), approval.approvalCode, reason, 0, naming);
    const heard = yield* this.follow(held, reversal, -net * standsMinor, -holds * standsMinor);
    return heard?.outcome === 'approved';
  }

  /** A reversal of what was never sent; the host can't know that. True when it was answered yes. */
  *reverseUnsent(original: TransactionRequest): Conversation<boolean> {
    return GONE.has(yield* this.#reverseUnanswered(original));
  }

  /** x201: the same message again. The same answer must come, and nothing is moved twice. */
  *repeat(held: HeldCard, original: TransactionRequest, first: TransactionResponse): Conversation {
    const repeat: TransactionRequest = { ...original, repeat: true };
    if (isUndecided(first)) {
      yield* this.transact(held, repeat);
      return;
    }
    const heard = toTransaction(yield repeat);
    if (heard === undefined || isUndecided(heard)) return; // the first answer stands
    if (heard.outcome !== first.outcome || heard.approvalCode !== first.approvalCode) this.#findings.differingRepeats += 1;
  }

  /** Changes the PIN to `toPin`; unanswered it is repeated, for a reversal would not bring the old PIN back. True when it was changed. */
  *changePin(held: HeldCard, request: TransactionRequest, toPin: string): Conversation<boolean> {
    const heard = toTransaction(yield request) ?? (yield* this.#sendUntilAnswered({ ...request, repeat: true }));
    if (heard === undefined) {
      held.pin = '';
      return false;
    }
    if (!isApproval(heard.outcome)) return false;
    held.pin = toPin;
    return true;
  }

  /** For an answer to the right PIN after a change. */
  expectRightPin(heard: TransactionResponse | undefined): void {
    if (heard !== undefined && WRONG_PIN.has(heard.outcome)) this.#findings.refusedPins += 1;
  }

  /** True when it was approved. */
  *manageNetwork(networkFunction: NetworkFunction): Conversation<boolean> {
    const heard = yield this.#maker.network(networkFunction, this.#takeStan());
    return heard?.outcome === 'approved';
  }

  #takeStan(): number {
    this.#stan = nextStan(this.#stan);
    return this.#stan;
  }

  #begin(
    messageClass: 'authorization' | 'financial' | 'advice',
    held: HeldCard,
    type: TransactionRequest['type'],
    amountMinor: number,
    entryMode: EntryMode | '',
  ): Draft {
    const draft = this.#maker.draft(messageClass, this.#takeStan(), held);
    draft.type = type;
    draft.amountMinor = amountMinor;
    draft.entryMode = entryMode;
    return draft;
  }

  /** The outcome of the reversal; '' when it never got one. */
  *#reverseUnanswered(original: TransactionRequest): Conversation<string> {
    const heard = yield* this.#sendUntilAnswered(this.reversal(original, '', 'timeout'));
    return heard?.outcome ?? '';
  }

  /** Undefined when the host never said what it decided. */
  *#sendUntilAnswered(message: TransactionRequest): Conversation<TransactionResponse | undefined> {
    let pauseMs = RETRY_PAUSE_MS;
    for (let send = 1; send <= REVERSAL_SENDS_MAX; send += 1) {
      const heard = toTransaction(yield send === 1 ? message : { ...message, repeat: true });
      if (heard !== undefined && !isUndecided(heard)) return heard;
      yield pauseMs;
      pauseMs = Math.min(pauseMs * 2, RETRY_PAUSE_MS_MAX);
    }
    return undefined;
  }
}
