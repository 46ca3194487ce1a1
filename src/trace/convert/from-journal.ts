/**
 * Makes a trace from the journal of a store, or from the log of a file store. Both contain less than
 * a recording; the trace's header lists what is missing.
 */

import type { DecisionSettings } from '../../authorizer/authorize-rules.ts';
import { withoutCardData } from '../../cards/card-data/card-data.ts';
import { parseClock } from '../../config/clock-setting.ts';
import type { OriginalReference } from '../../limits/rules/command.ts';
import { FOLLOW_UP_EVENTS, REQUEST_EVENTS } from '../../limits/rules/event.ts';
import type { ProfileSet } from '../../limits/rules/profile.ts';
import type { CardRecord } from '../../limits/state/card.ts';
import type { JournalEntry, Store } from '../../limits/store.ts';
import type { Asked } from '../../limits/stores/file/record.ts';
import { NOK, NORWAY } from '../../protocol/iso-codes.ts';
import { isFlag, TRANSACTION_TYPES, type TransactionClass } from '../../protocol/message.ts';
import { isOutcome } from '../../protocol/outcome.ts';
import { TRACE_NOTICE, TRACE_VERSION } from '../format/header.ts';
import type { Exchange, OfficeLine, Trace, TracedCard, TraceEvent } from '../format/lines.ts';
import { profilesFields } from '../format/profile-fields.ts';
import { tracedRulesOf } from '../format/rules.ts';
import type { TracedRequest } from '../format/traced-request.ts';

/** What a journal does not contain, so a replay has to guess it. */
export const JOURNAL_LACKS = [
  'PIN verdicts',
  'merchant categories and terminal types',
  'countries',
  'which message a reversal or completion follows',
  'latencies',
  'what came before its oldest entry',
] as const;

/** ISO 3166-1 numeric: stands for any country that is not domestic. */
const SWEDEN = 752;

/** The same for the log of a file store. */
export const LOG_LACKS = [
  'which wrong PIN was entered',
  'countries, except whether they are domestic',
  'replacement amounts of reversals',
  'latencies',
  'what came before its oldest record',
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
  /** The setting. */
  readonly clock: string;
}

/** What happened to a card. */
export interface Happened {
  readonly entry: Omit<JournalEntry, 'id'>;
  /** What the message said; undefined when the source does not say, or there was no message. */
  readonly asked: Asked | undefined;
}

export type CardFacts = Pick<CardRecord, 'maskedPan' | 'expiry' | 'status' | 'profile'>;

export interface JournalSource {
  /** Oldest first. */
  readonly happened: readonly Happened[];
  /** A card as it is now; undefined when it is not on file. */
  readonly cardOf: (token: string) => Promise<CardFacts | undefined> | CardFacts | undefined;
  readonly lacks: readonly string[];
}

interface KeyParts {
  readonly class: TransactionClass;
  readonly terminalId: string;
  readonly stan: number;
  readonly transmissionTimeMs: number;
}

/** Undefined when the text is no key of a message. */
function partsOf(key: string): KeyParts | undefined {
  const [, terminalId, stan, time, letter = ''] = /^(.*)\.(\d+)\.(\d+)\.(\w)$/s.exec(key) ?? [];
  const messageClass = CLASSES[letter];
  if (messageClass === undefined || terminalId === undefined) return undefined;
  return { class: messageClass, stan: Number(stan), transmissionTimeMs: Number(time), terminalId: withoutCardData(terminalId) };
}

function exchangeOf({ entry, asked }: Happened, sequence: number): Exchange | undefined {
  const { key, event, outcome, type, amountMinor, cardToken, ledgerMinor, flag, atMs } = entry;
  const parts = partsOf(key);
  if (!EVENTS.has(event) || parts === undefined || !isOutcome(outcome)) return undefined;
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
      ...parts,
      ...(known === undefined ? {} : { type: known }),
      ...(purpose === undefined ? {} : { purpose: purpose as NonNullable<Exchange['request']['purpose']> }),
      ...(event === 'reversal' ? {} : { amountMinor }),
      terminalCountry: NORWAY,
      currency: NOK,
      ...(asked === undefined ? {} : requestFieldsOf(asked)),
    },
    outcome,
    response: {
      ...(approved && amountMinor !== 0 ? { approvedAmountMinor: amountMinor } : {}),
      ...(isFlag(flag) ? { flag } : {}),
      ...(asked?.isRepeated === true ? { repeated: true } : {}),
    },
    decision: { event, ledgerMinor, ...(asked === undefined || asked.pin === 'given' ? {} : { pin: asked.pin }) },
    latencyMs: 0,
  };
}

function requestFieldsOf({ repeat, mcc, terminalType, entryMode, domestic, allowPartial, original }: Asked): Partial<TracedRequest> {
  return {
    ...(repeat ? { repeat } : {}),
    ...(mcc === 0 ? {} : { mcc }),
    ...(terminalType === '' ? {} : { terminalType }),
    ...(entryMode === '' ? {} : { entryMode }),
    // Which country it was is not known.
    ...(domestic ? {} : { terminalCountry: SWEDEN }),
    ...(allowPartial ? { allowPartialApproval: true } : {}),
    ...(original === undefined ? {} : { original: tracedOriginalOf(original) }),
  };
}

function tracedOriginalOf({ key, rrn, approvalCode, stanDate }: OriginalReference): NonNullable<TracedRequest['original']> {
  const parts = partsOf(key);
  // Terminal, STAN and MMDD.
  const [, stan, localDate] = /\.(\d+)\.(\d{4})$/.exec(stanDate) ?? [];
  return {
    ...(stan === undefined ? {} : { stan: Number(stan) }),
    ...(localDate === undefined ? {} : { localDate }),
    ...(parts === undefined ? {} : { class: parts.class, stan: parts.stan, transmissionTimeMs: parts.transmissionTimeMs }),
    ...(rrn === '' ? {} : { rrn: withoutCardData(rrn) }),
    ...(approvalCode === '' ? {} : { approvalCode }),
  };
}

function officeOf({ event, atMs, cardToken, amountMinor }: Happened['entry'], sequence: number): OfficeLine | undefined {
  return event === 'fund' ? { kind: 'office', sequence, atMs, token: cardToken, fundMinor: amountMinor } : undefined;
}

/** The ledger balance before it happened. */
function ledgerBefore({ entry: { event, outcome, amountMinor, ledgerMinor }, asked }: Happened): number {
  if (asked?.isRepeated === true) return ledgerMinor;
  const moved = event === 'fund' || outcome === 'approved' ? (LEDGER_MOVES[event] ?? 0) * amountMinor : 0;
  return ledgerMinor - moved;
}

function cardLineOf(first: Happened, card: CardFacts | undefined): TracedCard {
  const base = {
    kind: 'card' as const,
    token: first.entry.cardToken,
    pinTriesUsed: 0,
    clockMs: 0,
    spends: [],
    holds: [],
  } satisfies Partial<TracedCard>;
  if (card === undefined) return { ...base, maskedPan: '', onFile: false, expiry: '9912', status: 'active', profile: '', ledgerMinor: 0 };
  const { maskedPan, expiry, status, profile } = card;
  return { ...base, maskedPan, onFile: true, expiry, status, profile, ledgerMinor: ledgerBefore(first) };
}

/** Makes a trace from the newest entries of a store's journal, at most `entriesMax`. */
export async function fromJournal(store: Store, profiles: ProfileSet, settings: JournalSettings, entriesMax: number): Promise<Trace> {
  const happened = Array.from(await store.journal(entriesMax), ({ id: _id, ...entry }) => ({ entry, asked: undefined }));
  return fromHappened({ happened, cardOf: (token) => store.cards.get(token), lacks: JOURNAL_LACKS }, profiles, settings);
}

export async function fromHappened(
  { happened, cardOf, lacks }: JournalSource,
  profiles: ProfileSet,
  settings: JournalSettings,
): Promise<Trace> {
  const cards = new Map<string, TracedCard>();
  const events: TraceEvent[] = [];
  for (const each of happened) {
    const { cardToken, event } = each.entry;
    // Issuing and funding before a card's first message are part of its opening balance.
    if (!cards.has(cardToken) && EVENTS.has(event)) cards.set(cardToken, cardLineOf(each, await cardOf(cardToken)));
    const line = exchangeOf(each, events.length + 1) ?? officeOf(each.entry, events.length + 1);
    if (line !== undefined && cards.has(cardToken)) events.push(line);
  }
  return {
    header: {
      aksept: 'trace',
      version: TRACE_VERSION,
      source: 'journal',
      notice: TRACE_NOTICE,
      release: '',
      startedAtMs: happened[0]?.entry.atMs ?? 0,
      clock: parseClock(settings.clock).kind,
      keyRing: '',
      rules: tracedRulesOf(settings),
      profiles: [...profilesFields(profiles)],
      lacks: [...lacks],
    },
    cards,
    events,
  };
}
