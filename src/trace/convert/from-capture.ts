/**
 * Makes a trace from captured messages. Pairs requests and responses by terminal, STAN and
 * transmission time.
 */
import { panOf } from '../../authorizer/check-format.ts';
import { eventOf, UNSUPPORTED_EVENTS } from '../../limits/rules/event.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import { maskPan } from '../../protocol/mask.ts';
import type { Request, Response, TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { TRACE_NOTICE, TRACE_VERSION, type TracedRules, type TraceHeader } from '../format/header.ts';
import type { Exchange, Trace, TracedCard } from '../format/lines.ts';
import { profilesFields } from '../format/profile-fields.ts';
import { tracedRequest, tracedResponse } from '../format/request-fields.ts';

/** What a capture does not contain, so a replay has to guess it. */
export const CAPTURE_LACKS = [
  'PIN verdicts',
  'opening balances',
  'limit profiles',
  'the instants of the decisions',
  'what came before it',
] as const;

export type CapturedMessage =
  | { readonly way: 'request'; readonly atMs: number; readonly codec: string; readonly message: Request }
  | { readonly way: 'response'; readonly atMs: number; readonly message: Response };

export interface CaptureParts {
  readonly rules: TracedRules;
  readonly profiles: ProfileSet;
  readonly tokenOf: (pan: string) => string;
  readonly keyRing: string;
  readonly release: string;
  /**
   * Assumed opening balance of each card. It is used even if an inquiry in the capture shows
   * another.
   */
  readonly balanceMinor: number;
}

export interface CapturedTrace {
  readonly trace: Trace;
  /** Number of requests without a response. */
  readonly unanswered: number;
  /** Number of responses without a request. */
  readonly unmatched: number;
}

/** Outcomes that no store decided. */
const UNDECIDED: ReadonlySet<string> = new Set(['formatError', 'macError', 'issuerInoperative', 'systemMalfunction']);
const UNKNOWN_CARD: ReadonlySet<string> = new Set(['invalidCardNumber', 'noSuchIssuer']);

type CapturedRequest = Extract<CapturedMessage, { way: 'request' }>;

/** A request with its response. */
interface Pair {
  readonly request: TransactionRequest;
  readonly response: TransactionResponse;
  readonly codec: string;
  /** When the request was captured; Unix milliseconds. */
  readonly atMs: number;
  readonly latencyMs: number;
}

/** Both are empty if the request has no readable PAN. */
interface Card {
  readonly pan: string;
  readonly token: string;
}

function keyOf({ class: messageClass, terminalId, stan, transmissionTimeMs }: Request | Response): string {
  return `${terminalId}.${stan}.${transmissionTimeMs}.${messageClass}`;
}

interface Pairs {
  readonly pairs: readonly Pair[];
  /** Number of requests without a response. */
  readonly unanswered: number;
  /** Number of responses without a request. */
  readonly unmatched: number;
}

/** Network management messages are paired, but left out of the result. */
function pairsOf(messages: Iterable<CapturedMessage>): Pairs {
  const open = new Map<string, CapturedRequest>();
  const pairs: Pair[] = [];
  let unmatched = 0;
  for (const captured of messages) {
    const key = keyOf(captured.message);
    if (captured.way === 'request') {
      open.set(key, captured);
      continue;
    }
    const { message: response } = captured;
    const opened = open.get(key);
    open.delete(key);
    if (opened === undefined) {
      unmatched += 1;
      continue;
    }
    const { message: request, codec, atMs } = opened;
    if (response.class === 'networkManagement' || request.class === 'networkManagement') continue;
    pairs.push({ request, response, codec, atMs, latencyMs: captured.atMs - atMs });
  }
  const unanswered = [...open.values()].filter(({ message }) => message.class !== 'networkManagement').length;
  return { pairs, unanswered, unmatched };
}

function cardOf(request: TransactionRequest, tokenOf: CaptureParts['tokenOf']): Card {
  const pan = panOf(request);
  return /^\d{12,19}$/.test(pan) ? { pan, token: tokenOf(pan) } : { pan: '', token: '' };
}

function exchangeOf({ request, response, codec, atMs, latencyMs }: Pair, { pan, token }: Card, sequence: number): Exchange {
  const { outcome, balances } = response;
  const isDecided = token !== '' && !UNDECIDED.has(outcome);
  const event = eventOf(request) ?? UNSUPPORTED_EVENTS[request.class];
  return {
    kind: 'exchange',
    sequence,
    atMs,
    codec,
    token: isDecided ? token : '',
    request: tracedRequest(request, pan),
    outcome,
    response: tracedResponse(response),
    ...(isDecided ? { decision: { event, ...refusalIn(outcome), ...balances } } : {}),
    latencyMs: Math.max(0, latencyMs),
  };
}

function refusalIn(outcome: Exchange['outcome']): { readonly refusal?: Exchange['outcome'] } {
  return outcome === 'noSuchIssuer' ? { refusal: outcome } : {};
}

/** @param first the first decided exchange of the card */
function tracedCardOf({ pan, token }: Card, first: Pair, balanceMinor: number): TracedCard {
  const { expiry } = first.request;
  return {
    kind: 'card',
    token,
    maskedPan: maskPan(pan),
    onFile: !UNKNOWN_CARD.has(first.response.outcome),
    expiry: expiry === '' ? '9912' : expiry,
    status: 'active',
    profile: '',
    ledgerMinor: balanceMinor,
    pinTriesUsed: 0,
    clockMs: 0,
    spends: [],
    holds: [],
  };
}

function headerOf({ rules, profiles, keyRing, release }: CaptureParts, startedAtMs: number): TraceHeader {
  return {
    aksept: 'trace',
    version: TRACE_VERSION,
    source: 'capture',
    notice: TRACE_NOTICE,
    release,
    clock: 'wall',
    keyRing,
    startedAtMs,
    rules,
    profiles: [...profilesFields(profiles)],
    lacks: [...CAPTURE_LACKS],
  };
}

/** `messages` in the order in which they were sent. */
export function fromCapture(messages: Iterable<CapturedMessage>, parts: CaptureParts): CapturedTrace {
  const { pairs, unanswered, unmatched } = pairsOf(messages);
  const cards = new Map<string, TracedCard>();
  const events = pairs.map((pair, index) => {
    const card = cardOf(pair.request, parts.tokenOf);
    const exchange = exchangeOf(pair, card, index + 1);
    if (exchange.token !== '' && !cards.has(card.token)) cards.set(card.token, tracedCardOf(card, pair, parts.balanceMinor));
    return exchange;
  });
  return { trace: { header: headerOf(parts, events[0]?.atMs ?? 0), cards, events }, unanswered, unmatched };
}
