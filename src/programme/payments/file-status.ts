/** The statuses of pain.002 that follow from where batches stand. Pure. */

import type { Language } from '../../protocol/language.ts';
import { filledIn } from '../../protocol/language.ts';
import { dateText } from '../calendar/date-text.ts';
import type { ReasonCode } from '../payment-files/reason-codes.ts';
import type { StatusCode } from '../payment-files/status-codes.ts';
import type { StatusReason } from '../payment-files/write-pain002.ts';
import { reasonSentence } from './payment-reason.ts';

export interface BatchFacts {
  readonly status: 'registered' | 'approved' | 'executed' | 'rejected';
  readonly requested_on: string | null;
  readonly execute_on: string | null;
  readonly lacked_funds_on: string | null;
  readonly debtor_account: string;
  readonly reason_code: string;
  readonly reason: string;
  readonly reason_fill: string;
  /** Payments that were refused or returned. */
  readonly refused: number;
  /** Payments that are still in the outbox. */
  readonly moving: number;
}

const DATE_MOVED = {
  en: 'Executed on {date} instead of {requested}.',
  nb: 'Utføres {date} i stedet for {requested}.',
} as const;

export interface BatchStatus {
  readonly status: StatusCode;
  readonly reasons: readonly StatusReason[];
}

function isMoved({ requested_on, execute_on }: BatchFacts): boolean {
  return execute_on !== null && execute_on !== requested_on;
}

export function batchStatus(facts: BatchFacts, language: Language): BatchStatus {
  const { status, requested_on, execute_on, lacked_funds_on, reason_code, reason, reason_fill, refused, moving } = facts;
  if (status === 'rejected') {
    const text = reasonSentence({ word: reason, fill: reason_fill }, language);
    return { status: 'RJCT', reasons: [{ code: reason_code as ReasonCode, text }] };
  }
  if (refused > 0) return { status: 'PART', reasons: [] };
  if (status === 'registered') return { status: 'PDNG', reasons: [] };
  if (status === 'approved' && lacked_funds_on !== null) {
    const fill = JSON.stringify({ account: facts.debtor_account, date: lacked_funds_on });
    return { status: 'PDNG', reasons: [{ code: 'AM04', text: reasonSentence({ word: 'lacksFunds', fill }, language) }] };
  }
  if (status === 'executed' && moving === 0) return { status: 'ACSC', reasons: [] };
  if (!isMoved(facts)) return { status: 'ACCP', reasons: [] };
  const text = filledIn(DATE_MOVED[language], {
    date: dateText(language, execute_on ?? ''),
    requested: dateText(language, requested_on ?? ''),
  });
  return { status: 'ACWC', reasons: [{ code: 'DT01', text }] };
}

/** How many batches have each status. */
export type StatusCounts = Partial<Readonly<Record<StatusCode, number>>>;

/** Of the whole file. `registered`: no batch has its second approval yet. */
export function groupStatus(counts: StatusCounts, isRegisteredOnly: boolean): StatusCode {
  const found = (Object.keys(counts) as StatusCode[]).filter((status) => (counts[status] ?? 0) > 0);
  const [only] = found;
  if (found.includes('PART') || (found.includes('RJCT') && found.length > 1)) return 'PART';
  if (isRegisteredOnly && only === 'PDNG') return 'ACTC';
  if (found.length === 1 && only !== undefined) return only;
  if (found.includes('PDNG')) return 'PDNG';
  return found.includes('ACWC') ? 'ACWC' : 'ACCP';
}
