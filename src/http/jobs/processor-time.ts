/** How much processor time a process has had, where the system tells: on Linux. */
import { readFileSync } from 'node:fs';

/** Of the fields that count processor time, in every Linux that Node runs on. */
const TICK_MS = 10;
/** In /proc/PID/stat, counted from the field after the name of the program: proc_pid_stat(5). */
const UTIME = 11;
const STIME = 12;

/** Milliseconds. Undefined: the system does not tell, or the process has ended. */
export function processorMs(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name stands in parentheses and may hold any character.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[UTIME]) + Number(fields[STIME]);
    return Number.isFinite(ticks) ? ticks * TICK_MS : undefined;
  } catch {
    return undefined;
  }
}
