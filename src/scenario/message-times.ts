/** Elements of a message that follow from its time. */
import { DAY_MS } from '../config/duration.ts';
import { osloOffsetMs } from '../limits/rules/oslo-time.ts';

/** `YYYYMMDDhhmmss` in Norway. */
export function localTime(instantMs: number): string {
  return new Date(instantMs + osloOffsetMs(instantMs)).toISOString().slice(0, 19).replace(/\D/g, '');
}

/** Last digit of the year, day of the year, hour (all UTC), STAN. */
export function rrnOf(instantMs: number, stan: number): string {
  const utc = new Date(instantMs);
  const day = Math.floor((instantMs - Date.UTC(utc.getUTCFullYear(), 0, 1)) / DAY_MS) + 1;
  return `${utc.getUTCFullYear() % 10}${String(day).padStart(3, '0')}${utc.toISOString().slice(11, 13)}${String(stan).padStart(6, '0')}`;
}
