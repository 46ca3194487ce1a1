/** Authorizes requests: local checks without I/O, then one store call, within the deadline. */
import { performance } from 'node:perf_hooks';
import type { StoreCommand } from '../limits/rules/command.ts';
import type { Decision } from '../limits/rules/decision.ts';
import { eventOf, eventRow, isFollowUp, type MessageEvent, UNSUPPORTED_EVENTS } from '../limits/rules/event.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import { type DecisionStore, type MaybePromise, StoreError } from '../limits/store.ts';
import type { PinVerifier } from '../pin/pin-verifier.ts';
import type { Malformed } from '../protocol/codec.ts';
import { maskPan } from '../protocol/mask.ts';
import type { Request, TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { isApproval } from '../protocol/outcome.ts';
import { AttemptIds } from './attempt-ids.ts';
import { AuthorizerState } from './authorizer-state.ts';
import { formatProblem } from './check-format.ts';
import { attemptOf, type CommandRules, doubtfulAttemptOf, followUpOf } from './command.ts';
import { DeadlineQueue } from './deadline-queue.ts';
import { Exchange, type RequestHandler, type ResponseSink } from './exchange.ts';
import { idempotencyKey } from './keys.ts';
import { refusalOf } from './local-decline.ts';
import { answerNetwork } from './network.ts';
import type { Observer } from './observer.ts';
import { decidedResponse, networkResponse, undecidedResponse } from './respond.ts';

/** How often deadlines are checked: an answer 91 is at most this much later than its deadline. */
const DEADLINE_TICK_MS = 20;
const OTHER_TERMINAL = 'The client certificate of this connection does not name this terminal.';

export interface AuthorizeRules extends CommandRules {
  /** The prefix of this issuer's PANs. */
  readonly panPrefixes: readonly string[];
  readonly deadlineMs: number;
}

export interface AuthorizerParts {
  readonly store: DecisionStore;
  readonly tokenOf: (pan: string) => string;
  readonly pinVerifier: PinVerifier;
  readonly rules: AuthorizeRules;
  /** The profiles that the store decides by. */
  readonly profiles: ProfileSet;
  readonly observer: Observer;
  /** The state of this authorizer alone; a new one when not given. */
  readonly state?: AuthorizerState;
  /** Monotonic. */
  readonly nowMs?: () => number;
}

/**
 * The command of an exchange if its approval changes the card. Such an approval must be taken back
 * when the terminal did not get the answer. Undefined when there is nothing to take back.
 */
function revocable({ command }: Exchange): StoreCommand | undefined {
  return command !== undefined && command.refusal === '' && eventRow(command.event).takenBack ? command : undefined;
}

function zeroPinBlocks(request: TransactionRequest): void {
  if (request.pinBlock.length > 0) request.pinBlock.fill(0);
  if (request.newPinBlock.length > 0) request.newPinBlock.fill(0);
}

export class Authorizer implements RequestHandler {
  readonly state: AuthorizerState;
  readonly #store: DecisionStore;
  readonly #tokenOf: (pan: string) => string;
  readonly #pinVerifier: PinVerifier;
  readonly #rules: AuthorizeRules;
  readonly #profiles: ProfileSet;
  readonly #observer: Observer;
  readonly #nowMs: () => number;
  readonly #deadlines: DeadlineQueue;
  readonly #attemptIds = new AttemptIds();

  constructor(parts: AuthorizerParts) {
    const { store, observer, rules, nowMs = () => performance.now() } = parts;
    this.#store = store;
    this.#tokenOf = parts.tokenOf;
    this.#pinVerifier = parts.pinVerifier;
    this.#rules = rules;
    this.#profiles = parts.profiles;
    this.#observer = observer;
    this.#nowMs = nowMs;
    this.state = parts.state ?? new AuthorizerState({ store, observer });
    const { deadlineMs } = rules;
    this.#deadlines = new DeadlineQueue({ deadlineMs, tickMs: DEADLINE_TICK_MS, nowMs, onDue: (exchange) => this.#expire(exchange) });
  }

  handle(request: Request, sink: ResponseSink): void {
    if (request.class === 'networkManagement') sink.reply(answerNetwork(request));
    else this.authorize(request, sink);
  }

  handleMalformed(malformed: Malformed, sink: ResponseSink): void {
    this.#observer.refused('malformed');
    sink.reply(undecidedResponse(malformed.message, 'formatError', malformed.reason));
  }

  /** Declines a request of a terminal that its peer may not use. Nothing is asked or written. */
  declineTerminal(request: Request, sink: ResponseSink): void {
    this.#observer.refused('otherTerminal');
    if (request.class === 'networkManagement') {
      sink.reply(networkResponse(request, 'notPermittedToTerminal'));
      return;
    }
    zeroPinBlocks(request);
    this.#answerUndecided(new Exchange(request, sink, this.#nowMs()), 'notPermittedToTerminal', OTHER_TERMINAL);
  }

  /** Zeroes the request's PIN blocks. Does not throw: a bug is answered systemMalfunction. */
  authorize(request: TransactionRequest, sink: ResponseSink<TransactionResponse>): void {
    const exchange = new Exchange(request, sink, this.#nowMs());
    try {
      this.#check(exchange);
    } catch (error) {
      this.#failed(exchange, error);
    } finally {
      zeroPinBlocks(request);
    }
  }

  /** The checks in the order of the table of outcomes, up to those that need the store. */
  #check(exchange: Exchange): void {
    const { request } = exchange;
    const event = eventOf(request);
    const problem = formatProblem(exchange, event);
    if (problem !== '') {
      this.#answerUndecided(exchange, 'formatError', problem);
      return;
    }
    exchange.cardToken = this.#tokenOf(exchange.pan);
    exchange.key = idempotencyKey(request);
    exchange.attemptId = this.#attemptIds.next();
    const localDecline = this.#localDecline(exchange);
    if (localDecline !== '') {
      if (localDecline === 'issuerInoperative' && event !== undefined) this.#takeBackEarlier(exchange, event);
      this.#answerUndecided(exchange, localDecline);
      return;
    }
    exchange.refusal = refusalOf(exchange, event, this.#rules.panPrefixes);
    this.#dispatch(exchange, event ?? UNSUPPORTED_EVENTS[request.class]);
  }

  /** The outcome when the store is not asked; empty when it is asked. */
  #localDecline(exchange: Exchange): Outcome | '' {
    const { request, key, cardToken } = exchange;
    const { repeat, macCheck } = request;
    if (macCheck === 'wrong' || macCheck === 'missing') return 'macError';
    const { recentKeys, inDoubt } = this.state;
    if (repeat) exchange.lastKey = recentKeys.lastOf(key, cardToken);
    const claim = recentKeys.claim(key, cardToken, repeat);
    if (claim === 'otherCard') return 'duplicateTransmission';
    exchange.sentBefore = repeat || claim === 'known';
    return inDoubt.isFull(exchange.sentBefore) || inDoubt.has(cardToken, key, repeat) ? 'issuerInoperative' : '';
  }

  /** The store is not asked, but an earlier sending of the message may have been approved. */
  #takeBackEarlier(exchange: Exchange, event: MessageEvent): void {
    const { inDoubt } = this.state;
    if (!exchange.sentBefore || !eventRow(event).takenBack || inDoubt.isFull(true)) return;
    const attempt = doubtfulAttemptOf(exchange, event, this.#rules);
    inDoubt.begin(attempt);
    inDoubt.takeBack(attempt);
  }

  /** Asks the store. An embedded store answers at once, Redis later. */
  #dispatch(exchange: Exchange, event: MessageEvent): void {
    const command = isFollowUp(event)
      ? followUpOf(exchange, event, this.#rules)
      : attemptOf(exchange, event, this.#rules, this.#pinVerifier);
    exchange.command = command;
    const decision = this.#ask(exchange, command);
    if (decision === undefined) return;
    if (decision instanceof Promise) this.#await(exchange, command, decision);
    else this.#decided(exchange, command, decision);
  }

  /** Undefined when the store cannot decide now, and the message was answered so. */
  #ask(exchange: Exchange, command: StoreCommand): MaybePromise<Decision> | undefined {
    try {
      return this.#store.decide(command);
    } catch (error) {
      const { inDoubt } = this.state;
      // Nothing was decided, but an earlier sending of the message may have been approved.
      const earlier = exchange.sentBefore ? revocable(exchange) : undefined;
      if (earlier !== undefined) inDoubt.begin(earlier);
      this.#failed(exchange, error);
      if (earlier !== undefined) inDoubt.takeBack(earlier);
      return undefined;
    }
  }

  #await(exchange: Exchange, command: StoreCommand, decision: Promise<Decision>): void {
    this.#deadlines.add(exchange);
    decision.then(
      (value) => {
        if (exchange.expired) this.#decidedLate(exchange, value);
        else {
          this.#deadlines.remove(exchange);
          this.#decided(exchange, command, value);
        }
      },
      (error: unknown) => this.#rejected(exchange, error),
    );
  }

  #decided(exchange: Exchange, command: StoreCommand, decision: Decision): void {
    this.#answer(exchange, decidedResponse(exchange.request, command, decision, this.#profiles));
  }

  #decidedLate(exchange: Exchange, decision: Decision): void {
    this.#observer.lateDecision();
    const command = revocable(exchange);
    if (command === undefined) return;
    if (isApproval(decision.outcome)) this.state.inDoubt.takeBack(command);
    else this.state.inDoubt.end(command);
  }

  #rejected(exchange: Exchange, error: unknown): void {
    const { inDoubt } = this.state;
    const command = revocable(exchange);
    // Unless the store refused, it may have decided, and only its answer was lost. Of a message that
    // was sent before, an earlier sending may have been approved.
    const isInDoubt = exchange.sentBefore || !(error instanceof StoreError && error.code === 'refused');
    if (!exchange.expired) {
      this.#deadlines.remove(exchange);
      if (command !== undefined && isInDoubt) inDoubt.begin(command);
      this.#failed(exchange, error);
    }
    if (command === undefined) return;
    if (isInDoubt) inDoubt.takeBack(command);
    else if (exchange.expired) inDoubt.end(command);
  }

  /** The deadline passed before the store answered. */
  #expire(exchange: Exchange): void {
    exchange.expired = true;
    this.#observer.deadlineMissed();
    const command = revocable(exchange);
    if (command !== undefined) this.state.inDoubt.begin(command);
    this.#answerUndecided(exchange, 'issuerInoperative');
  }

  #failed(exchange: Exchange, error: unknown): void {
    const isUnreachable = error instanceof StoreError && error.code === 'unreachable';
    const outcome = isUnreachable ? 'issuerInoperative' : 'systemMalfunction';
    if (!isUnreachable) {
      const { stan, terminalId } = exchange.request;
      this.#observer.fault('authorize', error, { stan, terminalId, card: maskPan(exchange.pan), outcome });
    }
    this.#answerUndecided(exchange, outcome);
  }

  #answerUndecided(exchange: Exchange, outcome: Outcome, reason = ''): void {
    this.#answer(exchange, undecidedResponse(exchange.request, outcome, reason));
  }

  #answer({ request, sink, startedMs }: Exchange, response: TransactionResponse): void {
    sink.reply(response);
    this.#observer.decided(request, response, this.#nowMs() - startedMs);
  }
}
