/**
 * Records the requests, responses and decisions of the authorizer as a trace.
 * It watches three places: the store, where the decision and the card are known; the PIN
 * verifier, which is the last to see the PIN block; and the observer, which gets request and
 * response. It never sees a clear PIN: it tells PINs apart by their reference values.
 */

import { idempotencyKey } from '../../authorizer/keys.ts';
import { forwardTo, type Observer } from '../../authorizer/observer.ts';
import type { ClockKind } from '../../config/clock-setting.ts';
import type { StoreCommand } from '../../limits/rules/command.ts';
import type { Decision } from '../../limits/rules/decision.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { CardChange } from '../../limits/state/card.ts';
import type { CardStore, MaybePromise, Store } from '../../limits/store.ts';
import type { PinVerifier } from '../../pin/pin-verifier.ts';
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { TRACE_NOTICE, TRACE_VERSION, type TracedRules } from '../format/header.ts';
import type { Exchange, OfficeLine } from '../format/lines.ts';
import { profilesFields } from '../format/profile-fields.ts';
import { tracedResponse } from '../format/request-fields.ts';
import { cardLine, unknownCardLine } from './card-line.ts';
import { type DecidedCommand, DecidedCommands, type PinBlocks } from './decided-commands.ts';
import { recordedDecision, recordedRequest } from './exchange-fields.ts';
import type { LineSink } from './line-file.ts';
import { PinNumbers } from './pin-numbers.ts';

/** Cards in one recording; exchanges of further cards are left out and counted. */
export const RECORDED_CARDS_MAX = 1_000_000;

export interface RecorderParts {
  readonly sink: LineSink;
  readonly ring: { readonly id: string; readonly isTest: boolean };
  readonly profiles: ProfileSet;
  readonly clock: ClockKind;
  readonly rules: TracedRules;
  readonly release: string;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
}

interface RecordedCard {
  readonly pins: PinNumbers;
  /** Pending while the store is asked for the card's first state; lines of the card wait for it. */
  opening: Promise<void> | undefined;
}

/** A request, its response and, if a store decided, the command with its decision and card. */
interface Answered {
  readonly request: TransactionRequest;
  readonly response: TransactionResponse;
  readonly latencyMs: number;
  readonly decided: { readonly by: DecidedCommand; readonly card: RecordedCard } | undefined;
}

const NO_CARD = '0'.repeat(32);

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #cards = new Map<string, RecordedCard>();
  readonly #blocks: PinBlocks = { pinBlock: '', newPinBlock: '' };
  readonly #decided = new DecidedCommands();
  #sequence = 0;
  /** The latest instant of a decision; stands in for lines that have no instant of their own. */
  #lastMs = 0;
  /** Number of exchanges that were left out. */
  leftOut = 0;

  constructor(parts: RecorderParts) {
    const { sink, ring, profiles, clock, rules, release, nowMs } = parts;
    this.#parts = parts;
    const header = {
      aksept: 'trace',
      version: TRACE_VERSION,
      source: 'record',
      release,
      startedAtMs: nowMs(),
      clock,
      keyRing: ring.id,
      notice: TRACE_NOTICE,
      lacks: [],
      rules,
      profiles: profilesFields(profiles),
    };
    sink.line(JSON.stringify(header));
  }

  /** Wraps a store so that its decisions and card changes are recorded. */
  watchStore(store: Store): Store {
    // Loads the snapshot script into Redis now. Loading it later would let a decision overtake
    // the snapshot that must come before it.
    store.cards.snapshot(NO_CARD, 0).catch(() => undefined);
    return {
      description: store.description,
      identity: store.identity,
      sweep: () => store.sweep(),
      ready: () => store.ready(),
      usage: () => store.usage(),
      close: () => store.close(),
      takeBack: (attempt) => store.takeBack(attempt),
      cards: this.#watchCards(store.cards),
      journal: (entriesMax) => store.journal(entriesMax),
      journalEnd: () => store.journalEnd(),
      journalAfter: (range) => store.journalAfter(range),
      decide: (command) => this.#decide(store, command),
    };
  }

  #watchCards(cards: CardStore): CardStore {
    return {
      create: (created) => cards.create(created),
      get: (token) => cards.get(token),
      getAll: (tokens) => cards.getAll(tokens),
      list: (cursor, pageSize) => cards.list(cursor, pageSize),
      endHolds: (token) => cards.endHolds(token),
      snapshot: (token, instantMs) => cards.snapshot(token, instantMs),
      history: (token, query) => cards.history(token, query),
      historyFromMs: (token) => cards.historyFromMs(token),
      fund: async (token, amountMinor, key) => {
        const funded = await cards.fund(token, amountMinor, key);
        if (funded?.funding.repeated === false) this.#cardChanged(token, { fundMinor: amountMinor });
        return funded;
      },
      change: async (token, change) => {
        const card = await cards.change(token, change);
        if (card !== undefined) this.#cardChanged(card.token, { change: this.#tracedChange(token, change) });
        return card;
      },
    };
  }

  /** Without the reference of a new PIN, which is PIN 0 from then on: the one that is right. */
  #tracedChange(token: string, { pinReference, ...change }: CardChange): CardChange {
    if (pinReference === undefined) return change;
    const card = this.#cards.get(token);
    if (card !== undefined) card.pins.firstReference = pinReference;
    return { ...change, unblockPin: true };
  }

  /**
   * Wraps a PIN verifier. With a test key ring the encrypted PIN blocks are kept until the
   * decision.
   */
  watchPins(pinVerifier: PinVerifier): PinVerifier {
    if (!this.#parts.ring.isTest) return pinVerifier;
    const blocks = this.#blocks;
    return {
      check: (request) => {
        // A PIN change calls this twice: first with the PIN, then with the new PIN.
        blocks[blocks.pinBlock === '' ? 'pinBlock' : 'newPinBlock'] = request.pinBlock.toString('hex');
        return pinVerifier.check(request);
      },
    };
  }

  observe(next: Observer): Observer {
    return {
      ...forwardTo(next),
      decided: (request, response, latencyMs) => {
        next.decided(request, response, latencyMs);
        this.#answered(request, response, latencyMs);
      },
    };
  }

  #decide(store: Store, command: StoreCommand): MaybePromise<Decision> {
    const blocks = { ...this.#blocks };
    this.#blocks.pinBlock = '';
    this.#blocks.newPinBlock = '';
    this.#open(store, command);
    const answer = store.decide(command);
    if (answer instanceof Promise) {
      return answer.then((decision) => {
        this.#decided.add({ command, decision, blocks });
        return decision;
      });
    }
    this.#decided.add({ command, decision: answer, blocks });
    return answer;
  }

  /** Asks for the state of a new card. The store answers this before the decision that follows. */
  #open(store: Store, { cardToken, instantMs }: StoreCommand): void {
    if (this.#cards.has(cardToken) || this.#cards.size >= RECORDED_CARDS_MAX) return;
    const recorded: RecordedCard = { pins: new PinNumbers(), opening: undefined };
    this.#cards.set(cardToken, recorded);
    recorded.opening = store.cards.snapshot(cardToken, instantMs).then(
      (snapshot) => {
        recorded.opening = undefined;
        recorded.pins.firstReference = snapshot?.card.pinReference;
        this.#parts.sink.line(JSON.stringify(snapshot === undefined ? unknownCardLine(cardToken) : cardLine(snapshot)));
      },
      () => {
        // The store is unreachable: the card's next message asks again.
        this.#cards.delete(cardToken);
        recorded.opening = undefined;
      },
    );
  }

  #answered(request: TransactionRequest, response: TransactionResponse, latencyMs: number): void {
    const by = response.decidedAtMs === 0 ? undefined : this.#decided.take(idempotencyKey(request));
    if (by === undefined) {
      this.#write({ request, response, latencyMs, decided: undefined });
      return;
    }
    const card = this.#cards.get(by.command.cardToken);
    if (card === undefined) {
      this.leftOut += 1;
      return;
    }
    const write = (): void => this.#write({ request, response, latencyMs, decided: { by, card } });
    if (card.opening === undefined) write();
    else void card.opening.then(write);
  }

  #write(answered: Answered): void {
    const { request, response, latencyMs, decided } = answered;
    this.#sequence += 1;
    const exchange: Exchange = {
      kind: 'exchange',
      sequence: this.#sequence,
      atMs: this.#instantOf(answered),
      codec: request.context?.codec ?? 'protobuf',
      token: decided?.by.command.cardToken ?? '',
      request: recordedRequest(request, decided?.by),
      outcome: response.outcome,
      response: tracedResponse(response),
      ...(decided === undefined ? {} : { decision: recordedDecision(decided.by, decided.card.pins) }),
      latencyMs: Math.round(latencyMs * 1_000) / 1_000,
    };
    if (!this.#parts.sink.line(JSON.stringify(exchange))) this.leftOut += 1;
  }

  #instantOf({ request, response, decided }: Answered): number {
    if (this.#parts.clock === 'message') return request.transmissionTimeMs;
    if (decided === undefined || decided.by.decision.repeated) return this.#lastMs || this.#parts.nowMs();
    this.#lastMs = Math.max(this.#lastMs, response.decidedAtMs);
    return response.decidedAtMs;
  }

  #cardChanged(token: string, fields: Pick<OfficeLine, 'fundMinor'> | { readonly change: object }): void {
    const card = this.#cards.get(token);
    // No message has named the card yet: its first state will include the change.
    if (card === undefined) return;
    const write = (): void => {
      this.#sequence += 1;
      const atMs = this.#lastMs || this.#parts.nowMs();
      this.#parts.sink.line(JSON.stringify({ kind: 'office', sequence: this.#sequence, atMs, token, ...fields }));
    };
    if (card.opening === undefined) write();
    else void card.opening.then(write);
  }
}
