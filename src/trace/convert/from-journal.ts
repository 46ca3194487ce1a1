/**
 * Makes a trace from the journal of a store. The journal contains less than a recording; the
 * trace's header lists what is missing.
 */

import type { DecisionSettings } from '../../authorizer/authorize-rules.ts';
import { withoutCardData } from '../../cards/card-data/card-data.ts';
import { FOLLOW_UP_EVENTS, REQUEST_EVENTS } from '../../limits/rules/event.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { JournalEntry, Store } from '../../limits/store.ts';
import { NOK, NORWAY } from '../../protocol/iso-codes.ts';
import { isFlag, TRANSACTION_TYPES, type TransactionClass } from '../../protocol/message.ts';
import { isOutcome } from '../../protocol/outcome.ts';
import { TRACE_NOTICE, TRACE_VERSION } from '../format/header.ts';
import type { Exchange, OfficeLine, Trace, TracedCard, TraceEvent } from '../format/lines.ts';
import { profilesFields } from '../format/profile-fields.ts';
import { tracedRulesOf } from '../format/rules.ts';

/** What a journal does not contain, so a replay has to guess it. */
export const JOURNAL_LACKS = [
  'PIN verdicts',
  'merchant categories and terminal types',
  'countries',
  'which message a reversal or completion follows',
  'latencies',
  'what came before its oldest entry',
] as const;

const CLASSES: Readonly<Record<string, TransactionClass>> = { a: 'authorization', f: 'financial', v: 'advice', r: 'reversal' };
const PURPOSES: Readonly<Record<string, string>> = {
  increment: 'increment',
  completion: 'completion',
  dispense: 'partialDispense',
  advice: 'offlineApproval',
};
const EVENTS: ReadonlySet<string> = new Set([...REQUEST_EVENTS, ...FOLLOW_UP_EVENTS]);
/** Sign of the change of the ledger balance when the event is approved. */
const LEDGER_MOVES: Readonly<Record<string, number>> = { spend: -1, refund: 1, reversal: 1, completion: -1, advice: -1, fund: 1 };

export interface JournalSettings extends DecisionSettings {
  readonly clock: 'wall' | 'message';
}

function exchangeOf(entry: JournalEntry, sequence: number): Exchange | undefined {
  const { key, event, outcome, type, amountMinor, cardToken, ledgerMinor, flag, atMs } = entry;
  const [, terminalId, stan, time, letter = ''] = /^(.*)\.(\d+)\.(\d+)\.(\w)$/s.exec(key) ?? [];
  const messageClass = CLASSES[letter];
  if (!EVENTS.has(event) || messageClass === undefined || terminalId === undefined || !isOutcome(outcome)) return undefined;
  const known = TRANSACTION_TYPES.find(({ name }) => name === type)?.name;
  const purpose = PURPOSES[event];
  const approved = outcome === 'approved';
  return {
    kind: 'exchange',
    sequence,
    atMs,
    codec: '',
    token: cardToken,
    request: {
      class: messageClass,
      stan: Number(stan),
      transmissionTimeMs: Number(time),
      terminalId: withoutCardData(terminalId),
      ...(known === undefined ? {} : { type: known }),
      ...(purpose === undefined ? {} : { purpose: purpose as NonNullable<Exchange['request']['purpose']> }),
      ...(event === 'reversal' ? {} : { amountMinor }),
      terminalCountry: NORWAY,
      currency: NOK,
    },
    outcome,
    response: {
      ...(approved && amountMinor !== 0 ? { approvedAmountMinor: amountMinor } : {}),
      ...(isFlag(flag) ? { flag } : {}),
    },
    decision: { event, ledgerMinor },
    latencyMs: 0,
  };
}

function officeOf(entry: JournalEntry, sequence: number): OfficeLine | undefined {
  const { event, atMs, cardToken, amountMinor } = entry;
  return event === 'fund' ? { kind: 'office', sequence, atMs, token: cardToken, fundMinor: amountMinor } : undefined;
}

/** The ledger balance before the entry. */
function ledgerBefore({ event, outcome, amountMinor, ledgerMinor }: JournalEntry): number {
  const moved = event === 'fund' || outcome === 'approved' ? (LEDGER_MOVES[event] ?? 0) * amountMinor : 0;
  return ledgerMinor - moved;
}

async function cardOf(store: Store, first: JournalEntry): Promise<TracedCard> {
  const card = await store.cards.get(first.cardToken);
  const base = { kind: 'card', token: first.cardToken, pinTriesUsed: 0, clockMs: 0 } as const;
  if (card === undefined)
    return { ...base, spends: [], holds: [], maskedPan: '', onFile: false, expiry: '9912', status: 'active', profile: '', ledgerMinor: 0 };
  const { maskedPan, expiry, status, profile } = card;
  return { ...base, spends: [], holds: [], maskedPan, onFile: true, expiry, status, profile, ledgerMinor: ledgerBefore(first) };
}

/** Makes a trace from the newest entries, at most `entriesMax`. */
export async function fromJournal(store: Store, profiles: ProfileSet, settings: JournalSettings, entriesMax: number): Promise<Trace> {
  const entries = await store.journal(entriesMax);
  const cards = new Map<string, TracedCard>();
  const events: TraceEvent[] = [];
  for (const entry of entries) {
    // Issuing and funding before a card's first message are part of its opening balance.
    if (!cards.has(entry.cardToken) && EVENTS.has(entry.event)) cards.set(entry.cardToken, await cardOf(store, entry));
    const event = exchangeOf(entry, events.length + 1) ?? officeOf(entry, events.length + 1);
    if (event !== undefined && cards.has(entry.cardToken)) events.push(event);
  }
  return {
    header: {
      aksept: 'trace',
      version: TRACE_VERSION,
      source: 'journal',
      notice: TRACE_NOTICE,
      release: '',
      startedAtMs: entries[0]?.atMs ?? 0,
      clock: settings.clock,
      keyRing: '',
      rules: tracedRulesOf(settings),
      profiles: [...profilesFields(profiles)],
      lacks: [...JOURNAL_LACKS],
    },
    cards,
    events,
  };
}
