/** Statuses that a pain.002 of this programme gives, and when. ISO 20022 external payment group and transaction statuses. */
import type { Words } from '../../protocol/language.ts';

interface StatusRow extends Words {
  /** A payment by itself cannot be accepted in part. */
  readonly of: readonly ('group' | 'paymentInformation' | 'payment')[];
}

const ALL_LEVELS = ['group', 'paymentInformation', 'payment'] as const;

export const STATUS_CODES = {
  ACTC: { of: ALL_LEVELS, en: 'Received and technically correct.', nb: 'Mottatt og teknisk riktig.' },
  ACCP: { of: ALL_LEVELS, en: 'Accepted for execution.', nb: 'Godtatt for utførelse.' },
  ACWC: { of: ALL_LEVELS, en: 'Accepted with a change, such as a later date.', nb: 'Godtatt med endring, for eksempel en senere dato.' },
  ACSC: { of: ALL_LEVELS, en: 'Executed.', nb: 'Utført.' },
  PART: { of: ['group', 'paymentInformation'], en: 'Accepted in part.', nb: 'Delvis godtatt.' },
  PDNG: { of: ALL_LEVELS, en: 'Waits for approval or funds.', nb: 'Venter på godkjenning eller dekning.' },
  RJCT: { of: ALL_LEVELS, en: 'Refused.', nb: 'Avvist.' },
} as const satisfies Readonly<Record<string, StatusRow>>;

export type StatusCode = keyof typeof STATUS_CODES;
export type PaymentStatusCode = Exclude<StatusCode, 'PART'>;
