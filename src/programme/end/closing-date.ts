/** When the account of an expired card is closed: one month after the expiry, by the calendar in Oslo. */
import { addMonths } from '../calendar/add-months.ts';
import { osloDate, osloInstantMs } from '../calendar/oslo-date.ts';
import type { ProgrammeSettings } from '../core/settings.ts';

/**
 * At the start of the day that is called as the first day on which the card was not valid: a card
 * that expired with the end of March is closed on 1 May.
 */
export function closesAtMs(expiresAtMs: number, { monthsToClosing }: Pick<ProgrammeSettings, 'monthsToClosing'>): number {
  return osloInstantMs(addMonths(osloDate(expiresAtMs), monthsToClosing), '00:00');
}
