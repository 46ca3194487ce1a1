/**
 * Records what the authorizer is asked and answers. It stands in three places: in front of the store, where the decision
 * and the card are known; in front of the PIN check, where the PIN block is seen last; and beside the metrics, where
 * request and response are. The clear PIN is never seen: PINs are told apart by their reference values and numbered.
 */

import { panOf } from '../../authorizer/check-format.ts';
import { idempotencyKey } from '../../authorizer/keys.ts';
import type { Observer } from '../../authorizer/observer.ts';
import type { Attempt, FollowUp, StoreCommand } from '../../limits/rules/command.ts';
import type { Decision } from '../../limits/rules/decision.ts';
import { isFollowUp } from '../../limits/rules/event.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { CardRecord } from '../../limits/state/card.ts';
import type { CardSnapshot } from '../../limits/state/card-snapshot.ts';
import type { CardStore, MaybePromise, Store } from '../../limits/store.ts';
import type { PinVerifier } from '../../pin/pin-verifier.ts';
import type { TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { PIN_NUMBER_MAX } from '../format/fields.ts';
import { TRACE_NOTICE, TRACE_VERSION, type TracedRules } from '../format/header.ts';
import type { Exchange, OfficeLine, TracedCard, TracedDecision } from '../format/lines.ts';
import { profilesFields } from '../format/profile-fields.ts';
import { tracedRequest, tracedResponse } from '../format/request-fields.ts';
import type { LineSink } from './line-file.ts';

/** Cards that are told apart; exchanges of further ones are left out and counted. */
export const RECORDED_CARDS_MAX = 1_000_000;

export interface RecorderParts {
  readonly sink: LineSink;
  readonly ring: { readonly id: string; readonly isTest: boolean };
  readonly profiles: ProfileSet;
  readonly clock: 'wall' | 'message';
  readonly rules: TracedRules;
  readonly release: string;
  /** Unix milliseconds. */
  readonly nowMs: () => number;
}

/** What is kept in memory of a card, so that its PINs can be told apart. */
interface RecordedCard {
  /** Reference of the PIN that it opened with. */
  readonly reference: string;
  readonly numbers: Map<string, number>;
  /** The card's state has been asked for and is not there yet. */
  opening: Promise<void> | undefined;
}

interface PinBlocks {
  pinBlock: string;
  newPinBlock: string;
}

/** Decided, and not yet answered. */
interface DecidedCommand {
  readonly asked: Attempt | FollowUp;
  readonly decision: Decision;
  readonly blocks: PinBlocks;
}

const NO_CARD = '0'.repeat(32);
const NO_REFERENCES: readonly string[] = [];

function isAttempt(asked: Attempt | FollowUp): asked is Attempt {
  return !isFollowUp(asked.event);
}

function openingLine({ card, spends, holds }: CardSnapshot): TracedCard {
  const holdOf = new Map(holds.flatMap((hold) => hold.spendIds.map((id) => [id, hold.key] as const)));
  return {
    kind: 'card',
    token: card.token,
    maskedPan: card.maskedPan,
    onFile: true,
    expiry: card.expiry,
    status: card.status,
    profile: card.profile,
    ledgerMinor: card.ledgerMinor,
    pinTriesUsed: card.pinTriesUsed,
    clockMs: card.clockMs,
    spends: spends.map(({ id, instantMs, amountMinor, type, channel, mcc }) => {
      const hold = holdOf.get(id);
      return { atMs: instantMs, amountMinor, type, channel, mcc, ...(hold === undefined ? {} : { hold }) };
    }),
    holds: holds.map(({ key, expiresAtMs, amountMinor }) => ({ key, expiresAtMs, amountMinor })),
  };
}

export class Recorder {
  readonly #parts: RecorderParts;
  readonly #cards = new Map<string, RecordedCard>();
  readonly #blocks: PinBlocks = { pinBlock: '', newPinBlock: '' };
  #ready: DecidedCommand[] = [];
  #sequence = 0;
  /** The latest instant of a decision: when something is told that has none. */
  #lastMs = 0;
  /** Exchanges that were left out. */
  leftOut = 0;

  constructor(parts: RecorderParts) {
    const { sink, ring, profiles, clock, rules, release, nowMs } = parts;
    this.#parts = parts;
    const header = { aksept: 'trace', version: TRACE_VERSION, source: 'record', release, startedAtMs: nowMs(), clock, keyRing: ring.id };
    sink.line(JSON.stringify({ ...header, notice: TRACE_NOTICE, lacks: [], rules, profiles: profilesFields(profiles) }));
  }

  /** The store as it is, watched. */
  watchStore(store: Store): Store {
    // Redis learns the script now: later it must answer in its turn, before the decision that follows.
    store.cards.snapshot(NO_CARD, 0).catch(() => undefined);
    const watched: Store = {
      description: store.description,
      ready: () => store.ready(),
      close: () => store.close(),
      takeBack: (attempt) => store.takeBack(attempt),
      cards: this.#watchCards(store.cards),
      journal: (entriesMax) => store.journal(entriesMax),
      decide: (command) => this.#watch(store, command),
    };
    return watched;
  }

  #watchCards(cards: CardStore): CardStore {
    return {
      create: (created) => cards.create(created),
      get: (token) => cards.get(token),
      getAll: (tokens) => cards.getAll(tokens),
      list: (cursor, pageSize) => cards.list(cursor, pageSize),
      snapshot: (token, instantMs) => cards.snapshot(token, instantMs),
      fund: async (token, amountMinor) => {
        const card = await cards.fund(token, amountMinor);
        if (card !== undefined) this.#office(card, { fundMinor: amountMinor });
        return card;
      },
      change: async (token, change) => {
        const card = await cards.change(token, change);
        if (card !== undefined) this.#office(card, { change });
        return card;
      },
    };
  }

  /** The PIN check as it is; with a test key ring the blocks are kept until the decision, as they came. */
  watchPins(pinVerifier: PinVerifier): PinVerifier {
    if (!this.#parts.ring.isTest) return pinVerifier;
    const blocks = this.#blocks;
    return {
      check: (request) => {
        // The PIN itself is checked first, then, of a PIN change, the new one.
        blocks[blocks.pinBlock === '' ? 'pinBlock' : 'newPinBlock'] = request.pinBlock.toString('hex');
        return pinVerifier.check(request);
      },
    };
  }

  observe(next: Observer): Observer {
    return {
      decided: (request, response, latencyMs) => {
        next.decided(request, response, latencyMs);
        this.#answered(request, response, latencyMs);
      },
      connectionOpened: () => next.connectionOpened(),
      connectionClosed: (end) => next.connectionClosed(end),
      refused: (input) => next.refused(input),
      lateDecision: () => next.lateDecision(),
      takeBackTried: (result) => next.takeBackTried(result),
      fault: (where, error) => next.fault(where, error),
    };
  }

  #watch(store: Store, asked: StoreCommand): MaybePromise<Decision> {
    const blocks = { ...this.#blocks };
    this.#blocks.pinBlock = '';
    this.#blocks.newPinBlock = '';
    this.#open(store, asked);
    const answer = store.decide(asked);
    if (answer instanceof Promise) {
      // The authorizer hears of it next, and in this order: what is ready first is answered first.
      return answer.then((decision) => {
        this.#ready.push({ asked, decision, blocks });
        return decision;
      });
    }
    this.#ready.push({ asked, decision: answer, blocks });
    return answer;
  }

  /** Asks for the state of a card that was not seen before; the store answers that before the decision that follows. */
  #open(store: Store, asked: Attempt | FollowUp): void {
    const { cardToken } = asked;
    if (this.#cards.has(cardToken) || this.#cards.size >= RECORDED_CARDS_MAX) return;
    const seen: { -readonly [K in keyof RecordedCard]: RecordedCard[K] } = { reference: '', numbers: new Map(), opening: undefined };
    this.#cards.set(cardToken, seen);
    seen.opening = store.cards.snapshot(cardToken, asked.instantMs).then(
      (snapshot) => {
        seen.opening = undefined;
        seen.reference = snapshot?.card.pinReference ?? '';
        const unknown = { kind: 'card', token: cardToken, maskedPan: '', onFile: false };
        this.#parts.sink.line(JSON.stringify(snapshot === undefined ? unknown : openingLine(snapshot)));
      },
      () => {
        // The store can't be reached: the card is opened by its next message.
        this.#cards.delete(cardToken);
        seen.opening = undefined;
      },
    );
  }

  #answered(request: TransactionRequest, response: TransactionResponse, latencyMs: number): void {
    const ready = response.decidedAtMs === 0 ? undefined : this.#take(idempotencyKey(request));
    const seen = ready === undefined ? undefined : this.#cards.get(ready.asked.cardToken);
    if (ready !== undefined && seen === undefined) {
      this.leftOut += 1;
      return;
    }
    const write = (): void => this.#write(request, response, latencyMs, ready, seen);
    if (seen?.opening === undefined) write();
    else void seen.opening.then(write);
  }

  /** What was ready before and not answered came too late: it was answered 91. */
  #take(key: string): DecidedCommand | undefined {
    const at = this.#ready.findIndex(({ asked }) => asked.key === key);
    if (at === -1) return undefined;
    const [ready] = this.#ready.splice(0, at + 1).slice(-1);
    return ready;
  }

  #write(
    request: TransactionRequest,
    response: TransactionResponse,
    latencyMs: number,
    ready: DecidedCommand | undefined,
    seen: RecordedCard | undefined,
  ): void {
    this.#sequence += 1;
    const pan = ready === undefined ? readablePan(request) : panOf(request);
    const traced: Record<string, unknown> = tracedRequest(request, pan);
    if (ready !== undefined && ready.blocks.pinBlock !== '') traced['pinBlock'] = ready.blocks.pinBlock;
    if (ready !== undefined && ready.blocks.newPinBlock !== '') traced['newPinBlock'] = ready.blocks.newPinBlock;
    const decision = ready === undefined || seen === undefined ? undefined : this.#decision(ready, seen);
    const exchange: Exchange = {
      kind: 'exchange',
      sequence: this.#sequence,
      atMs: this.#instantOf(request, response, ready),
      codec: request.context?.codec ?? 'protobuf',
      token: ready?.asked.cardToken ?? '',
      request: traced as Exchange['request'],
      outcome: response.outcome,
      response: tracedResponse(response),
      ...(decision === undefined ? {} : { decision }),
      latencyMs: Math.round(latencyMs * 1_000) / 1_000,
    };
    if (!this.#parts.sink.line(JSON.stringify(exchange))) this.leftOut += 1;
  }

  #instantOf(request: TransactionRequest, response: TransactionResponse, ready: DecidedCommand | undefined): number {
    if (this.#parts.clock === 'message') return request.transmissionTimeMs;
    if (ready === undefined || ready.decision.repeated) return this.#lastMs || this.#parts.nowMs();
    this.#lastMs = Math.max(this.#lastMs, response.decidedAtMs);
    return response.decidedAtMs;
  }

  #decision({ asked, decision }: DecidedCommand, seen: RecordedCard): TracedDecision {
    const { event, refusal } = asked;
    const { ledgerMinor, availableMinor, decidedAtMs, repeated } = decision;
    const pins = isAttempt(asked) ? pinsOf(asked, seen) : {};
    return {
      event,
      ...(refusal === '' ? {} : { refusal }),
      ...pins,
      ledgerMinor,
      availableMinor,
      ...(repeated ? { decidedAtMs } : {}),
    };
  }

  #office({ token }: CardRecord, what: Pick<OfficeLine, 'fundMinor'> | { readonly change: object }): void {
    const seen = this.#cards.get(token);
    // Of a card that no message has named yet it will be part of the opening state.
    if (seen === undefined) return;
    const write = (): void => {
      this.#sequence += 1;
      const atMs = this.#lastMs || this.#parts.nowMs();
      this.#parts.sink.line(JSON.stringify({ kind: 'office', sequence: this.#sequence, atMs, token, ...what }));
    };
    if (seen.opening === undefined) write();
    else void seen.opening.then(write);
  }
}

/** Of a message whose format was not right. */
function readablePan({ pan }: TransactionRequest): string {
  return /^\d{12,19}$/.test(pan) ? pan : '';
}

function numberOf(references: readonly string[], { reference, numbers }: RecordedCard): number {
  if (reference !== '' && references.includes(reference)) return 0;
  const newest = references.at(-1) ?? '';
  const known = numbers.get(newest);
  if (known !== undefined) return known;
  const number = Math.min(numbers.size + 1, PIN_NUMBER_MAX);
  if (number < PIN_NUMBER_MAX) numbers.set(newest, number);
  return number;
}

function pinsOf({ pin, pinReferences, event, newPinReference }: Attempt, seen: RecordedCard): Pick<TracedDecision, 'pin' | 'newPin'> {
  const number = pin === 'given' ? numberOf(pinReferences, seen) : pin;
  if (event !== 'pinChange') return { pin: number };
  const references = newPinReference === '' ? NO_REFERENCES : [newPinReference];
  return { pin: number, newPin: newPinReference === '' ? 'malformed' : numberOf(references, seen) };
}
