/**
 * How a message names itself and its original: idempotency key, fingerprint, approval code, and the
 * reference to the original (DE90, DE56, DE37 and DE38).
 */

import { crc32 } from 'node:zlib';
import { withoutCardData } from '../cards/card-data/card-data.ts';
import { DAY_MS } from '../config/duration.ts';
import type { OriginalReference } from '../limits/rules/command.ts';
import { isFollowUp, type MessageEvent } from '../limits/rules/event.ts';
import { followUpName, KEY_NAME, namesOf, senderName } from '../limits/rules/names.ts';
import { NOK } from '../protocol/iso-codes.ts';
import type { OriginalData, TransactionClass, TransactionRequest } from '../protocol/message.ts';

/**
 * All messages of a transaction have the same STAN, so the class is part of the key. A repeat has
 * the class of its original.
 */
const CLASS_LETTERS: Readonly<Record<TransactionClass, string>> = { authorization: 'a', financial: 'f', advice: 'v', reversal: 'r' };

const APPROVAL_CODE_LENGTH = 6;
const APPROVAL_CODES = 36 ** APPROVAL_CODE_LENGTH;

/**
 * `<terminal>.<STAN>.<transmission time>.<class letter>`: unambiguous when read from the right,
 * whatever the terminal id holds.
 */
export function keyOf(terminalId: string, stan: number, transmissionTimeMs: number, messageClass: TransactionClass): string {
  return `${terminalId}.${stan}.${transmissionTimeMs}.${CLASS_LETTERS[messageClass]}`;
}

/** A key as journals and traces show it: a terminal id may hold anything, even card data. */
export function shownKey(key: string): string {
  const [, terminalId = key, rest = ''] = /^(.*)(\.\d+\.\d+\.\w)$/s.exec(key) ?? [];
  return withoutCardData(terminalId) + rest;
}

export function idempotencyKey(request: TransactionRequest): string {
  return keyOf(request.terminalId, request.stan, request.transmissionTimeMs, request.class);
}

/**
 * The fingerprint of a message, which must be the same when its key arrives again: type, amount,
 * cashback and currency; the purpose, if there is one; the replacement amount of a reversal. The
 * card is compared separately.
 */
export function fingerprintOf(request: TransactionRequest): string {
  const content = `${request.type}.${request.amountMinor}.${request.cashbackMinor}.${request.currency || NOK}`;
  if (request.class === 'reversal' && request.replacementAmountMinor !== 0) return `${content}.${request.replacementAmountMinor}`;
  return request.purpose === '' ? content : `${content}.${request.purpose}`;
}

/** The approval code (DE38, an6). The same message gets the same code from every process. */
export function approvalCodeOf(cardToken: string, key: string): string {
  const hash = crc32(key, crc32(cardToken)) % APPROVAL_CODES;
  return hash.toString(36).toUpperCase().padStart(APPROVAL_CODE_LENGTH, '0');
}

/**
 * The class of an original when the message does not give it: completions and increments follow a
 * hold, all others a posting.
 */
function classOf(event: MessageEvent, original: OriginalData): TransactionClass {
  if (original.class !== '') return original.class;
  return event === 'completion' || event === 'increment' ? 'authorization' : 'financial';
}

/** `<terminal>.<STAN>.<MMDD>`; empty when either is not given. */
function stanDateOf(terminalId: string, stan: number, date: string): string {
  return stan === 0 || date === '' ? '' : `${terminalId}.${stan}.${date}`;
}

/** The name by which a later message can refer to this one: STAN, date and terminal. */
export function ownStanDate(request: TransactionRequest): string {
  return stanDateOf(request.terminalId, request.stan, request.localTime.slice(4, 8));
}

/** The digits MMDDhhmmss of a local time `YYYYMMDDhhmmss` as a number; 0: not given. */
export function localTimeOf({ localTime }: Pick<TransactionRequest, 'localTime'>): number {
  let value = 0;
  for (let index = 4; index < localTime.length; index += 1) value = value * 10 + localTime.charCodeAt(index) - 48;
  return value;
}

const NOT_SENT_BEFORE: readonly string[] = [];

/**
 * Where an earlier sending of a message with another transmission time is looked for (names.ts):
 * `lastKey` is the last key of its terminal, STAN and class that this process saw, or empty.
 */
export function sentAs(request: TransactionRequest, event: MessageEvent, key: string, lastKey: string): readonly string[] {
  if (!request.repeat) return isFollowUp(event) ? [followUpName(key, localTimeOf(request))] : NOT_SENT_BEFORE;
  const names = isFollowUp(event) ? [followUpName(key, localTimeOf(request))] : requestNames(request);
  return [...names, senderName(key), ...(lastKey === '' || lastKey === key ? [] : [KEY_NAME + lastKey])];
}

/**
 * The names that the first sending of a request may have. Without a local date, it was on the day
 * of the transmission time or the day before.
 */
function requestNames(request: TransactionRequest): readonly string[] {
  const { terminalId, stan, transmissionTimeMs, rrn, localTime } = request;
  const dates = localTime === '' ? [transmissionTimeMs, transmissionTimeMs - DAY_MS].map(utcDateOf) : [localTime.slice(4, 8)];
  const byDate = dates.map((date) => `s/${stanDateOf(terminalId, stan, date)}`);
  return rrn === '' ? byDate : [...byDate, ...namesOf({ rrn, stanDate: '' })];
}

/** MMDD */
function utcDateOf(instantMs: number): string {
  const date = new Date(instantMs).toISOString();
  return date.slice(-19, -17) + date.slice(-16, -14);
}

/**
 * Undefined when the message names no original. All messages of a transaction have the same RRN
 * (DE37), so the message's own RRN also names the original. The store tries it when the key is
 * unknown.
 */
export function originalReference(request: TransactionRequest, event: MessageEvent): OriginalReference | undefined {
  const { original, terminalId } = request;
  if (original === undefined) return request.rrn === '' ? undefined : { key: '', rrn: request.rrn, approvalCode: '', stanDate: '' };
  const { stan, transmissionTimeMs, localDate, approvalCode } = original;
  const key = stan === 0 || transmissionTimeMs === 0 ? '' : keyOf(terminalId, stan, transmissionTimeMs, classOf(event, original));
  const rrn = original.rrn || request.rrn;
  const stanDate = stanDateOf(terminalId, stan, localDate);
  return key === '' && rrn === '' && stanDate === '' ? undefined : { key, rrn, approvalCode, stanDate };
}

/** True when the message names an original. */
export function namesOriginal(request: TransactionRequest): boolean {
  const { original } = request;
  if (request.rrn !== '') return true;
  if (original === undefined) return false;
  return original.rrn !== '' || (original.stan !== 0 && (original.transmissionTimeMs !== 0 || original.localDate !== ''));
}
