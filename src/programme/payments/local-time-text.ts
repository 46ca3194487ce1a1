/** An instant as ISO 20022 messages write it: local time in Oslo, without an offset. */
import { osloOffsetMs } from '../../limits/rules/oslo-time.ts';

/** `2026-06-01T09:12:00` */
export function localTimeText(atMs: number): string {
  return new Date(atMs + osloOffsetMs(atMs)).toISOString().slice(0, 19);
}
