import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Attempt, FollowUp } from '../limits/rules/command.ts';
import type { Decision } from '../limits/rules/decision.ts';
import { EVENT_TRAITS, eventOf, isFollowUp, REFUSED_AS } from '../limits/rules/event.ts';
import type { ProfileSet } from '../limits/rules/profile.ts';
import type { DecisionStore, MaybePromise } from '../limits/store.ts';
import { StoreError } from '../limits/store.ts';
import type { PinVerifier } from '../pin/pin-verifier.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { isApproval } from '../protocol/outcome.ts';
import { formatProblem, panOf } from './check-format.ts';
import { type AskRules, attemptOf, followUpOf } from './command.ts';
import { DeadlineQueue, type Due } from './deadline-queue.ts';
import { DOUBT_LIMITS, type DoubtLimits, Doubts } from './in-doubt.ts';
import { idempotencyKey } from './keys.ts';
import { refusalOf } from './local-decline.ts';
import type { Observer } from './observer.ts';
import { RECENT_KEYS_MAX, RecentKeys } from './recent-keys.ts';
import { decidedResponse, undecidedResponse } from './respond.ts';

/** How often deadlines are looked at: the most by which an answer 91 is later than its deadline. */
const DEADLINE_TICK_MS = 20;
const ATTEMPT_ID_PREFIX_BYTES = 6;

/** Takes the response to a message, at once or later, exactly once. */
export interface Replier {
  reply(response: TransactionResponse): void;
}

export interface AuthorizeRules extends AskRules {
  /** Digits that the PANs of this issuer start with. */
  readonly panPrefixes: readonly string[];
  readonly deadlineMs: number;
}

export interface AuthorizerParts {
  readonly store: DecisionStore;
  readonly tokenOf: (pan: string) => string;
  readonly pinVerifier: PinVerifier;
  readonly rules: AuthorizeRules;
  /** As the store has them. */
  readonly profiles: ProfileSet;
  readonly observer: Observer;
  readonly doubtLimits?: DoubtLimits;
  /** Monotonic. */
  readonly nowMs?: () => number;
}

/** A message whose decision has not come yet. */
class Pending implements Due {
  readonly request: TransactionRequest;
  readonly replier: Replier;
  readonly asked: Attempt | FollowUp;
  readonly startedMs: number;
  expired = false;
  dueMs = 0;
  before: Due | undefined = undefined;
  after: Due | undefined = undefined;
  readonly #authorizer: Authorizer;

  constructor(authorizer: Authorizer, request: TransactionRequest, replier: Replier, asked: Attempt | FollowUp, startedMs: number) {
    this.#authorizer = authorizer;
    this.request = request;
    this.replier = replier;
    this.asked = asked;
    this.startedMs = startedMs;
  }

  onDue(): void {
    this.#authorizer.expire(this);
  }
}

/** True when an approval of it changes the card, so that a lost answer must be taken back. */
function mustBeTakenBack(asked: Attempt | FollowUp): boolean {
  return EVENT_TRAITS[asked.event].takenBack && asked.refusal === '';
}

/** From a request to its response: checks without I/O, then one store call, within the deadline. */
export class Authorizer {
  readonly doubts: Doubts;
  readonly #store: DecisionStore;
  readonly #tokenOf: (pan: string) => string;
  readonly #pinVerifier: PinVerifier;
  readonly #rules: AuthorizeRules;
  readonly #profiles: ProfileSet;
  readonly #observer: Observer;
  readonly #nowMs: () => number;
  readonly #deadlines: DeadlineQueue;
  readonly #recentKeys = new RecentKeys(RECENT_KEYS_MAX);
  readonly #attemptIdPrefix = randomBytes(ATTEMPT_ID_PREFIX_BYTES).toString('base64url');
  #attemptIds = 0;

  constructor(parts: AuthorizerParts) {
    this.#store = parts.store;
    this.#tokenOf = parts.tokenOf;
    this.#pinVerifier = parts.pinVerifier;
    this.#rules = parts.rules;
    this.#profiles = parts.profiles;
    this.#observer = parts.observer;
    this.#nowMs = parts.nowMs ?? (() => performance.now());
    this.#deadlines = new DeadlineQueue(parts.rules.deadlineMs, DEADLINE_TICK_MS, this.#nowMs);
    this.doubts = new Doubts(parts.store, parts.observer, parts.doubtLimits ?? DOUBT_LIMITS);
  }

  /** The request's PIN block is zeroed. A bug below is answered systemMalfunction; this does not throw. */
  authorize(request: TransactionRequest, replier: Replier): void {
    const startedMs = this.#nowMs();
    try {
      this.#decide(request, replier, startedMs);
    } catch (error) {
      this.#failed(request, replier, startedMs, error);
    } finally {
      if (request.pinBlock.length > 0) request.pinBlock.fill(0);
      if (request.newPinBlock.length > 0) request.newPinBlock.fill(0);
    }
  }

  #decide(request: TransactionRequest, replier: Replier, startedMs: number): void {
    const event = eventOf(request);
    const problem = formatProblem(request, event);
    if (problem !== '') {
      this.#answerStraight(request, replier, startedMs, 'formatError', problem);
      return;
    }
    if (request.macCheck === 'wrong' || request.macCheck === 'missing') {
      this.#answerStraight(request, replier, startedMs, 'macError');
      return;
    }
    const pan = panOf(request);
    const cardToken = this.#tokenOf(pan);
    const key = idempotencyKey(request);
    const hindrance = this.#hindrance(cardToken, key);
    if (hindrance !== '') {
      this.#answerStraight(request, replier, startedMs, hindrance);
      return;
    }
    const refusal = refusalOf(request, event, pan, this.#rules.panPrefixes);
    const found = { pan, cardToken, key, attemptId: this.#attemptId(), refusal };
    const asked = event ?? REFUSED_AS[request.class];
    if (isFollowUp(asked)) {
      const followUp = followUpOf(request, asked, found, this.#rules);
      this.#take(request, replier, startedMs, followUp, this.#store.decide(followUp));
    } else {
      const attempt = attemptOf(request, asked, found, this.#rules, this.#pinVerifier);
      this.#take(request, replier, startedMs, attempt, this.#store.decide(attempt));
    }
  }

  #take(request: TransactionRequest, replier: Replier, startedMs: number, asked: Attempt | FollowUp, answer: MaybePromise<Decision>): void {
    if (answer instanceof Promise) this.#await(new Pending(this, request, replier, asked, startedMs), answer);
    else this.#send(request, replier, startedMs, decidedResponse(request, asked, answer, this.#profiles));
  }

  /** Why the store is not asked; empty when it is. */
  #hindrance(cardToken: string, key: string): Outcome | '' {
    if (!this.#recentKeys.claim(key, cardToken)) return 'duplicateTransmission';
    return this.doubts.full || this.doubts.has(cardToken, key) ? 'issuerInoperative' : '';
  }

  #attemptId(): string {
    this.#attemptIds += 1;
    return `${this.#attemptIdPrefix}${this.#attemptIds.toString(36)}`;
  }

  #await(pending: Pending, answer: Promise<Decision>): void {
    this.#deadlines.add(pending, pending.startedMs);
    answer.then(
      (decision) => this.#came(pending, decision),
      (error: unknown) => this.#rejected(pending, error),
    );
  }

  #came(pending: Pending, decision: Decision): void {
    if (!pending.expired) {
      this.#deadlines.remove(pending);
      const response = decidedResponse(pending.request, pending.asked, decision, this.#profiles);
      this.#send(pending.request, pending.replier, pending.startedMs, response);
      return;
    }
    this.#observer.lateDecision();
    if (!mustBeTakenBack(pending.asked)) return;
    if (isApproval(decision.outcome)) this.doubts.takeBack(pending.asked);
    else this.doubts.end(pending.asked);
  }

  #rejected(pending: Pending, error: unknown): void {
    // Unless it refused, the store may have decided although its answer was lost on the way.
    const refused = error instanceof StoreError && error.code === 'refused';
    const doubtful = mustBeTakenBack(pending.asked) && !refused;
    if (!pending.expired) {
      this.#deadlines.remove(pending);
      if (doubtful) this.doubts.begin(pending.asked);
      this.#failed(pending.request, pending.replier, pending.startedMs, error);
    }
    if (doubtful) this.doubts.takeBack(pending.asked);
    else if (pending.expired && mustBeTakenBack(pending.asked)) this.doubts.end(pending.asked);
  }

  /** Called by the deadline queue. */
  expire(pending: Pending): void {
    pending.expired = true;
    if (mustBeTakenBack(pending.asked)) this.doubts.begin(pending.asked);
    this.#answerStraight(pending.request, pending.replier, pending.startedMs, 'issuerInoperative');
  }

  #failed(request: TransactionRequest, replier: Replier, startedMs: number, error: unknown): void {
    const unreachable = error instanceof StoreError && error.code === 'unreachable';
    if (!unreachable) this.#observer.fault('authorize', error);
    this.#answerStraight(request, replier, startedMs, unreachable ? 'issuerInoperative' : 'systemMalfunction');
  }

  #answerStraight(request: TransactionRequest, replier: Replier, startedMs: number, outcome: Outcome, reason = ''): void {
    this.#send(request, replier, startedMs, undecidedResponse(request, outcome, reason));
  }

  #send(request: TransactionRequest, replier: Replier, startedMs: number, response: TransactionResponse): void {
    replier.reply(response);
    this.#observer.decided(request, response, this.#nowMs() - startedMs);
  }
}
