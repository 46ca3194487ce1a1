/** The strings that name a message: idempotency key, content, approval code. None of them holds card data. */
import { crc32 } from 'node:zlib';
import type { OriginalData, TransactionClass, TransactionRequest } from '../protocol/message.ts';

/** Messages of one transaction share their STAN, so the class is part of the key; a repeat has its original's class. */
const CLASS_LETTERS: Readonly<Record<TransactionClass, string>> = { authorization: 'a', financial: 'f', advice: 'v', reversal: 'r' };

const APPROVAL_CODE_LENGTH = 6;
const APPROVAL_CODES = 36 ** APPROVAL_CODE_LENGTH;
const NOK = 578;

/** `<terminal>.<STAN>.<transmission time>.<class letter>`; read from the right it is unambiguous whatever the terminal id holds. */
export function idempotencyKey(request: TransactionRequest): string {
  return `${request.terminalId}.${request.stan}.${request.transmissionTimeMs}.${CLASS_LETTERS[request.class]}`;
}

/** The key that the original of a reversal had. An original without a class was a financial message. */
export function originalKey(terminalId: string, original: OriginalData): string {
  const letter = CLASS_LETTERS[original.class === '' ? 'financial' : original.class];
  return `${terminalId}.${original.stan}.${original.transmissionTimeMs}.${letter}`;
}

/** What must be the same when a key comes again, apart from the card. */
export function contentOf(request: TransactionRequest): string {
  return `${request.type}.${request.amountMinor}.${request.cashbackMinor}.${request.currency || NOK}`;
}

/** DE38, an6. The same message always gets the same code, whichever process answers it. */
export function approvalCodeOf(cardToken: string, key: string): string {
  const hash = crc32(key, crc32(cardToken)) % APPROVAL_CODES;
  return hash.toString(36).toUpperCase().padStart(APPROVAL_CODE_LENGTH, '0');
}
