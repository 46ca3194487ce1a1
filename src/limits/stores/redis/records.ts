/** Converts hashes, replies and stream entries of Redis to records and back, and checks them. */

import { isCardStatus } from '../../../cards/status.ts';
import { isFlag } from '../../../protocol/message.ts';
import { isOutcome } from '../../../protocol/outcome.ts';
import type { Decision } from '../../rules/decision.ts';
import type { Funding } from '../../rules/funding.ts';
import type { RunningUse, Spend } from '../../rules/window.ts';
import { type CardRecord, type NewCard, newCardRecord } from '../../state/card.ts';
import type { CardSnapshot, Hold } from '../../state/card-snapshot.ts';
import { type JournalEntry, StoreError } from '../../store.ts';

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

/** The answer of decide.lua and follow.lua. `runningOf` reads the card's running sums. */
export function parseReply(reply: unknown, token: string, runningOf: RunningOf): Decision {
  const [outcome, approvalCode, approved, ledger, available, at, repeated, flag, snapshot] = reply as readonly unknown[];
  if (typeof outcome !== 'string' || !isOutcome(outcome)) throw new StoreError('faulty', 'A script answered with no outcome of the table.');
  return {
    outcome,
    approvalCode: String(approvalCode),
    approvedAmountMinor: Number(approved),
    ledgerMinor: Number(ledger),
    availableMinor: Number(available),
    decidedAtMs: Number(at),
    repeated: repeated === 1,
    flag: isFlag(flag) ? flag : '',
    snapshot: Array.isArray(snapshot) ? parseSnapshot(snapshot, token, runningOf) : undefined,
  };
}

/** The answer of fund.lua. */
export function parseFunding(reply: unknown): Funding {
  if (!Array.isArray(reply)) throw new StoreError('faulty', 'A script answered with no funding.');
  const [repeated, amountMinor = 0, ledgerMinor = 0, availableMinor = 0, fundedAtMs = 0] = reply.map(Number);
  return { amountMinor, ledgerMinor, availableMinor, fundedAtMs, repeated: repeated === 1 };
}

/** From the text of the card's `used` field. */
export type RunningOf = (profile: string, used: string) => readonly RunningUse[];

function toRecord(pairs: readonly string[]): Record<string, string> {
  const record: Record<string, string> = {};
  for (let at = 0; at + 1 < pairs.length; at += 2) record[pairs[at] ?? ''] = pairs[at + 1] ?? '';
  return record;
}

/** {card, spends with scores, holds, nowMs} as snapshot_of in answer.lua gives it. */
export function parseSnapshot(reply: readonly unknown[], token: string, runningOf: RunningOf): CardSnapshot {
  const [hashPairs, members, holdPairs, nowMs] = reply as readonly [string[], string[], string[], string];
  const hash = toRecord(hashPairs);
  const card = cardFromHash(token, hash);
  if (card === undefined) throw new StoreError('faulty', 'A script answered with a card that is not on file.');
  const holds = Object.entries(toRecord(holdPairs)).map(([key, text]) => parseHold(key, text));
  return { card, spends: parseSpends(members), holds, running: runningOf(card.profile, hash['used'] ?? ''), nowMs: Number(nowMs) };
}

function parseHold(key: string, text: string): Hold {
  const [expiresAt = '', amount = '', members = ''] = text.split(' ');
  return {
    key,
    expiresAtMs: Number(expiresAt),
    amountMinor: Number(amount),
    spendIds: members.split(',').map((member) => Number.parseInt(member, 10)),
  };
}

function parseSpends(members: readonly string[]): readonly Spend[] {
  const spends: Spend[] = [];
  for (let at = 0; at + 1 < members.length; at += 2) {
    const [id, amount, type, channel, mcc] = (members[at] ?? '').split(':');
    const numbers = { id: Number(id), amountMinor: Number(amount), mcc: Number(mcc), instantMs: Number(members[at + 1]) };
    spends.push({ ...numbers, type: type as Spend['type'], channel: channel as Spend['channel'] });
  }
  return spends;
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
    flag: text('flag'),
  };
}

/** The fields of a change, as field, value, ... */
export function changeToHash(change: Partial<CardRecord>): string[] {
  return [...TEXT_FIELDS, ...NUMBER_FIELDS].flatMap(([field, property]) => {
    const value = change[property];
    return value === undefined ? [] : [field, String(value)];
  });
}
