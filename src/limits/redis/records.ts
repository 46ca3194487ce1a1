/** Hashes, replies and stream entries of Redis to our records and back. What comes from outside is checked here. */
import { isOutcome } from '../../protocol/outcome.ts';
import { type CardRecord, isCardStatus, type NewCard, newCardRecord } from '../card.ts';
import { type Decision, type JournalEntry, StoreError } from '../store.ts';

/** Field of the card hash ↔ property, for the fields that are numbers. */
const NUMBER_FIELDS = [
  ['expiresAt', 'expiresAtMs'],
  ['tries', 'pinTriesUsed'],
  ['ledger', 'ledgerMinor'],
  ['holds', 'holdsMinor'],
  ['funded', 'fundedMinor'],
  ['posted', 'postedMinor'],
  ['givenBack', 'givenBackMinor'],
  ['clock', 'clockMs'],
] as const;

const TEXT_FIELDS = [
  ['pan', 'maskedPan'],
  ['expiry', 'expiry'],
  ['status', 'status'],
  ['profile', 'profile'],
  ['pin', 'pinReference'],
] as const;

export function cardToHash(card: NewCard): string[] {
  const record = newCardRecord(card);
  return [...TEXT_FIELDS, ...NUMBER_FIELDS].flatMap(([field, property]) => [field, String(record[property])]);
}

export function cardFromHash(token: string, hash: Readonly<Record<string, string>>): CardRecord | undefined {
  const status = hash['status'];
  if (status === undefined) return undefined;
  if (!isCardStatus(status)) throw new StoreError('faulty', `Card ${token} has the unknown status "${status}".`);
  const texts = Object.fromEntries(TEXT_FIELDS.map(([field, property]) => [property, hash[field] ?? '']));
  const numbers = Object.fromEntries(NUMBER_FIELDS.map(([field, property]) => [property, Number(hash[field] ?? 0)]));
  return { token, ...texts, ...numbers, status } as CardRecord;
}

export interface Reply {
  readonly decision: Decision;
  /** Profile name, then (limit index, used, count) runs; null when not asked for. */
  readonly headroom: readonly (string | number)[] | null;
}

/** The answer of decide.lua and reverse.lua. */
export function parseReply(reply: unknown): Reply {
  const [outcome, approvalCode, approved, ledger, available, at, repeated, headroom] = reply as readonly unknown[];
  if (typeof outcome !== 'string' || !isOutcome(outcome)) throw new StoreError('faulty', 'A script answered with no outcome of the table.');
  return {
    decision: {
      outcome,
      approvalCode: String(approvalCode),
      approvedAmountMinor: Number(approved),
      ledgerMinor: Number(ledger),
      availableMinor: Number(available),
      decidedAtMs: Number(at),
      repeated: repeated === 1,
      headroom: [],
    },
    headroom: Array.isArray(headroom) ? headroom : null,
  };
}

export function journalEntry(id: string, fields: readonly string[]): JournalEntry {
  const entry = new Map<string, string>();
  for (let at = 0; at + 1 < fields.length; at += 2) entry.set(fields[at] ?? '', fields[at + 1] ?? '');
  const text = (field: string): string => entry.get(field) ?? '';
  return {
    id,
    atMs: Number(text('at')),
    cardToken: text('card'),
    event: text('event'),
    key: text('key'),
    terminalId: text('terminal'),
    type: text('type'),
    amountMinor: Number(text('amount')),
    outcome: text('outcome'),
    ledgerMinor: Number(text('ledger')),
  };
}
