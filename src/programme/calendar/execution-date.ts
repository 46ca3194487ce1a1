/** The date on which an approved payment is executed. */
import { type BankingDayOptions, bankingDayFrom } from './banking-days.ts';
import { addDays } from './calendar-date.ts';
import { osloDate, osloInstantMs } from './oslo-date.ts';

/** Approved by this time in Oslo: executed on the same day. */
export const CUT_OFF_DEFAULT = '14:30';

export interface ApprovedPayment {
  /** The instant of the last approval. */
  readonly approvedAtMs: number;
  /** The date that the file asks for, `2026-06-01`. */
  readonly requestedDate: string;
  /** Local time in Oslo, `14:30`. */
  readonly cutOff: string;
  readonly bankingDays?: BankingDayOptions;
}

/**
 * The same day if it is a banking day and the approval came in time, else the next banking day, and
 * never before the requested date. 14:30:00.000 exactly is in time; one millisecond later is not.
 */
export function executionDate({ approvedAtMs, requestedDate, cutOff, bankingDays = {} }: ApprovedPayment): string {
  const approvedOn = osloDate(approvedAtMs);
  const isInTime = approvedAtMs <= osloInstantMs(approvedOn, cutOff);
  const earliest = isInTime ? approvedOn : addDays(approvedOn, 1);
  return bankingDayFrom(earliest < requestedDate ? requestedDate : earliest, bankingDays);
}
