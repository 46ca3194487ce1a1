/**
 * Replays on an authorizer in this process. Each message is decided at its recorded instant, on a
 * card with the recorded token, so that keys, limit windows and approval codes are the same as in
 * the recording. PINs are replaced by their numbers.
 */

import { performance } from 'node:perf_hooks';
import { Authorizer } from '../../authorizer/authorize.ts';
import { SILENT } from '../../authorizer/observer.ts';
import type { Decision } from '../../limits/rules/decision.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { CardChange } from '../../limits/state/card.ts';
import type { MaybePromise, Store } from '../../limits/store.ts';
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { pluralize } from '../../protocol/plural.ts';
import type { TracedRules } from '../format/header.ts';
import type { Exchange, OfficeLine, TracedCard } from '../format/lines.ts';
import { requestOf, tracedHeadroom } from '../format/request-fields.ts';
import { TraceError } from '../format/trace-error.ts';
import type { ReplayedExchange } from './differences.ts';
import { blockOf, NO_BLOCK, NUMBERED_PINS, referenceOfPin } from './numbered-pins.ts';
import { pinNumberOf } from './pin-number.ts';
import type { ReplayHost } from './replay-host.ts';
import { restoreCard } from './restore-card.ts';
import { NO_REWRITING, type RewriteRules, Rewriter } from './rewrite.ts';
import { ofOtherIssuer, syntheticPan, withWrongCheckDigit } from './synthetic-pan.ts';

/** Long enough that no decision in a replay is late. */
const DEADLINE_MS = 60_000;

export interface InProcessHostOptions {
  /** Must use the same profiles. The host closes it. */
  readonly store: Store;
  readonly profiles: ProfileSet;
  readonly rules: TracedRules;
  readonly rewrite?: RewriteRules;
}

export class InProcessHost implements ReplayHost {
  readonly #store: Store;
  readonly #profiles: ProfileSet;
  readonly #rules: TracedRules;
  readonly #authorizer: Authorizer;
  readonly #rewriter: Rewriter;
  readonly #pans = new Map<string, string>();
  readonly #tokens = new Map<string, string>();
  #instantMs = 0;
  #answer: MaybePromise<Decision> | undefined;

  constructor(options: InProcessHostOptions) {
    const { store, profiles, rules } = options;
    this.#store = store;
    this.#profiles = profiles;
    this.#rules = rules;
    this.#rewriter = new Rewriter(options.rewrite ?? NO_REWRITING);
    this.#authorizer = new Authorizer({
      store: {
        decide: (command) => {
          const answer = store.decide({ ...command, instantMs: this.#instantMs });
          this.#answer = answer;
          return answer;
        },
        takeBack: (attempt) => store.takeBack(attempt),
      },
      tokenOf: (pan) => this.#tokens.get(pan) ?? '',
      pinVerifier: NUMBERED_PINS,
      rules: { ...rules, messageClock: true, deadlineMs: DEADLINE_MS },
      profiles,
      observer: SILENT,
    });
  }

  /**
   * Creates a card in the state in which it was first seen. Returns one sentence about each part
   * that could not be restored.
   */
  async addCard(traced: TracedCard): Promise<readonly string[]> {
    const card = this.#rewriter.card(traced);
    this.#addPan(card.token);
    if (!card.onFile) return [];
    const profile = card.profile === '' ? (this.#profiles.keys().next().value ?? '') : card.profile;
    if (!this.#profiles.has(profile)) {
      throw new TraceError(`The card ${card.maskedPan} has the limit profile "${profile}", which is not there; give it with --profiles.`);
    }
    const { token, maskedPan } = card;
    const before = restoreCard(card);
    const issued = { token, maskedPan, expiry: before.expiry, status: 'active' as const, profile, pinReference: referenceOfPin(0) };
    const created = await this.#store.cards.create([{ ...issued, balanceMinor: before.balanceMinor }]);
    if (created === 0)
      throw new TraceError(`The card ${maskedPan} is on file already; replay on an empty store or with another --redis-prefix.`);
    let lost = 0;
    for (const { command, expected } of before.commands) {
      const decision = await this.#store.decide(command);
      if (!expected.includes(decision.outcome)) lost += 1;
    }
    const change = {
      ...(card.expiry === before.expiry ? {} : { expiry: card.expiry }),
      ...(card.status === 'active' ? {} : { status: card.status }),
    };
    if (Object.keys(change).length > 0) await this.#store.cards.change(token, change);
    return lost === 0 ? [] : [`${pluralize(lost, 'earlier use')} of the card ${maskedPan} could not be brought back.`];
  }

  #addPan(token: string): string {
    const pan = syntheticPan(this.#rules.panPrefixes[0] ?? '', this.#pans.size + 1);
    this.#pans.set(token, pan);
    for (const form of [pan, withWrongCheckDigit(pan), ofOtherIssuer(pan, this.#rules.panPrefixes)]) this.#tokens.set(form, token);
    return pan;
  }

  #panFor({ token, decision }: Exchange): string {
    const pan = this.#pans.get(token) ?? this.#addPan(token);
    if (decision?.refusal === 'noSuchIssuer') return ofOtherIssuer(pan, this.#rules.panPrefixes);
    return decision?.refusal === 'invalidCardNumber' ? withWrongCheckDigit(pan) : pan;
  }

  /** Decides an exchange again: synchronously on the memory store, asynchronously on others. */
  send(exchange: Exchange): MaybePromise<ReplayedExchange> {
    const pan = this.#panFor(exchange);
    const request = requestOf(
      this.#rewriter.request(exchange),
      pan,
      blockOf(pinNumberOf(exchange)),
      exchange.decision?.newPin === undefined ? NO_BLOCK : blockOf(exchange.decision.newPin),
    );
    this.#instantMs = this.#rewriter.instant(exchange.atMs);
    this.#answer = undefined;
    const startedMs = performance.now();
    const answered = this.#ask(request);
    const decision = this.#answer;
    if (!(answered instanceof Promise) && !isLater(decision)) return this.#replayed(exchange, answered, decision, startedMs);
    return Promise.all([answered, decision]).then(([response, decided]) => this.#replayed(exchange, response, decided, startedMs));
  }

  #ask(request: TransactionRequest): MaybePromise<TransactionResponse> {
    let now: TransactionResponse | undefined;
    let later: ((response: TransactionResponse) => void) | undefined;
    this.#authorizer.authorize(request, {
      reply: (response) => {
        if (later === undefined) now = response;
        else later(response);
      },
    });
    if (now !== undefined) return now;
    return new Promise((resolve) => {
      later = resolve;
    });
  }

  #replayed(exchange: Exchange, response: TransactionResponse, decision: Decision | undefined, startedMs: number): ReplayedExchange {
    this.#rewriter.learn(exchange, response.approvalCode);
    return {
      outcome: response.outcome,
      approvedAmountMinor: response.approvedAmountMinor,
      flag: response.flag,
      repeated: response.repeated,
      ledgerMinor: decision?.ledgerMinor,
      availableMinor: decision?.availableMinor,
      headroom: response.headroom.map(tracedHeadroom),
      approvalCode: response.approvalCode,
      latencyMs: performance.now() - startedMs,
    };
  }

  /**
   * Repeats a change that the issuer made. A refusal by the store is ignored: later exchanges will
   * differ and show it.
   */
  async applyOfficeLine({ token, fundMinor, change }: OfficeLine): Promise<void> {
    try {
      if (fundMinor !== undefined) await this.#store.cards.fund(token, fundMinor);
      if (change !== undefined) await this.#store.cards.change(token, withoutUndefined(change));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'StoreError') throw error;
    }
  }

  async close(): Promise<void> {
    await this.#store.close();
  }
}

function isLater(decision: MaybePromise<Decision> | undefined): decision is Promise<Decision> {
  return decision instanceof Promise;
}

function withoutUndefined(change: NonNullable<OfficeLine['change']>): CardChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
