/** The strings that name a message: idempotency key, content, approval code. None of them holds card data. */

import { crc32 } from 'node:zlib';
import { NOK } from '../protocol/iso-codes.ts';
import type { TransactionClass, TransactionRequest } from '../protocol/message.ts';

/** Messages of one transaction share their STAN, so the class is part of the key; a repeat has its original's class. */
const CLASS_LETTERS: Readonly<Record<TransactionClass, string>> = { authorization: 'a', financial: 'f', advice: 'v', reversal: 'r' };

const APPROVAL_CODE_LENGTH = 6;
const APPROVAL_CODES = 36 ** APPROVAL_CODE_LENGTH;

/** `<terminal>.<STAN>.<transmission time>.<class letter>`; read from the right it is unambiguous whatever the terminal id holds. */
export function keyOf(terminalId: string, stan: number, transmissionTimeMs: number, messageClass: TransactionClass): string {
  return `${terminalId}.${stan}.${transmissionTimeMs}.${CLASS_LETTERS[messageClass]}`;
}

export function idempotencyKey(request: TransactionRequest): string {
  return keyOf(request.terminalId, request.stan, request.transmissionTimeMs, request.class);
}

/**
 * What must be the same when a key comes again, apart from the card: type, amount, cashback, currency; where there is
 * one, the purpose; of a reversal the amount that stands.
 */
export function fingerprintOf(request: TransactionRequest): string {
  const content = `${request.type}.${request.amountMinor}.${request.cashbackMinor}.${request.currency || NOK}`;
  if (request.class === 'reversal' && request.replacementAmountMinor !== 0) return `${content}.${request.replacementAmountMinor}`;
  return request.purpose === '' ? content : `${content}.${request.purpose}`;
}

/** DE38, an6. The same message always gets the same code, whichever process answers it. */
export function approvalCodeOf(cardToken: string, key: string): string {
  const hash = crc32(key, crc32(cardToken)) % APPROVAL_CODES;
  return hash.toString(36).toUpperCase().padStart(APPROVAL_CODE_LENGTH, '0');
}
