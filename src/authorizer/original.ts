/** How a message names the one it follows: by key, by RRN, or by STAN, date and terminal (DE90, DE56, DE37 and DE38). */

import type { OriginalReference } from '../limits/rules/command.ts';
import type { Event } from '../limits/rules/event.ts';
import type { OriginalData, TransactionClass, TransactionRequest } from '../protocol/message.ts';
import { keyOf } from './keys.ts';

/** What an original without a class was: a hold is completed and incremented, anything else was posted at once. */
function classOf(event: Event, original: OriginalData): TransactionClass {
  if (original.class !== '') return original.class;
  return event === 'completion' || event === 'increment' ? 'authorization' : 'financial';
}

/** `<terminal>.<STAN>.<MMDD>`; empty when either is not given. */
function stanDateOf(terminalId: string, stan: number, date: string): string {
  return stan === 0 || date === '' ? '' : `${terminalId}.${stan}.${date}`;
}

/** Under which a message can be found by STAN, date and terminal. */
export function ownStanDate(request: TransactionRequest): string {
  return stanDateOf(request.terminalId, request.stan, request.localTime.slice(4, 8));
}

/**
 * Undefined when nothing is named. A transaction's messages share their RRN (DE37), so the message's own one names the
 * original too; the store looks for it when the key is not found.
 */
export function originalReference(request: TransactionRequest, event: Event): OriginalReference | undefined {
  const { original, terminalId } = request;
  if (original === undefined) return request.rrn === '' ? undefined : { key: '', rrn: request.rrn, approvalCode: '', stanDate: '' };
  const { stan, transmissionTimeMs, localDate, approvalCode } = original;
  const key = stan === 0 || transmissionTimeMs === 0 ? '' : keyOf(terminalId, stan, transmissionTimeMs, classOf(event, original));
  const rrn = original.rrn || request.rrn;
  const stanDate = stanDateOf(terminalId, stan, localDate);
  return key === '' && rrn === '' && stanDate === '' ? undefined : { key, rrn, approvalCode, stanDate };
}

/** True when the message says which one it follows. */
export function namesOriginal(request: TransactionRequest): boolean {
  const { original } = request;
  if (request.rrn !== '') return true;
  if (original === undefined) return false;
  return original.rrn !== '' || (original.stan !== 0 && (original.transmissionTimeMs !== 0 || original.localDate !== ''));
}
