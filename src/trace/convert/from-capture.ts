/**
 * Makes a trace from captured messages. Pairs requests and responses by terminal, STAN and
 * transmission time.
 */
import { panOf } from '../../authorizer/check-format.ts';
import { eventOf, UNSUPPORTED_EVENTS } from '../../limits/rules/event.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import { maskPan } from '../../protocol/mask.ts';
import type { Request, Response, TransactionRequest, TransactionResponse } from '../../protocol/message.ts';
import { TRACE_NOTICE, TRACE_VERSION, type TracedRules } from '../format/header.ts';
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
  readonly unanswered: number;
  readonly unmatched: number;
}

/** Outcomes that no store decided. */
const UNDECIDED: ReadonlySet<string> = new Set(['formatError', 'macError', 'issuerInoperative', 'systemMalfunction']);
const UNKNOWN_CARD: ReadonlySet<string> = new Set(['invalidCardNumber', 'noSuchIssuer']);

function nameOf({ class: messageClass, terminalId, stan, transmissionTimeMs }: Request | Response): string {
  return `${terminalId}.${stan}.${transmissionTimeMs}.${messageClass}`;
}

function exchangeOf(
  asked: Extract<CapturedMessage, { way: 'request' }> & { readonly message: TransactionRequest },
  answer: TransactionResponse,
  latencyMs: number,
  sequence: number,
  token: string,
  pan: string,
): Exchange {
  const { message, atMs, codec } = asked;
  const { outcome, balances } = answer;
  const decided = token !== '' && !UNDECIDED.has(outcome);
  return {
    kind: 'exchange',
    sequence,
    atMs,
    codec,
    token: decided ? token : '',
    request: tracedRequest(message, pan),
    outcome,
    response: tracedResponse(answer),
    ...(decided ? { decision: { event: eventOf(message) ?? UNSUPPORTED_EVENTS[message.class], ...refusalIn(outcome), ...balances } } : {}),
    latencyMs: Math.max(0, latencyMs),
  };
}

function refusalIn(outcome: Exchange['outcome']): { readonly refusal?: Exchange['outcome'] } {
  return outcome === 'noSuchIssuer' ? { refusal: outcome } : {};
}

function cardOf(token: string, pan: string, outcome: Exchange['outcome'], expiry: string, balanceMinor: number): TracedCard {
  return {
    kind: 'card',
    token,
    maskedPan: maskPan(pan),
    onFile: !UNKNOWN_CARD.has(outcome),
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

/** `seen` in the order of the line. */
export function fromCapture(seen: Iterable<CapturedMessage>, parts: CaptureParts): CapturedTrace {
  const { rules, profiles, tokenOf, keyRing, release, balanceMinor } = parts;
  const open = new Map<string, Extract<CapturedMessage, { way: 'request' }>>();
  const cards = new Map<string, TracedCard>();
  const events: Exchange[] = [];
  let unmatched = 0;
  for (const each of seen) {
    if (each.way === 'request') {
      open.set(nameOf(each.message), each);
      continue;
    }
    const { message: answer } = each;
    const asked = open.get(nameOf(answer));
    open.delete(nameOf(answer));
    if (asked === undefined) unmatched += 1;
    if (asked === undefined || answer.class === 'networkManagement' || asked.message.class === 'networkManagement') continue;
    const pan = panOf(asked.message);
    const isPan = /^\d{12,19}$/.test(pan);
    const token = isPan ? tokenOf(pan) : '';
    const exchange = exchangeOf(
      { ...asked, message: asked.message },
      answer,
      each.atMs - asked.atMs,
      events.length + 1,
      token,
      isPan ? pan : '',
    );
    if (exchange.token !== '' && !cards.has(token))
      cards.set(token, cardOf(token, pan, answer.outcome, asked.message.expiry, balanceMinor));
    events.push(exchange);
  }
  const header = {
    aksept: 'trace',
    version: TRACE_VERSION,
    source: 'capture',
    notice: TRACE_NOTICE,
    release,
    clock: 'wall',
    keyRing,
  } as const;
  const startedAtMs = events[0]?.atMs ?? 0;
  return {
    trace: {
      header: { ...header, startedAtMs, rules, profiles: [...profilesFields(profiles)], lacks: [...CAPTURE_LACKS] },
      cards,
      events,
    },
    unanswered: [...open.values()].filter(({ message }) => message.class !== 'networkManagement').length,
    unmatched,
  };
}
