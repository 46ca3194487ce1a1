/**
 * One POS or ATM terminal: its identity, its STANs, the requests it makes, and how it behaves when no answer comes:
 * it reverses by itself, and repeats the reversal until it is answered.
 */
import type { PinEncrypter } from '../pin/pin-check.ts';
import type {
  EntryMode,
  PinBlockFormat,
  ReversalReason,
  TerminalType,
  TransactionClass,
  TransactionRequest,
  TransactionResponse,
  TransactionType,
} from '../protocol/message.ts';
import { isApproval, type Outcome } from '../protocol/outcome.ts';
import type { Clock } from './clock.ts';
import type { Conversation, Draft, Heard } from './conversation.ts';
import type { HeldCard } from './held-card.ts';
import type { TerminalCalendar } from './terminal-calendar.ts';

/** Format 0 under TDES, or format 4 under AES. */
export type TerminalPinFormat = Extract<PinBlockFormat, 'iso0' | 'iso4'>;

export interface TerminalIdentity {
  /** DE41, 8 characters. */
  readonly id: string;
  readonly type: TerminalType;
  readonly merchantId: string;
  readonly merchantName: string;
  readonly mcc: number;
  /** ISO 3166 numeric. */
  readonly country: number;
  readonly acquirerId: string;
  readonly pinBlockFormat: TerminalPinFormat;
}

/** Things that no right host does; reported as broken invariants. */
export interface Findings {
  /** The answer to a repeat was not the answer to its original. */
  differingRepeats: number;
  /** A reversal of the terminal's own transaction was declined. */
  declinedReversals: number;
}

/** What all terminals of a run share. */
export interface Equipment {
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly calendar: TerminalCalendar;
  readonly encrypter: PinEncrypter;
  /** Which terminal key a PIN block is under, by format. */
  readonly pinKeyIds: Readonly<Record<TerminalPinFormat, string>>;
  readonly findings: Findings;
}

export const NOK = 578;
const STAN_MAX = 999_999;
const NO_BYTES: Buffer = Buffer.alloc(0);
/** A reversal is sent once and then repeated, with growing pauses, at most this often. */
export const REVERSAL_SENDS_MAX = 12;
const RETRY_PAUSE_MS = 100;
const RETRY_PAUSE_MS_MAX = 2_000;
/** The host says that it did not decide: the same key may be answered differently later. */
const UNDECIDED: ReadonlySet<string> = new Set(['issuerInoperative', 'systemMalfunction']);

/** Answers to a reversal after which the original moves nothing, now or when it comes late. */
const GONE: ReadonlySet<string> = new Set(['approved', 'unableToLocateOriginal']);

/** A reversal declined for its form or its card: the original, declined for the same, moved nothing either. */
const REFUSED: ReadonlySet<string> = new Set(['formatError', 'invalidTransaction', 'noSuchIssuer', 'invalidCardNumber']);

/** 1 … 999999, then 1 again. */
export function nextStan(stan: number): number {
  return stan >= STAN_MAX ? 1 : stan + 1;
}

/** What of an approval the terminal counts as spent. */
function standingMinor(request: TransactionRequest, response: TransactionResponse): number {
  if (!isApproval(response.outcome) || request.type === 'balanceInquiry') return 0;
  return response.outcome === 'approvedPartially' ? response.approvedAmountMinor : request.amountMinor;
}

export class Terminal {
  readonly identity: TerminalIdentity;
  readonly #equipment: Equipment;
  #stan: number;

  constructor(identity: TerminalIdentity, equipment: Equipment, lastStan = 0) {
    this.identity = identity;
    this.#equipment = equipment;
    this.#stan = lastStan;
  }

  /** A request with the card read and its PIN typed. Takes a STAN, so the order of these calls is the order of the STANs. */
  request(held: HeldCard, type: TransactionType, amountMinor: number, entryMode: EntryMode = 'chip'): Draft {
    this.#stan = nextStan(this.#stan);
    const draft = this.#draft('financial', this.#stan, held);
    draft.type = type;
    draft.amountMinor = amountMinor;
    draft.entryMode = entryMode;
    const { encrypter, pinKeyIds } = this.#equipment;
    const format = this.identity.pinBlockFormat;
    draft.pinKeyId = pinKeyIds[format];
    draft.pinBlockFormat = format;
    draft.pinBlock = held.pinBlock(encrypter, format, draft.pinKeyId);
    return draft;
  }

  mistypePin(draft: Draft, held: HeldCard): Draft {
    draft.pinBlock = held.wrongPinBlock(this.#equipment.encrypter, this.identity.pinBlockFormat, draft.pinKeyId);
    return draft;
  }

  /** Gives a request made earlier the time at which it is sent. */
  stamp(draft: Draft): Draft {
    const wallMs = this.#equipment.clock.wallMs();
    draft.transmissionTimeMs = wallMs;
    draft.localTime = this.#equipment.calendar.localTime(wallMs);
    draft.rrn = this.#equipment.calendar.rrn(wallMs, draft.stan);
    return draft;
  }

  /** Sends; without an answer, reverses. Returns the answer, and leaves on the card what the terminal believes. */
  *transact(held: HeldCard, request: TransactionRequest): Conversation<Heard> {
    held.sent(request.amountMinor);
    const heard = yield request;
    if (heard !== undefined) {
      held.settled(request.amountMinor, standingMinor(request, heard));
      return heard;
    }
    // An inquiry moves nothing, so there is nothing to take back.
    const outcome = request.type === 'balanceInquiry' ? 'approved' : yield* this.#reverseUntilAnswered(request, 'timeout', '');
    if (GONE.has(outcome) || REFUSED.has(outcome)) held.settled(request.amountMinor, 0);
    return undefined;
  }

  /** Takes back an approval of this terminal. True when the host has said yes. */
  *reverse(held: HeldCard, original: TransactionRequest, approval: TransactionResponse, reason: ReversalReason): Conversation<boolean> {
    const standsMinor = standingMinor(original, approval);
    held.sent(standsMinor);
    const outcome = yield* this.#reverseUntilAnswered(original, reason, approval.approvalCode);
    if (outcome === '') return false; // nobody knows: the card stays in doubt
    held.settled(standsMinor, 0);
    if (outcome !== 'approved') {
      this.#equipment.findings.declinedReversals += 1;
      return false;
    }
    held.givenBack(standsMinor);
    return true;
  }

  /** A reversal of what was never sent; the host can't know that. True when it was answered yes. */
  *reverseUnsent(original: TransactionRequest): Conversation<boolean> {
    return GONE.has(yield* this.#reverseUntilAnswered(original, 'timeout', ''));
  }

  /** x201: the same request again. The same answer must come, and nothing is spent twice. */
  *repeat(held: HeldCard, original: TransactionRequest, first: TransactionResponse): Conversation {
    const repeat: TransactionRequest = { ...original, repeat: true };
    if (UNDECIDED.has(first.outcome)) {
      yield* this.transact(held, repeat);
      return;
    }
    const heard = yield repeat;
    if (heard === undefined || UNDECIDED.has(heard.outcome)) return; // the first answer stands
    if (heard.outcome !== first.outcome || heard.approvalCode !== first.approvalCode) this.#equipment.findings.differingRepeats += 1;
  }

  /** The outcome of the reversal; '' when it never got one. */
  *#reverseUntilAnswered(original: TransactionRequest, reason: ReversalReason, approvalCode: string): Conversation<Outcome | ''> {
    const reversal = this.#reversal(original, reason, approvalCode);
    let pauseMs = RETRY_PAUSE_MS;
    for (let send = 1; send <= REVERSAL_SENDS_MAX; send += 1) {
      const heard = yield send === 1 ? reversal : { ...reversal, repeat: true };
      if (heard !== undefined && !UNDECIDED.has(heard.outcome)) return heard.outcome;
      yield pauseMs;
      pauseMs = Math.min(pauseMs * 2, RETRY_PAUSE_MS_MAX);
    }
    return '';
  }

  /** x400, full; shares the STAN of its original, has its own time, and names the original by its key (DE90). */
  #reversal(original: TransactionRequest, reason: ReversalReason, approvalCode: string): Draft {
    const reversal = this.#draft('reversal', original.stan, undefined);
    reversal.rrn = original.rrn;
    reversal.type = original.type;
    reversal.amountMinor = original.amountMinor;
    reversal.cashbackMinor = original.cashbackMinor;
    reversal.currency = original.currency;
    reversal.pan = original.pan;
    reversal.expiry = original.expiry;
    reversal.entryMode = original.entryMode;
    reversal.reversalReason = reason;
    reversal.original = {
      class: original.class,
      stan: original.stan,
      transmissionTimeMs: original.transmissionTimeMs,
      acquirerId: original.acquirerId,
      rrn: original.rrn,
      approvalCode,
      localDate: original.localTime.slice(4, 8),
    };
    return reversal;
  }

  /** Every field, in one literal: all requests then have the same shape. */
  #draft(messageClass: TransactionClass, stan: number, held: HeldCard | undefined): Draft {
    const { identity } = this;
    const { calendar, clock } = this.#equipment;
    const wallMs = clock.wallMs();
    return {
      class: messageClass,
      repeat: false,
      purpose: '',
      type: '',
      stan,
      rrn: calendar.rrn(wallMs, stan),
      transmissionTimeMs: wallMs,
      localTime: calendar.localTime(wallMs),
      amountMinor: 0,
      cashbackMinor: 0,
      standingAmountMinor: 0,
      currency: NOK,
      pan: held === undefined ? '' : held.card.pan,
      track2: '',
      expiry: held === undefined ? '' : held.card.expiry,
      cardSequence: 0,
      entryMode: '',
      pinBlock: NO_BYTES,
      pinBlockFormat: '',
      pinKeyId: '',
      pinKsn: NO_BYTES,
      newPinBlock: NO_BYTES,
      terminalId: identity.id,
      terminalType: identity.type,
      merchantId: identity.merchantId,
      merchantName: identity.merchantName,
      mcc: identity.mcc,
      acquirerId: identity.acquirerId,
      terminalCountry: identity.country,
      merchantCountry: identity.country,
      acquirerCountry: identity.country,
      original: undefined,
      reversalReason: '',
      allowPartialApproval: false,
      chipData: NO_BYTES,
      mac: NO_BYTES,
      macKeyId: '',
      explain: false,
    };
  }
}
