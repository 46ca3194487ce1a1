/**
 * The behavior of one terminal. It sends requests and reverses those that are not answered. It
 * sends reversals, completions and advices again until they are answered. What it knows of the
 * account it keeps on the cardholder.
 */
import type { NetworkFunction, TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import { isApproval, type Outcome } from '../protocol/outcome.ts';
import type { Cardholder } from './cardholder.ts';
import { type Conversation, transactionResponse } from './conversation.ts';
import type { Findings } from './findings.ts';
import { approvedMinor, movementOf } from './movement.ts';
import { asAnswered } from './original-reference.ts';
import type { TerminalContext, TerminalIdentity } from './terminal-identity.ts';
import { type ReversalOptions, TerminalMessages } from './terminal-messages.ts';

/** How often a message that must be answered is sent at most, with growing pauses between. */
export const REVERSAL_SENDS_MAX = 12;
const RETRY_PAUSE_MS = 100;
const RETRY_PAUSE_MS_MAX = 2_000;

const UNDECIDED: ReadonlySet<Outcome> = new Set<Outcome>(['issuerInoperative', 'systemMalfunction']);

/** Answers to a reversal after which the original moves nothing, even if it arrives late. */
const REVERSED: ReadonlySet<Outcome> = new Set<Outcome>(['approved', 'unableToLocateOriginal']);

/**
 * The same, and declines of a reversal for its format or its card: the original was declined for
 * the same reason.
 */
const MOVES_NOTHING: ReadonlySet<Outcome> = new Set<Outcome>([
  ...REVERSED,
  'formatError',
  'invalidTransaction',
  'noSuchIssuer',
  'invalidCardNumber',
]);

const WRONG_PIN: ReadonlySet<Outcome> = new Set<Outcome>(['incorrectPin', 'pinTriesExceeded']);

/**
 * The host did not decide, and may answer the same message differently later. An unknown response
 * code is a decision.
 */
function isUndecided({ outcome, unknownCode }: TransactionResponse): boolean {
  return UNDECIDED.has(outcome) && unknownCode === undefined;
}

export class Terminal {
  readonly identity: TerminalIdentity;
  readonly messages: TerminalMessages;
  readonly #findings: Findings;

  constructor(identity: TerminalIdentity, context: TerminalContext, lastStan = 0) {
    this.identity = identity;
    this.messages = new TerminalMessages(identity, context, lastStan);
    this.#findings = context.findings;
  }

  /** Sends a request, and reverses it when no answer comes. */
  *transact(holder: Cardholder, request: TransactionRequest): Conversation<TransactionResponse | undefined> {
    const { net, held: holds } = movementOf(request);
    const { amountMinor } = request;
    holder.sent(net * amountMinor, holds * amountMinor);
    const reply = transactionResponse(yield request);
    if (reply === undefined) {
      // An inquiry moves nothing, so there is nothing to reverse.
      const outcome = request.type === 'balanceInquiry' ? 'approved' : yield* this.#reverseUnanswered(request);
      if (outcome !== undefined && MOVES_NOTHING.has(outcome)) holder.settled(net * amountMinor, holds * amountMinor);
      return undefined;
    }
    holder.settled(net * amountMinor, holds * amountMinor);
    const standsMinor = approvedMinor(request, reply);
    holder.moved(net * standsMinor, holds * standsMinor);
    return reply;
  }

  /**
   * Sends a follow-up of a transaction again until it is answered. `netMinor` and `heldMinor` are
   * the amounts that it moves when approved. Undefined when it was never answered: the card stays
   * in doubt.
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

  /**
   * Reverses an approved transaction in full, as long as nothing else has followed it. True when it
   * was approved.
   */
  *reverse(
    holder: Cardholder,
    original: TransactionRequest,
    approval: TransactionResponse,
    options: Omit<ReversalOptions, 'replacementMinor'>,
  ): Conversation<boolean> {
    const { net, held: holds } = movementOf(original);
    const standsMinor = approvedMinor(original, approval);
    const reversal = this.messages.reversal(asAnswered(original, approval), approval.approvalCode, options);
    const reply = yield* this.follow(holder, reversal, -net * standsMinor, -holds * standsMinor);
    return reply?.outcome === 'approved';
  }

  /**
   * Reverses a request that was never sent, which the host cannot know. True when it was accepted.
   */
  *reverseUnsent(original: TransactionRequest): Conversation<boolean> {
    const outcome = yield* this.#reverseUnanswered(original);
    return outcome !== undefined && REVERSED.has(outcome);
  }

  /**
   * x201: sends the same message again. The answer must be the same, and nothing may be posted
   * twice.
   */
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

  /**
   * Changes the PIN to `toPin`. Without an answer it is repeated: a reversal would not bring the
   * old PIN back. True when it was changed.
   */
  *changePin(holder: Cardholder, request: TransactionRequest, toPin: string): Conversation<boolean> {
    const reply = transactionResponse(yield request) ?? (yield* this.#sendUntilAnswered({ ...request, repeat: true }));
    if (reply === undefined) {
      holder.pin = undefined;
      return false;
    }
    if (!isApproval(reply.outcome)) return false;
    holder.pin = toPin;
    return true;
  }

  /** Call it with the answer to a request with the right PIN, after a change of PIN. */
  expectRightPin(reply: TransactionResponse | undefined): void {
    if (reply !== undefined && WRONG_PIN.has(reply.outcome)) this.#findings.refusedPins += 1;
  }

  /** True when it was approved. */
  *manageNetwork(networkFunction: NetworkFunction): Conversation<boolean> {
    const reply = yield this.messages.network(networkFunction);
    return reply?.outcome === 'approved';
  }

  /** The outcome of the reversal; undefined when it was never answered. */
  *#reverseUnanswered(original: TransactionRequest): Conversation<Outcome | undefined> {
    const reply = yield* this.#sendUntilAnswered(this.messages.reversal(original, '', { reason: 'timeout' }));
    return reply?.outcome;
  }

  /** Undefined when the host never answered with a decision. */
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
