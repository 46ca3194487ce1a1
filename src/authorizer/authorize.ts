import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Answer, Attempt, Decision, DecisionStore, Reversal } from '../limits/store.ts';
import { StoreError } from '../limits/store.ts';
import type { TransactionRequest, TransactionResponse } from '../protocol/message.ts';
import type { Outcome } from '../protocol/outcome.ts';
import { isApproval } from '../protocol/outcome.ts';
import { formatProblem, panOf } from './check-format.ts';
import { DeadlineQueue, type Due } from './deadline-queue.ts';
import { DOUBT_LIMITS, type DoubtLimits, Doubts } from './doubts.ts';
import { type CountryRules, channelOf, isDomestic } from './facts.ts';
import { approvalCodeOf, contentOf, idempotencyKey, originalKey } from './keys.ts';
import type { Observer } from './observer.ts';
import { RECENT_KEYS_MAX, RecentKeys } from './recent-keys.ts';
import { eventOf, refusalOf } from './refusal.ts';
import { decidedResponse, straightResponse } from './respond.ts';

/** How often deadlines are looked at: the most by which an answer 91 is later than its deadline. */
const DEADLINE_TICK_MS = 20;
const NONCE_PREFIX_BYTES = 6;
const NO_REFERENCES: readonly string[] = [];

/** Takes the response to a message, at once or later, exactly once. */
export interface Replier {
  reply(response: TransactionResponse): void;
}

/** From an encrypted PIN block to the reference values that a right PIN has; zeroes the block. */
export interface PinCheck {
  check(
    pan: string,
    pinBlock: Buffer,
    format: TransactionRequest['pinBlockFormat'],
    keyId: string,
  ): { readonly pin: 'malformed' } | { readonly pin: 'given'; readonly references: readonly string[] };
}

export interface AuthorizeRules extends CountryRules {
  /** Digits that the PANs of this issuer start with. */
  readonly panPrefixes: readonly string[];
  /** The message's transmission time is the instant of the decision, not the store's clock. */
  readonly messageClock: boolean;
  readonly deadlineMs: number;
}

export interface AuthorizerParts {
  readonly store: DecisionStore;
  readonly tokenOf: (pan: string) => string;
  readonly pinCheck: PinCheck;
  readonly rules: AuthorizeRules;
  readonly observer: Observer;
  readonly doubtLimits?: DoubtLimits;
  /** Monotonic. */
  readonly nowMs?: () => number;
}

/** A message whose decision has not come yet. */
class Pending implements Due {
  readonly request: TransactionRequest;
  readonly replier: Replier;
  readonly asked: Attempt | Reversal;
  readonly startedMs: number;
  expired = false;
  dueMs = 0;
  before: Due | undefined = undefined;
  after: Due | undefined = undefined;
  readonly #authorizer: Authorizer;

  constructor(authorizer: Authorizer, request: TransactionRequest, replier: Replier, asked: Attempt | Reversal, startedMs: number) {
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

/** True when an approval of it debits the card, so that a lost answer must be taken back. */
function debits(asked: Attempt | Reversal): boolean {
  return 'event' in asked && asked.event === 'spend' && asked.refusal === '';
}

/** From a request to its response: checks without I/O, then one store call, within the deadline. */
export class Authorizer {
  readonly doubts: Doubts;
  readonly #store: DecisionStore;
  readonly #tokenOf: (pan: string) => string;
  readonly #pinCheck: PinCheck;
  readonly #rules: AuthorizeRules;
  readonly #observer: Observer;
  readonly #nowMs: () => number;
  readonly #deadlines: DeadlineQueue;
  readonly #recentKeys = new RecentKeys(RECENT_KEYS_MAX);
  readonly #noncePrefix = randomBytes(NONCE_PREFIX_BYTES).toString('base64url');
  #nonces = 0;

  constructor(parts: AuthorizerParts) {
    this.#store = parts.store;
    this.#tokenOf = parts.tokenOf;
    this.#pinCheck = parts.pinCheck;
    this.#rules = parts.rules;
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
    const problem = formatProblem(request);
    if (problem !== '') {
      this.#answerStraight(request, replier, startedMs, 'formatError', problem);
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
    const refusal = refusalOf(request, pan, this.#rules.panPrefixes);
    let asked: Attempt | Reversal;
    let answer: Answer<Decision>;
    if (request.class === 'reversal') {
      asked = this.#reversal(request, cardToken, key, refusal);
      answer = this.#store.reverse(asked);
    } else {
      asked = this.#attempt(request, pan, cardToken, key, refusal);
      answer = this.#store.decide(asked);
    }
    if (answer instanceof Promise) this.#await(new Pending(this, request, replier, asked, startedMs), answer);
    else this.#send(request, replier, startedMs, decidedResponse(request, answer));
  }

  /** Why the store is not asked; empty when it is. */
  #hindrance(cardToken: string, key: string): Outcome | '' {
    if (!this.#recentKeys.claim(key, cardToken)) return 'duplicateTransmission';
    return this.doubts.full || this.doubts.has(cardToken, key) ? 'issuerInoperative' : '';
  }

  #attempt(request: TransactionRequest, pan: string, cardToken: string, key: string, refusal: Outcome | ''): Attempt {
    const checked = refusal === '' && request.pinBlock.length > 0 ? this.#check(request, pan) : undefined;
    return {
      cardToken,
      key,
      content: contentOf(request),
      nonce: this.#nonce(),
      instantMs: this.#rules.messageClock ? request.transmissionTimeMs : 0,
      refusal,
      terminalId: request.terminalId,
      event: eventOf(request) ?? 'inquiry',
      type: request.type === '' || request.type === 'unknown' ? 'purchase' : request.type,
      channel: channelOf(request),
      mcc: request.mcc,
      terminalType: request.terminalType,
      entryMode: request.entryMode,
      amountMinor: refusal === '' ? request.amountMinor : 0,
      domestic: isDomestic(request, this.#rules),
      pin: checked?.pin ?? 'absent',
      pinReferences: checked?.pin === 'given' ? checked.references : NO_REFERENCES,
      approvalCode: approvalCodeOf(cardToken, key),
      wantsHeadroom: request.explain,
    };
  }

  #check(request: TransactionRequest, pan: string): ReturnType<PinCheck['check']> {
    return this.#pinCheck.check(pan, request.pinBlock, request.pinBlockFormat, request.pinKeyId);
  }

  #reversal(request: TransactionRequest, cardToken: string, key: string, refusal: Outcome | ''): Reversal {
    return {
      cardToken,
      key,
      content: contentOf(request),
      nonce: this.#nonce(),
      instantMs: this.#rules.messageClock ? request.transmissionTimeMs : 0,
      refusal,
      terminalId: request.terminalId,
      originalKey: request.original === undefined ? '' : originalKey(request.terminalId, request.original),
      approvalCode: approvalCodeOf(cardToken, key),
    };
  }

  #nonce(): string {
    this.#nonces += 1;
    return `${this.#noncePrefix}${this.#nonces.toString(36)}`;
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
      this.#send(pending.request, pending.replier, pending.startedMs, decidedResponse(pending.request, decision));
      return;
    }
    this.#observer.lateDecision();
    if (!debits(pending.asked)) return;
    if (isApproval(decision.outcome)) this.doubts.takeBack(pending.asked);
    else this.doubts.end(pending.asked);
  }

  #rejected(pending: Pending, error: unknown): void {
    // Unless it refused, the store may have decided although its answer was lost on the way.
    const refused = error instanceof StoreError && error.code === 'refused';
    const doubtful = debits(pending.asked) && !refused;
    if (!pending.expired) {
      this.#deadlines.remove(pending);
      if (doubtful) this.doubts.begin(pending.asked);
      this.#failed(pending.request, pending.replier, pending.startedMs, error);
    }
    if (doubtful) this.doubts.takeBack(pending.asked);
    else if (pending.expired && debits(pending.asked)) this.doubts.end(pending.asked);
  }

  /** Called by the deadline queue. */
  expire(pending: Pending): void {
    pending.expired = true;
    if (debits(pending.asked)) this.doubts.begin(pending.asked);
    this.#answerStraight(pending.request, pending.replier, pending.startedMs, 'issuerInoperative');
  }

  #failed(request: TransactionRequest, replier: Replier, startedMs: number, error: unknown): void {
    const unreachable = error instanceof StoreError && error.code === 'unreachable';
    if (!unreachable) this.#observer.fault('authorize', error);
    this.#answerStraight(request, replier, startedMs, unreachable ? 'issuerInoperative' : 'systemMalfunction');
  }

  #answerStraight(request: TransactionRequest, replier: Replier, startedMs: number, outcome: Outcome, reason = ''): void {
    this.#send(request, replier, startedMs, straightResponse(request, outcome, reason));
  }

  #send(request: TransactionRequest, replier: Replier, startedMs: number, response: TransactionResponse): void {
    replier.reply(response);
    this.#observer.decided(request, response, this.#nowMs() - startedMs);
  }
}
